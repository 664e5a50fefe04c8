"""Note in the file of a request how it went with somebody who had to be told (Art. 19)."""

from __future__ import annotations

from datetime import date, datetime

from django.utils.translation import gettext as _

from accounts.models import User
from connectors.carrying_out import carry_out
from connectors.models import NoticeKind, NoticeState, RecipientNotice
from connectors.services import confirm_answered, mark_confirmed, mark_impossible, mark_sent
from law.calendar import stockholm_day
from ledger.actor import WORKER, Actor
from register.wording.when import day_in_words
from requests_dsr.models import DataSubjectRequest
from requests_dsr.services.moving.noting import note
from subjects.services.deed import deed

ARTICLE_19_CODES: dict[str, str] = {
    NoticeState.SENT: "RECIPIENT_TOLD",
    NoticeState.CONFIRMED: "RECIPIENT_CONFIRMED",
    NoticeState.IMPOSSIBLE: "RECIPIENT_IMPOSSIBLE",
}
CODES: dict[tuple[str, str], str] = {
    (NoticeKind.FORWARDED, NoticeState.SENT): "FORWARDED",
    (NoticeKind.FORWARDED, NoticeState.IMPOSSIBLE): "FORWARD_IMPOSSIBLE",
    (NoticeKind.COPY, NoticeState.CONFIRMED): "COPY_COMPLETE",
    (NoticeKind.COPY, NoticeState.IMPOSSIBLE): "COPY_IMPOSSIBLE",
}
"""The lines that the file gets, by what a notice is about; `staff.wording.requests` says them."""

CONFIRMED_AT_ONCE = frozenset({NoticeKind.COPY})
"""Where nobody is told first: there was something to get, and the person got it."""


@deed
def note_told(
    *, request: DataSubjectRequest, notice: RecipientNotice, on: date, by: Actor, user: User, at: datetime
) -> None:
    """Note that a recipient was told, or sent the request that is theirs, on a day. Raises NotPossible."""
    mark_sent(notice=notice, by=by, at=at, on=on)
    _write(request, notice, on=on, by=by, user=user, at=at)


@deed
def note_confirmed(
    *, request: DataSubjectRequest, notice: RecipientNotice, on: date, by: Actor, user: User, at: datetime
) -> None:
    """Note that a recipient who was told has confirmed on a day. Raises NotPossible.

    What a copy lacked is confirmed by whoever has seen to it that the person got it.
    """
    if notice.kind in CONFIRMED_AT_ONCE:
        confirm_answered(notice=notice, by=by, at=at)
    else:
        mark_confirmed(notice=notice, by=by, at=at, on=on)
    _write(request, notice, on=on, by=by, user=user, at=at)


@deed
def note_impossible(
    *, request: DataSubjectRequest, notice: RecipientNotice, reason: str, by: Actor, user: User, at: datetime
) -> None:
    """Note that a recipient cannot be told, and why. Raises NotPossible."""
    mark_impossible(notice=notice, reason=reason, by=by, at=at)
    _write(request, notice, on=None, by=by, user=user, at=at)


def note_complete(request: DataSubjectRequest, notice: RecipientNotice, *, by: Actor, at: datetime) -> None:
    """Note that a new copy has what an earlier one lacked."""
    notice = confirm_answered(notice=notice, by=by, at=at)
    _write(request, notice, on=None, by=by, user=None, at=at)


@deed
def note_never_told(request: DataSubjectRequest, notice: RecipientNotice, *, by: Actor, at: datetime) -> None:
    """Note that a pause was over before anybody had told a recipient of it: there is nothing left to tell."""
    reason = _("Pausen tog slut innan mottagaren fick veta om den.")
    notice = mark_impossible(notice=notice, reason=reason, by=by, at=at)
    _write(request, notice, on=None, by=by, user=None, at=at)


def ask_system(request: DataSubjectRequest, notice: RecipientNotice, *, at: datetime) -> bool:
    """Do in a connected system what its notice tells of; False when a later morning or a person must."""
    if not carry_out(notice, at=at):
        return False
    notice.refresh_from_db()
    _write(request, notice, on=None, by=WORKER, user=None, at=at)
    return True


def _write(
    request: DataSubjectRequest,
    notice: RecipientNotice,
    *,
    on: date | None,
    by: Actor,
    user: User | None,
    at: datetime,
) -> None:
    said = [notice.recipient, notice.reason]
    if on is not None and on != stockholm_day(at):
        said.append(day_in_words(on))
    code = CODES.get((notice.kind, notice.state)) or ARTICLE_19_CODES[notice.state]
    note(request, code, by=by, at=at, user=user, comment=", ".join(filter(None, said)))
