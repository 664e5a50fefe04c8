"""Forget requests as the policy says: the file after 24 months, what is counted after 60 (RT-13, RT-14).

The law decides each, as it decides everything else. A request whose restriction still stands keeps
its file: the person has to be told before it is lifted.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime

from django.db import models, transaction

from accounts.models import Controller
from connectors.models import RecipientNotice
from law.calendar import stockholm_day
from law.rights import Right
from ledger.actor import WORKER
from ledger.services import record
from register.selectors import has_live_policy
from requests_dsr.models import (
    DataSubjectRequest,
    IdentityCheck,
    Letter,
    Package,
    RequestEvent,
    RequestFile,
)
from requests_dsr.services.effects import standing
from requests_dsr.services.packages import delete_package
from requests_dsr.states import CLOSED
from retention.law import decide
from retention.law.facts import Facts, Request, RequestType
from retention.live import live_policy
from retention.models import Tombstone
from retention.units.blocks import NO_BLOCKS, load_blocks

FILE_TABLES: tuple[type[models.Model], ...] = (RequestEvent, IdentityCheck, Letter, Package, RequestFile)
TYPES = {right: RequestType(right) for right in Right if right.value in set(RequestType)}


def forget_files(controller: Controller, *, at: datetime) -> int:
    """Erase the files whose time is over: who asked, in what words, what we wrote (dsr_file)."""
    today = stockholm_day(at)
    found = DataSubjectRequest.objects.filter(file__isnull=False)
    due = [
        request for request in _due(controller, found, "dsr_file", today) if not standing(request).exists()
    ]
    for request in due:
        _forget_file(request, today, at=at)
    return len(due)


def forget_requests(controller: Controller, *, at: datetime) -> int:
    """Erase what is counted of a request, with its certificate (dsr_ledger)."""
    today = stockholm_day(at)
    due = list(_due(controller, DataSubjectRequest.objects.filter(file=None), "dsr_ledger", today))
    for request in due:
        _forget_request(request, today, at=at)
    return len(due)


def _due(
    controller: Controller, requests: models.QuerySet[DataSubjectRequest], category: str, today: date
) -> Iterator[DataSubjectRequest]:
    """Give the closed requests that the law lets go today, the oldest first, until one has to stay."""
    if not has_live_policy(controller):
        return
    live = live_policy(controller)
    closed = requests.filter(controller=controller, state__in=sorted(CLOSED)).order_by("closed_at", "pk")
    for request in closed.iterator(chunk_size=200):
        blocks = load_blocks("subject_id", [request.subject_id] if request.subject_id else [])
        held = blocks.get(request.subject_id or 0, NO_BLOCKS)
        facts = Facts(dsrs=(_fact(request),), include_dsr_records=True, **held.as_facts())
        if decide(category, facts, today, live.rules).is_destructive:
            yield request
        elif held is NO_BLOCKS:
            return


def _fact(request: DataSubjectRequest) -> Request:
    assert request.closed_at is not None
    return Request(
        TYPES.get(Right(request.right), RequestType.ACCESS),
        stockholm_day(request.received_at),
        closed_on=stockholm_day(request.closed_at),
    )


@transaction.atomic
def _forget_file(request: DataSubjectRequest, today: date, *, at: datetime) -> None:
    counts = {}
    for package in request.packages.filter(deleted_at=None):
        delete_package(package=package, by=WORKER, at=at)
    for model in FILE_TABLES:
        counts[model._meta.db_table] = _erase(model._default_manager.filter(request=request), today)
    notices = RecipientNotice.objects.filter(request_ref=request.ref)
    counts[RecipientNotice._meta.db_table] = _erase(notices, today)
    _tell(request, "request.archive", "dsr_file", "DSR_FILE_24M", counts, at=at)


@transaction.atomic
def _forget_request(request: DataSubjectRequest, today: date, *, at: datetime) -> None:
    counts = {"requests_dsr_certificate": _erase(request.certificates.all(), today)}
    counts["requests_dsr_datasubjectrequest"] = _erase(
        DataSubjectRequest.objects.filter(pk=request.pk), today
    )
    _tell(request, "request.erase", "dsr_ledger", "DSR_LEDGER_60M", counts, at=at)


def _erase(rows: models.QuerySet[models.Model], today: date) -> int:
    """Delete rows and leave a tombstone of each, so that a restored backup forgets them too."""
    table, keys = rows.model._meta.db_table, list(rows.values_list("pk", flat=True))
    Tombstone.objects.bulk_create(Tombstone(table=table, pk_erased=key, erased_on=today) for key in keys)
    rows.model._default_manager.filter(pk__in=keys).delete()
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
