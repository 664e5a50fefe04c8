"""Whether an act is open to somebody now, and the sentence that says why not.

Each asks the guards of the move it makes; what its form will answer is taken as given. So the button
and the POST obey the same sentence.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from django.utils.translation import gettext as _

from law.rights import Right
from requests_dsr.answers import ANSWERS
from requests_dsr.clocks import question_to_answer
from requests_dsr.guards import (
    GUARDS,
    Attempt,
    may_ask_for_another,
    may_end_asking_for_another,
    may_establish,
    may_link,
    may_move,
)
from requests_dsr.identity import ANSWERS_ANYBODY, is_identified
from requests_dsr.letters.answer import asks_a_fee
from requests_dsr.models import DataSubjectRequest
from requests_dsr.services.asking.questions import may_ask
from requests_dsr.services.deciding.lifting import lifting_of, may_announce_lifting, may_lift
from requests_dsr.services.deciding.naming import may_name
from requests_dsr.states import OPEN, State
from retention.permission import Permission
from staff.requests.finding import Acting
from staff.requests.leading import TITLES, led

GIVEN = frozenset({"doubt", "comment", "complaint", "told", "draft", "exception"})
"""The guards that forms answer."""
EXTENSION = ("complexity",)
"""A reason that the law takes, so that the clock alone decides whether the form opens."""
May = Callable[[DataSubjectRequest, Acting, datetime], Permission]


def moving(target: State, *given: str) -> May:
    """Ask the guards of a move, those a form answers left out."""

    def may(request: DataSubjectRequest, who: Acting, at: datetime) -> Permission:
        attempt = Attempt(request=request, at=at, extension_reasons=EXTENSION, **who)
        return led(may_move(attempt, target, given=GIVEN | set(given)), request, target)

    return may


def while_open(request: DataSubjectRequest, who: Acting, at: datetime) -> Permission:
    """Be open as long as the request is."""
    return Permission(State(request.state) in OPEN, _("Begäran är avslutad."))


def may_name_values(request: DataSubjectRequest, who: Acting, at: datetime) -> Permission:
    """Ask for an open rectification that nobody is reading a proposal for."""
    return may_name(request)


def may_match(request: DataSubjectRequest, who: Acting, at: datetime) -> Permission:
    """Ask whether somebody else may be linked now."""
    return may_link(Attempt(request=request, at=at, **who))


def may_identify(request: DataSubjectRequest, who: Acting, at: datetime) -> Permission:
    """Ask for somebody the evidence is of, and a state that it leads on from."""
    return may_establish(Attempt(request=request, at=at, **who))


def may_ask_for(request: DataSubjectRequest, who: Acting, at: datetime) -> Permission:
    """Ask whether somebody else may be noted as the one who asks."""
    return may_ask_for_another(Attempt(request=request, at=at, **who))


def may_end_asking(request: DataSubjectRequest, who: Acting, at: datetime) -> Permission:
    """Ask whether it may be taken back that somebody else asks."""
    return may_end_asking_for_another(Attempt(request=request, at=at, **who))


def may_propose(request: DataSubjectRequest, who: Acting, at: datetime) -> Permission:
    """Ask for a right that is drafted, somebody identified whom it is about, and the move to review.

    A complaint is answered in words, whoever wrote it.
    """
    if Right(request.right) not in ANSWERS:
        return Permission(False, _("En sådan begäran besvaras i ett steg."))
    may = moving(State.REVIEW, "person")(request, who, at)
    attempt = Attempt(request=request, at=at, **who)
    if not may or request.right in ANSWERS_ANYBODY:
        return may
    if request.subject_id is None:
        return Permission(False, _("Begäran är inte knuten till någon person."))
    if not is_identified(request):
        said = {"button": TITLES["establish"]}
        return Permission(False, f"{GUARDS['identity'](attempt)} {_('Tryck på %(button)s först.') % said}")
    return may


def may_refuse(request: DataSubjectRequest, who: Acting, at: datetime) -> Permission:
    """Ask the move to review: which exceptions fit a stranger, the proposal itself is held to."""
    return moving(State.REVIEW, "person")(request, who, at)


def may_decide(request: DataSubjectRequest, who: Acting, at: datetime) -> Permission:
    """Ask the guards of the outcome that is proposed."""
    plan = request.file.plan
    codes = tuple(plan.get("exemptions", ()))
    attempt = Attempt(request=request, at=at, codes=codes, **who)
    outcome = State(plan.get("outcome") or State.FULFILLED)
    return led(may_move(attempt, outcome), request, outcome)


def may_clarify(request: DataSubjectRequest, who: Acting, at: datetime) -> Permission:
    """Ask one question at a time, of an open request."""
    return may_ask(request)


def may_note_answer(request: DataSubjectRequest, who: Acting, at: datetime) -> Permission:
    """Ask for a question that waits for its answer; one of identity is answered by evidence instead."""
    waits = question_to_answer(request) is not None
    return Permission(waits, _("Ingen fråga väntar på svar."))


def may_announce(request: DataSubjectRequest, who: Acting, at: datetime) -> Permission:
    """Ask for a restriction that stands, and for whoever may end it: what is announced comes true."""
    return may_announce_lifting(request, who["by"])


def may_keep(request: DataSubjectRequest, who: Acting, at: datetime) -> Permission:
    """Ask for a restriction that is announced to end."""
    return Permission(lifting_of(request) is not None, _("Det är inte meddelat att begränsningen hävs."))


def may_go_on_for_a_fee(request: DataSubjectRequest, who: Acting, at: datetime) -> Permission:
    """Ask for an answer that named a fee, and the move that opens the request again."""
    if not asks_a_fee(request):
        return Permission(False, _("Svaret begär ingen avgift."))
    return moving(State.REOPENED)(request, who, at)


def may_end_restriction(request: DataSubjectRequest, who: Acting, at: datetime) -> Permission:
    """Ask what Art. 18(3) asks."""
    return may_lift(request, who["by"], at=at)
