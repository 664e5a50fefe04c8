"""Tell recipients (Art. 19), and ask every connected system the same thing."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import Controller
from connectors.models import NoticeKind, NoticeState, RecipientKind, RecipientNotice, System
from ledger.actor import Actor
from ledger.services import record
from outbox.services import put
from subjects.services.errors import NotPossible


@dataclass(frozen=True, kw_only=True, slots=True)
class Told:
    """Somebody to tell: their name as the person reads it, why, and of which categories."""

    name: str
    kind: RecipientKind
    categories: frozenset[str]
    system: System | None = None


@transaction.atomic
def note_recipients(
    *,
    controller: Controller,
    request_ref: UUID,
    kind: NoticeKind,
    recipients: Iterable[Told],
    by: Actor,
    at: datetime,
) -> int:
    """Write whom a request obliges us to tell, each once, and put it in the outbox; give how many are new."""
    new = 0
    for told in recipients:
        notice, created = RecipientNotice.objects.get_or_create(
            request_ref=request_ref,
            kind=kind,
            recipient_kind=told.kind,
            recipient=told.name[:200],
            defaults={
                "controller": controller,
                "system": told.system,
                "categories": sorted(told.categories),
                "created_at": at,
            },
        )
        if created:
            new += 1
            put(controller=controller.slug, kind="recipient.tell", payload={"notice": notice.pk})
    if new:
        record(
            controller=controller.slug,
            by=by,
            action="recipients.note",
            object_type="recipient_notice",
            counts={"recipients": new},
            at=at,
        )
    return new


def mark_sent(*, notice: RecipientNotice, by: Actor, at: datetime) -> RecipientNotice:
    """Note that a recipient was told, in whatever way. Raises NotPossible when it is settled already."""
    return _settle(notice, NoticeState.SENT, by=by, at=at, sent_at=at)


def mark_confirmed(*, notice: RecipientNotice, by: Actor, at: datetime) -> RecipientNotice:
    """Note that a recipient has answered that it is done."""
    return _settle(notice, NoticeState.CONFIRMED, by=by, at=at, sent_at=notice.sent_at or at, confirmed_at=at)


def mark_impossible(*, notice: RecipientNotice, reason: str, by: Actor, at: datetime) -> RecipientNotice:
    """Note that telling proves impossible or takes disproportionate effort, and why (Art. 19)."""
    if not reason.strip():
        raise NotPossible(_("Skriv varför mottagaren inte går att meddela."))
    return _settle(notice, NoticeState.IMPOSSIBLE, by=by, at=at, reason=reason.strip()[:200])


LEADS_TO: dict[NoticeState, Collection[NoticeState]] = {
    NoticeState.SENT: (NoticeState.PENDING,),
    NoticeState.CONFIRMED: (NoticeState.PENDING, NoticeState.SENT),
    NoticeState.IMPOSSIBLE: (NoticeState.PENDING, NoticeState.SENT),
}


@transaction.atomic
def _settle(
    notice: RecipientNotice, state: NoticeState, *, by: Actor, at: datetime, **values: object
) -> RecipientNotice:
    moved = RecipientNotice.objects.filter(pk=notice.pk, state__in=LEADS_TO[state]).update(
        state=state, **values
    )
    if not moved:
        raise NotPossible(_("Mottagaren är redan meddelad, eller så finns meddelandet inte längre."))
    notice.refresh_from_db()
    record(
        controller=notice.controller.slug,
        by=by,
        action=f"recipient.{state}",
        object_type="recipient_notice",
        at=at,
    )
    return notice
