"""Stop erasure for a time, and let it go on: legal holds, Art. 18 restrictions, open requests.

Categories such as claims are held by the organisation, so a block on a person that reaches them is
written once for the person and once for each organisation they speak for: each holder's own lock
sees it (design.md 5). The rows of one decision share `decision_ref` and end together.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date, datetime
from uuid import UUID, uuid4

from django.db.models import Q
from django.utils.translation import gettext as _

from law.calendar import stockholm_day
from ledger.actor import Actor
from ledger.services import record
from register.categories import Category
from subjects.models import BlockKind, CustomerOrg, DataSubject, ProcessingBlock
from subjects.services.deed import deed
from subjects.services.errors import NotPossible
from subjects.services.locking import lock, lock_with_orgs

ORG_HELD = frozenset({Category.BILLING_CLAIM, Category.ACCOUNTING_RECORDS, Category.CREDIT_CHECK})
"""What the organisation holds, one unit an item (design.md 5)."""


@deed
def place_block(
    *,
    holder: DataSubject | CustomerOrg,
    kind: BlockKind,
    ground: str,
    from_on: date,
    by: Actor,
    at: datetime,
    scope: Collection[str] = (),
    review_on: date | None = None,
) -> UUID:
    """Block erasure of the categories in `scope` (all primary ones when empty) from a day on.

    Gives the reference of the decision, by which it is released. Raises NotPossible for a block
    without a ground (Art. 17(3)(e), Art. 18(1)), HolderErased when the holder is gone.
    """
    if not ground.strip():
        raise NotPossible(_("Ange grunden för spärren, till exempel artikel 17.3 e."))
    orgs, subjects = _lock_reached(holder, scope)
    decision = uuid4()
    common = {
        "controller": holder.controller,
        "decision_ref": decision,
        "kind": kind,
        "from_on": from_on,
        "ground": ground.strip(),
        "review_on": review_on,
        "placed_by_id": _user_id(by),
        "placed_at": at,
    }
    rows = [ProcessingBlock(subject=person, scope=sorted(scope), **common) for person in subjects]
    org_scope = sorted(scope) if isinstance(holder, CustomerOrg) else _of_organisations(scope)
    rows += [ProcessingBlock(org=org, scope=org_scope, **common) for org in orgs]
    ProcessingBlock.objects.bulk_create(rows)
    _tell(holder.controller.slug, "block.place", kind, rows=len(rows), by=by, at=at)
    return decision


@deed
def release_block(*, decision: UUID, by: Actor, at: datetime, until_on: date | None = None) -> None:
    """End a block from a day on (today when left out), for everybody it was written for.

    Raises NotPossible when it is unknown or was released before.
    """
    held = ProcessingBlock.objects.filter(decision_ref=decision).order_by("pk")
    lock(
        orgs=held.exclude(org=None).values_list("org_id", flat=True),
        subjects=held.exclude(subject=None).values_list("subject_id", flat=True),
    )
    rows = list(held.filter(until_on=None).select_related("controller"))
    if not rows:
        raise NotPossible(_("Spärren är redan hävd."))
    until = max(until_on or stockholm_day(at), rows[0].from_on)
    held.filter(until_on=None).update(until_on=until)
    _tell(rows[0].controller.slug, "block.release", rows[0].kind, rows=len(rows), by=by, at=at)


@deed
def let_block_stand(*, decision: UUID, by: Actor, at: datetime) -> None:
    """Let a block stand that was to end on a later day: nobody has been told of its end after all.

    Raises NotPossible when it is unknown, stands as it is, or has ended.
    """
    held = ProcessingBlock.objects.filter(decision_ref=decision).order_by("pk")
    lock(
        orgs=held.exclude(org=None).values_list("org_id", flat=True),
        subjects=held.exclude(subject=None).values_list("subject_id", flat=True),
    )
    rows = list(held.filter(until_on__gt=stockholm_day(at)).select_related("controller"))
    if not rows:
        raise NotPossible(_("Spärren är redan hävd."))
    held.filter(pk__in=[row.pk for row in rows]).update(until_on=None)
    _tell(rows[0].controller.slug, "block.stand", rows[0].kind, rows=len(rows), by=by, at=at)


def extend_to_organisation(*, subject: DataSubject, org: CustomerOrg, on: date) -> None:
    """Write what blocks a locked person for a locked organisation they now speak for."""
    standing = ProcessingBlock.objects.filter(Q(until_on=None) | Q(until_on__gt=on), subject=subject)
    ProcessingBlock.objects.bulk_create(
        ProcessingBlock(
            controller_id=block.controller_id,
            org=org,
            decision_ref=block.decision_ref,
            kind=block.kind,
            scope=_of_organisations(block.scope),
            from_on=block.from_on,
            until_on=block.until_on,
            ground=block.ground,
            review_on=block.review_on,
            placed_by_id=block.placed_by_id,
            placed_at=block.placed_at,
        )
        for block in standing
        if _reaches_organisations(block.scope)
    )


def _lock_reached(
    holder: DataSubject | CustomerOrg, scope: Collection[str]
) -> tuple[list[CustomerOrg], list[DataSubject]]:
    """Lock everybody the block is written for."""
    if isinstance(holder, CustomerOrg):
        return lock(orgs=[holder.pk])
    if _reaches_organisations(scope):
        return lock_with_orgs([holder.pk])
    return lock(subjects=[holder.pk])


def _reaches_organisations(scope: Iterable[str]) -> bool:
    named = set(scope)
    return not named or bool(named & ORG_HELD)


def _of_organisations(scope: Iterable[str]) -> list[str]:
    """Give the part of a scope that organisations hold; never empty, which would mean everything."""
    return sorted(set(scope) & ORG_HELD or ORG_HELD)


def _user_id(by: Actor) -> int | None:
    kind, _sep, number = by.ref.partition(":")
    return int(number) if kind == "user" else None


def _tell(controller: str, action: str, kind: str, *, rows: int, by: Actor, at: datetime) -> None:
    record(
        controller=controller,
        by=by,
        action=action,
        object_type=f"processing_block.{kind.removesuffix('18').rstrip('_')}",
        counts={"blocks": rows},
        at=at,
    )
