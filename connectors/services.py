"""Tell recipients (Art. 19): whom a deed obliges us to tell, and how far each has come."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from uuid import UUID

from django.db import transaction
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from accounts.models import Controller
from connectors.models import LEADS_TO, NoticeKind, NoticeState, RecipientKind, RecipientNotice, System
from law.calendar import STOCKHOLM, stockholm_day
from ledger.actor import Actor
from ledger.services import record
from outbox.services import put
from subjects.services.errors import NotPossible


@dataclass(frozen=True, kw_only=True, slots=True)
class Told:
    """Somebody to tell: their name, why, and of which categories.

    `name` is the Swedish one in every language of the moment, since a recipient is known by it; `name_en`
    is empty where the two are the same.
    """

    name: str
    kind: RecipientKind
    categories: frozenset[str]
    system: System | None = None
    name_en: str = ""


@transaction.atomic
def note_recipients(
    *,
    controller: Controller,
    request_ref: UUID,
    kind: NoticeKind,
    recipients: Iterable[Told],
    by: Actor,
    at: datetime,
    about: Iterable[str] = (),
    values: Mapping[str, str] | None = None,
) -> int:
    """Write whom a deed at an instant obliges us to tell, each once, and put it in the outbox.

    `about` is what the person is recognised by (`connectors.asking.marks_of`), before and after the
    deed; `values` are new values of fields, which only a connected system needs. Gives how many are
    new. A later deed of the same request tells anew.
    """
    new, marks = 0, sorted(set(about))
    for told in recipients:
        notice, created = RecipientNotice.objects.get_or_create(
            request_ref=request_ref,
            kind=kind,
            recipient_kind=told.kind,
            recipient=told.name[:200],
            created_at=at,
            defaults={
                "controller": controller,
                "recipient_en": told.name_en[:200],
                "system": told.system,
                "categories": sorted(told.categories),
                "about": marks,
                "values": dict(values or {}) if told.system else {},
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


def mark_sent(*, notice: RecipientNotice, by: Actor, at: datetime, on: date | None = None) -> RecipientNotice:
    """Note that a recipient was told, in whatever way, on a Stockholm day: today unless said otherwise.

    Whom it is about is forgotten here, but for a system, which is asked until it confirms. Raises
    NotPossible when it is settled already, and for a day that is to come or before the duty arose.
    """
    told = instant_of(on, not_before=notice.created_at, at=at)
    forget = {} if notice.recipient_kind == RecipientKind.SYSTEM else NAMES_NOBODY
    return _settle(notice, NoticeState.SENT, by=by, at=at, sent_at=told, **forget)


def mark_confirmed(
    *, notice: RecipientNotice, by: Actor, at: datetime, on: date | None = None
) -> RecipientNotice:
    """Note that a recipient who was told has answered that it is done, on a Stockholm day.

    Raises NotPossible for one who was not told, and for a day to come or before they were told.
    """
    done = instant_of(on, not_before=notice.sent_at or notice.created_at, at=at)
    return _settle(notice, NoticeState.CONFIRMED, by=by, at=at, confirmed_at=done, **NAMES_NOBODY)


def mark_impossible(*, notice: RecipientNotice, reason: str, by: Actor, at: datetime) -> RecipientNotice:
    """Note that telling proves impossible or takes disproportionate effort, and why (Art. 19)."""
    if not reason.strip():
        raise NotPossible(_("Skriv varför mottagaren inte går att meddela."))
    said = reason.strip()[:200]
    return _settle(notice, NoticeState.IMPOSSIBLE, by=by, at=at, reason=said, **NAMES_NOBODY)


@transaction.atomic
def confirm_answered(*, notice: RecipientNotice, by: Actor, at: datetime) -> RecipientNotice:
    """Note that a connected system was asked and did it: told and confirmed in one."""
    if notice.state == NoticeState.PENDING:
        mark_sent(notice=notice, by=by, at=at)
    return mark_confirmed(notice=notice, by=by, at=at)


NAMES_NOBODY: dict[str, object] = {"about": [], "values": {}, "trouble": ""}


def instant_of(on: date | None, *, not_before: datetime, at: datetime) -> datetime:
    """Give the instant of a day that was typed: now for today, and the noon of an earlier day.

    Raises NotPossible for a day that is to come, and for one before it can have happened.
    """
    today = stockholm_day(at)
    if on is None or on == today:
        return at
    if on > today:
        raise NotPossible(_("Det har inte hänt än. Välj i dag eller en tidigare dag."))
    if on < stockholm_day(not_before):
        day = date_format(stockholm_day(not_before), "j F Y")
        raise NotPossible(_("Det kan inte ha hänt före %(day)s.") % {"day": day})
    return max(datetime.combine(on, time(12), STOCKHOLM), not_before)


@transaction.atomic
def _settle(
    notice: RecipientNotice, state: NoticeState, *, by: Actor, at: datetime, **values: object
) -> RecipientNotice:
    moved = RecipientNotice.objects.filter(pk=notice.pk, state__in=LEADS_TO[state]).update(
        state=state, **values
    )
    if not moved:
        stands = RecipientNotice.objects.filter(pk=notice.pk, state=NoticeState.PENDING).exists()
        raise NotPossible(
            _("Notera först att mottagaren är meddelad.")
            if stands
            else _("Mottagaren är redan meddelad, eller så finns meddelandet inte längre.")
        )
    notice.refresh_from_db()
    record(
        controller=notice.controller.slug,
        by=by,
        action=f"recipient.{state}",
        object_type="recipient_notice",
        at=at,
    )
    return notice
