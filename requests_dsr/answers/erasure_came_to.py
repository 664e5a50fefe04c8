"""What a granted erasure came to: told from what was erased and what is still there, never from the plan."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import transaction

from connectors.models import NoticeKind, RecipientNotice
from connectors.services import Told, note_recipients
from law.calendar import stockholm_day
from law.reasons import Code
from ledger import services as ledger
from ledger.actor import Actor
from ledger.models import LedgerEntry
from ledger.selectors import NotSealed, receipt
from requests_dsr.answers.base import Plan
from requests_dsr.answers.erasure_plan import Fact, Key, Unit, fact_of, goes, kept_fact, key_of, lines_of
from requests_dsr.answers.erasure_stays import stays_with
from requests_dsr.exceptions import exceptions_of
from requests_dsr.models import Certificate, DataSubjectRequest
from requests_dsr.services.deciding.falling_short import fall_short
from requests_dsr.services.reaching.certificates import send_certificate
from requests_dsr.states import State
from requests_dsr.waiting import only_waits
from retention.law import Action
from retention.live import live_policy
from retention.models import RetentionUnit
from retention.purge.one_person import Erased
from subjects.services.locking import lock_with_orgs

GRANTED = frozenset({State.FULFILLED, State.PARTLY_FULFILLED})
TO_TELL = "to_tell"
"""Where a plan keeps what its erasure came to, from the erasure until the certificate is written."""


@dataclass(frozen=True, kw_only=True)
class CameTo:
    """What became of the units that were to go: gone now, or still there and why; and the proof."""

    gone: list[Fact]
    held: list[Fact]
    erased: Erased | None = None

    @property
    def due(self) -> bool:
        """Tell whether something can go now."""
        return any(goes(fact) for fact in self.held)

    @property
    def categories(self) -> frozenset[str]:
        """Give the kinds of data of which something went."""
        return frozenset(fact[0] for fact in self.gone)


def left_to_erase(plan: Plan) -> list[Fact]:
    """Give the units that were decided to go, at once or once the person's own other request is answered,
    and are not certified yet.
    """
    certified = {tuple(key) for key in plan.get("certified", ())}
    return [fact for fact in plan["basis"] if _is_to_go(fact) and key_of(fact) not in certified]


def _is_to_go(fact: Fact) -> bool:
    return goes(fact) or only_waits(fact[4])


def what_it_came_to(left: Iterable[Fact], now: Iterable[Unit], erased: Erased | None = None) -> CameTo:
    """Compare what was to go with the person's units of now; what was erased is told by its execution."""
    return _compared(left, {(key.category, key.item_id): fact_of(key, d) for key, d in now}, erased)


def what_is_left_of_somebody_gone(left: list[Fact]) -> CameTo:
    """Compare what was to go with the units that still stand, where the person is there no more."""
    units = RetentionUnit.objects.filter(
        category__in={fact[0] for fact in left}, item_id__in=[fact[1] for fact in left]
    )
    standing = {
        (one.category, one.item_id): kept_fact(
            one.category, one.item_id, one.retain_until, sorted(one.reasons)
        )
        for one in units
    }
    return _compared(left, standing, None)


def note_who_is_told(
    request: DataSubjectRequest,
    recipients: Iterable[Told],
    categories: Collection[str],
    *,
    about: Collection[str],
    by: Actor,
    at: datetime,
) -> None:
    """Note whom to tell of what was erased (Art. 19): each kind of data once, and none that is kept."""
    noted = RecipientNotice.objects.filter(
        request_ref=request.ref, kind=NoticeKind.ERASURE, created_at__gte=request.decided_at
    )
    known = {(one.recipient, category) for one in noted for category in one.categories}
    new = [
        replace(told, categories=reached)
        for told in recipients
        if (reached := frozenset(c for c in told.categories & set(categories) if (told.name, c) not in known))
    ]
    note_recipients(
        controller=request.controller,
        request_ref=request.ref,
        kind=NoticeKind.ERASURE,
        recipients=new,
        by=by,
        at=at,
        about=about,
    )


def write_down(request: DataSubjectRequest, came: CameTo, *, at: datetime) -> None:
    """Keep in the file of a locked request what its erasure came to, until the person is told of it.

    In the transaction of the erasure where something was erased now: a worker that dies after it has
    forgotten neither what went nor by which lines of the ledger. `tell_what_it_came_to` takes it from here.
    What only waits for the person's own other request is held, and not yet told as held back.
    """
    file = request.file
    file.plan = {
        **file.plan,
        "certified": [*file.plan.get("certified", ()), *(list(key_of(fact)) for fact in came.gone)],
        "held": [list(key_of(fact)) for fact in came.held],
        TO_TELL: {
            "gone": came.gone,
            "held": came.held,
            "refs": [str(ref) for ref in came.erased.unit_refs] if came.erased else [],
            "at": at.isoformat(),
        },
    }
    file.save(update_fields=["plan"])


def tell_what_it_came_to(request: DataSubjectRequest, *, at: datetime) -> bool:
    """Certify what went, and say what is held back since the decision, once. Tells whether anything went.

    Whoever comes first tells it: for anybody after, nothing is left to tell.
    """
    ledger.seal()
    with transaction.atomic():
        request = locked(request)
        plan = request.file.plan
        if TO_TELL not in plan:
            return False
        to_tell = plan[TO_TELL]
        gone, held = to_tell["gone"], to_tell["held"]
        kept = [fact for fact in plan["basis"] if not _is_to_go(fact)]
        lines = [*lines_of([*gone, *held, *kept]), *_beside_now(request, plan, at)]
        short = [fact for fact in held if not only_waits(fact[4])]
        known = {tuple(key) for key in plan.get("told", ())}
        told = sorted({*known, *map(key_of, short)})
        request.file.plan = {**{key: plan[key] for key in plan if key != TO_TELL}, "told": told}
        request.file.save(update_fields=["plan"])
        if is_granted(request) and any(key_of(fact) not in known for fact in short):
            codes = exceptions_of(fact[4] for fact in short)
            held_too = lines_of([*gone, *held, *kept])
            fall_short(request=request, lines=held_too, codes=codes, at=at)
        if gone:
            _certify(request, lines, to_tell, at=at)
    return bool(gone)


def locked(request: DataSubjectRequest) -> DataSubjectRequest:
    """Lock whose a request is, then the request, and read it anew. Raises HolderErased."""
    if request.subject_id is not None:
        lock_with_orgs([request.subject_id])
    DataSubjectRequest.objects.select_for_update().get(pk=request.pk)
    return read_anew(request)


def read_anew(request: DataSubjectRequest) -> DataSubjectRequest:
    """Read a request and its file as they are now."""
    return DataSubjectRequest.objects.select_related("controller", "subject", "file").get(pk=request.pk)


def is_granted(request: DataSubjectRequest) -> bool:
    """Tell whether an erasure is decided on: one that was opened again is not, before it is decided anew."""
    return request.state in GRANTED and request.file.plan.get("kind") == "erasure"


def _beside_now(request: DataSubjectRequest, plan: Plan, at: datetime) -> list[dict[str, Any]]:
    """Give what stands beside the units once they are gone; what is the person's where they still are."""
    itself = [line for line in plan.get("beside", ()) if not line.get("with_person")]
    if request.subject is None:
        return itself
    told = frozenset(line["category"] for line in itself)
    return [
        *itself,
        *stays_with(request.subject, stockholm_day(at), live_policy(request.controller), but=told),
    ]


def _compared(left: Iterable[Fact], standing: dict[Key, Fact], erased: Erased | None) -> CameTo:
    done = {(category, item): [category, item, action, None, sorted(codes)]
            for category, item, action, codes in (erased.items if erased else ())}  # fmt: skip
    gone, held = [], []
    for fact in left:
        there = standing.get(key_of(fact))
        if there is None or key_of(fact) in done:
            gone.append(done.get(key_of(fact), _as_gone(fact)))
        else:
            held.append(there)
    return CameTo(gone=gone, held=held, erased=erased)


def _as_gone(fact: Fact) -> Fact:
    """Say of a unit that is there no more that it went, also where the decision had it wait first."""
    if goes(fact):
        return fact
    return [*fact[:2], Action.ERASE.value, None, [Code.DSR_ERASURE_GRANTED.value]]


def _certify(
    request: DataSubjectRequest, lines: list[dict[str, Any]], to_tell: dict[str, Any], *, at: datetime
) -> None:
    """Write the certificate with the proof of each line; the person's own copy is mailed."""
    erased_at = datetime.fromisoformat(to_tell["at"])
    certificate = Certificate.objects.create(
        request=request,
        erased_at=erased_at,
        lines=lines,
        backups_until_on=stockholm_day(erased_at) + timedelta(days=settings.BACKUP_DAYS),
        proofs=list(_proofs(to_tell["refs"])),
    )
    send_certificate(certificate=certificate, references=to_tell["refs"], at=at)


def _proofs(refs: Collection[Any]) -> Iterator[dict[str, Any]]:
    entries = LedgerEntry.objects.filter(unit_ref__in=refs).order_by("pk").values_list("pk", "unit_ref")
    for pk, ref in entries:
        try:
            yield {"reference": str(ref), "receipt": json.loads(receipt(pk))}
        except NotSealed:
            continue
