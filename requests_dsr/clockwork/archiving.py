"""Forget requests as the policy says: the file after 24 months, what is counted after 60 (RT-13, RT-14).

The law decides each, as it decides everything else, and once more under lock: a request may have been
reopened since it was looked at, or a hold placed. A request whose restriction still stands keeps its file:
the person has to be told before it is lifted.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime

from django.db import models, transaction

from accounts.models import Controller
from law.calendar import stockholm_day
from law.rights import Right
from ledger.actor import WORKER
from ledger.services import record
from register.selectors import has_live_policy
from requests_dsr.clockwork.each import for_each
from requests_dsr.clockwork.file_tables import FILE, file_tables
from requests_dsr.models import DataSubjectRequest
from requests_dsr.pauses import standing
from requests_dsr.services.reaching.packages import delete_package
from requests_dsr.states import CLOSED
from retention.law import RetentionPolicy, decide
from retention.law.facts import Facts, Request, RequestType
from retention.live import live_policy
from retention.models import Tombstone
from retention.units.blocks import NO_BLOCKS, Blocks, load_blocks
from subjects.services.locking import lock

COUNTED = "dsr_ledger"
TYPES = {right: RequestType(right) for right in Right if right.value in set(RequestType)}


def forget_files(controller: Controller, *, at: datetime) -> int:
    """Erase the files whose time is over: who asked, in what words, what we wrote (dsr_file)."""
    found = DataSubjectRequest.objects.filter(file__isnull=False)
    due = [one for one in _due(controller, found, FILE, stockholm_day(at)) if not standing(one).exists()]
    return for_each(
        controller, "files", due, lambda one: _forget_file(one.pk, at=at), ref=lambda one: one.ref, at=at
    )


def forget_requests(controller: Controller, *, at: datetime) -> int:
    """Erase what is counted of a request, with its certificate (dsr_ledger)."""
    found = DataSubjectRequest.objects.filter(file=None)
    due = list(_due(controller, found, COUNTED, stockholm_day(at)))
    return for_each(
        controller,
        "requests",
        due,
        lambda one: _forget_request(one.pk, at=at),
        ref=lambda one: one.ref,
        at=at,
    )


def _due(
    controller: Controller, requests: models.QuerySet[DataSubjectRequest], category: str, today: date
) -> Iterator[DataSubjectRequest]:
    """Give the closed requests that the law lets go today, the oldest first, until one has to stay."""
    if not has_live_policy(controller):
        return
    rules = live_policy(controller).rules
    closed = requests.filter(controller=controller, state__in=sorted(CLOSED)).order_by("closed_at", "pk")
    for request in closed.iterator(chunk_size=200):
        held = _held(request)
        if _is_over(request, category, today, rules, held):
            yield request
        elif held is NO_BLOCKS:
            return


def _held(request: DataSubjectRequest) -> Blocks:
    blocks = load_blocks("subject_id", [request.subject_id] if request.subject_id else [])
    return blocks.get(request.subject_id or 0, NO_BLOCKS)


def _is_over(
    request: DataSubjectRequest, category: str, today: date, rules: RetentionPolicy, held: Blocks
) -> bool:
    facts = Facts(dsrs=(_fact(request),), include_dsr_records=True, **held.as_facts())
    return decide(category, facts, today, rules).is_destructive


def _still_over(pk: int, category: str, today: date) -> DataSubjectRequest | None:
    """Lock a request and whose it is, and give it if the law lets it go as it stands now."""
    request = DataSubjectRequest.objects.select_related("controller").get(pk=pk)
    if request.subject_id is not None:
        lock(subjects=[request.subject_id])
    now = DataSubjectRequest.objects.select_for_update(of=["self"]).get(pk=pk)
    if now.subject_id != request.subject_id or now.state not in CLOSED:
        return None
    rules = live_policy(now.controller).rules
    return now if _is_over(now, category, today, rules, _held(now)) else None


def _fact(request: DataSubjectRequest) -> Request:
    assert request.closed_at is not None
    return Request(
        TYPES.get(Right(request.right), RequestType.ACCESS),
        stockholm_day(request.received_at),
        closed_on=stockholm_day(request.closed_at),
    )


@transaction.atomic
def _forget_file(pk: int, *, at: datetime) -> bool:
    today = stockholm_day(at)
    request = _still_over(pk, FILE, today)
    if request is None or standing(request).exists():
        return False
    for package in request.packages.filter(deleted_at=None):
        delete_package(package=package, by=WORKER, at=at)
    counts = {
        model._meta.db_table: _erase(model._default_manager.filter(**{way: request.ref}), today)
        for model, way in file_tables()
    }
    _tell(request, "request.archive", FILE, "DSR_FILE_24M", counts, at=at)
    return True


@transaction.atomic
def _forget_request(pk: int, *, at: datetime) -> bool:
    today = stockholm_day(at)
    request = _still_over(pk, COUNTED, today)
    if request is None:
        return False
    counts = {"requests_dsr_certificate": _erase(request.certificates.all(), today)}
    counts["requests_dsr_datasubjectrequest"] = _erase(DataSubjectRequest.objects.filter(pk=pk), today)
    _tell(request, "request.erase", COUNTED, "DSR_LEDGER_60M", counts, at=at)
    return True


def _erase(rows: models.QuerySet[models.Model], today: date) -> int:
    """Delete rows and leave a tombstone of each, so that a restored backup forgets them too.

    A mail and what was attached to it leave their own (`mailintake.traces`).
    """
    table, keys = rows.model._meta.db_table, list(rows.values_list("pk", flat=True))
    rows.model._default_manager.filter(pk__in=keys).delete()
    left = Tombstone.objects.filter(table=table, pk_erased__in=keys).values_list("pk_erased", flat=True)
    Tombstone.objects.bulk_create(
        Tombstone(table=table, pk_erased=key, erased_on=today) for key in sorted(set(keys) - set(left))
    )
    return len(keys)


def _tell(
    request: DataSubjectRequest,
    action: str,
    category: str,
    code: str,
    counts: dict[str, int],
    *,
    at: datetime,
) -> None:
    record(
        controller=request.controller.slug,
        by=WORKER,
        action=action,
        object_type="requests_dsr.request",
        category=category,
        rule_codes=(code,),
        counts={table: count for table, count in counts.items() if count},
        at=at,
    )
