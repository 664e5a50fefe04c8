"""End a restriction: the person is told first, and at least a day passes (Art. 18(3)).

What was announced comes true by itself on its day: the clock ends the restriction that morning, unless
the letter of it has not reached the person, or it was taken back. It counts once: not for the same
restriction announced again, nor for one that is opened again.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from accounts.models import User
from law.calendar import stockholm_day
from ledger.actor import Actor
from requests_dsr.answers.pausing import tell_of_its_end
from requests_dsr.answers.recipients import carry_out_notices
from requests_dsr.guards import Attempt
from requests_dsr.letters import write_letter
from requests_dsr.letters.address import addressee_of, on_paper
from requests_dsr.letters.answer import another_pause
from requests_dsr.letters.overtaking import KEPT, LIFTED, overtake
from requests_dsr.models import DELIVERED, DataSubjectRequest, Letter
from requests_dsr.pauses import TOLD_BY_POST, is_restricted, pauses_of
from requests_dsr.services.moving.noting import note
from requests_dsr.services.moving.transitions import ForbiddenMove, after_every_move, as_seen
from requests_dsr.states import CLOSED, Move, State
from retention.permission import Permission
from subjects.services.blocks import release_block
from subjects.services.deed import deed

BY = frozenset({"dpo", "worker"})
"""Who ends a restriction that was announced: the DPO, or the clock."""
ONLY_THE_DPO = gettext_lazy("Bara dataskyddsombudet kan häva en begränsning.")


def earliest_lift(request: DataSubjectRequest, *, on: date) -> date:
    """Give the first day a restriction can end that is announced on a day: a letter on paper takes longer."""
    return on + (TOLD_BY_POST if on_paper(request) else timedelta(days=1))


def may_announce_lifting(request: DataSubjectRequest, by: Actor) -> Permission:
    """Answer whether somebody may announce that a restriction ends: the clock ends it on that day."""
    if not is_restricted(request):
        return Permission(False, _("Begäran har ingen begränsning som gäller."))
    return Permission(by.role in BY, str(ONLY_THE_DPO))


@deed
def announce_lifting(
    *, request: DataSubjectRequest, lift_on: date, why: str, by: Actor, user: User, at: datetime
) -> Letter:
    """Tell the person that a restriction ends on a Stockholm day, tomorrow at the earliest, and why.

    Raises ForbiddenMove.
    """
    request = as_seen(request)
    if not (permission := may_announce_lifting(request, by)):
        raise ForbiddenMove(permission.reason)
    if lift_on <= stockholm_day(at):
        raise ForbiddenMove(_("Personen ska få veta det minst en dag innan (artikel 18.3)."))
    if lift_on < (earliest_on := earliest_lift(request, on=stockholm_day(at))):
        raise ForbiddenMove(
            _("Personen får veta det med brev, och det tar tid. Välj %(day)s eller senare.")
            % {"day": date_format(earliest_on, "j F Y")}
        )
    if not why.strip():
        raise ForbiddenMove(_("Skriv varför begränsningen hävs."))
    file = request.file
    file.plan = {**file.plan, "lifting": {"on": lift_on.isoformat(), "why": why.strip()}}
    file.save(update_fields=["plan"])
    note(request, "LIFT_ANNOUNCED", by=by, at=at, user=user, comment=why.strip())
    with override(addressee_of(request, at=at).language):
        said = {"lifted_on": lift_on, "why": why.strip(), "another_pause": another_pause(request, on=lift_on)}
    letter = write_letter(request=request, event=LIFTED, at=at, more=said)
    overtake(request)
    return letter


def lifting_of(request: DataSubjectRequest) -> date | None:
    """Give the day on which a restriction that stands is announced to end; None where none is."""
    told = request.file.plan.get("lifting")
    if not told or not is_restricted(request):
        return None
    return date.fromisoformat(told["on"])


@deed
def take_back_lifting(
    *, request: DataSubjectRequest, why: str, by: Actor, user: User, at: datetime
) -> Letter:
    """Let a restriction stand that was announced to end, and tell the person so. Raises ForbiddenMove."""
    request = as_seen(request)
    if lifting_of(request) is None:
        raise ForbiddenMove(_("Det är inte meddelat att begränsningen hävs."))
    if not why.strip():
        raise ForbiddenMove(_("Skriv varför begränsningen står kvar."))
    _forget(request)
    note(request, "LIFT_TAKEN_BACK", by=by, at=at, user=user, comment=why.strip())
    letter = write_letter(request=request, event=KEPT, at=at, more={"why": why.strip()})
    overtake(request)
    return letter


def may_lift(request: DataSubjectRequest, by: Actor, *, at: datetime) -> Permission:
    """Answer whether a restriction may be lifted now, and why not."""
    if by.role not in BY:
        return Permission(False, str(ONLY_THE_DPO))
    if not is_restricted(request):
        return Permission(False, _("Begäran har ingen begränsning som gäller."))
    told = request.file.plan.get("lifting")
    if not told:
        return Permission(False, _("Personen måste få veta det först."))
    letter = request.letters.filter(event=LIFTED).order_by("written_at", "pk").last()  # of this announcement
    if letter is None or letter.status not in DELIVERED or letter.sent_at is None:
        return Permission(False, _("Brevet till personen har inte kommit iväg än."))
    today = stockholm_day(at)
    if today <= stockholm_day(letter.sent_at) or today < date.fromisoformat(told["on"]):
        return Permission(False, _("Personen ska få veta det minst en dag innan (artikel 18.3)."))
    return Permission(True)


def lift_restriction(*, request: DataSubjectRequest, by: Actor, user: User | None, at: datetime) -> None:
    """End a restriction that was announced, and tell those who were told of it. Raises ForbiddenMove."""
    _lift(request, by=by, user=user, at=at)
    carry_out_notices(request, at=at)


@deed
def _lift(request: DataSubjectRequest, *, by: Actor, user: User | None, at: datetime) -> None:
    request = as_seen(request)
    permission = may_lift(request, by, at=at)
    if not permission:
        raise ForbiddenMove(permission.reason)
    for decision in list(pauses_of(request).values_list("decision_ref", flat=True).distinct()):
        release_block(decision=decision, by=by, at=at)
    tell_of_its_end(request, by=by, at=at)
    _forget(request)
    closed = State(request.state) in CLOSED
    note(request, "LIFTED" if closed else "LIFTED_EARLY", by=by, at=at, user=user)


@after_every_move
def forget_what_was_announced(request: DataSubjectRequest, step: Move, attempt: Attempt) -> None:
    """Let a restriction stand that is opened again: what was announced was the end of the earlier one."""
    if step.target is State.REOPENED:
        _forget(request)


def _forget(request: DataSubjectRequest) -> None:
    file = request.file
    if "lifting" in file.plan:
        file.plan = {name: value for name, value in file.plan.items() if name != "lifting"}
        file.save(update_fields=["plan"])
