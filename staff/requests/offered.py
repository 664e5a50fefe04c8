"""Which acts belong to where a request stands: those that make its moves, and those beside them."""

from __future__ import annotations

from law.rights import Right
from requests_dsr.clocks import question_to_answer
from requests_dsr.guards import STAFF
from requests_dsr.letters.answer import asks_a_fee
from requests_dsr.models import DataSubjectRequest
from requests_dsr.pauses import is_restricted
from requests_dsr.services.deciding.lifting import lifting_of
from requests_dsr.states import OPEN, State, moves_from
from staff.requests.acts import ACTS, Act
from staff.requests.leading import needs_evidence, starting, wants_evidence

AT_ONCE = (State.RECEIVED, State.FULFILLED)
"""The one move without a button: what needs no review is answered with the receipt, by nobody's hand."""
SELDOM = frozenset({"behalf", "behalf_ended"})
"""What stands below whatever moves the request on: few ask for somebody else."""
MOVES = {
    State.IDENTITY_PENDING: ("ask_identity",),
    State.EXTENDED: ("extend",),
    State.REVIEW: ("propose", "refuse"),
    State.CLOSED_UNVERIFIED: ("close_unverified",),
    State.WITHDRAWN: ("withdraw",),
    State.REOPENED: ("reopen",),
    State.FULFILLED: ("decide",),
    State.PARTLY_FULFILLED: ("decide",),
    State.REFUSED: ("decide",),
}
"""Which acts make a move; the move to in_progress has an act of its own from each state."""


def acts_for(request: DataSubjectRequest) -> list[Act]:
    """Give the acts that belong to where a request stands, open or grey; the likeliest first."""
    keys = _moving(request) | _beside(request)
    found = [act for act in ACTS if act.key in keys]
    linked = request.subject_id is not None
    return sorted(found, key=lambda act: ((act.key == "match") is linked, act.key in SELDOM))


def _moving(request: DataSubjectRequest) -> set[str]:
    """Give the acts that make the moves of the table out of a request's state; those of the staff."""
    keys: set[str] = set()
    for step in moves_from(State(request.state)):
        if step.target is State.IN_PROGRESS:
            keys.add(starting(request))
        elif "unidentified" in step.needs and not needs_evidence(request):
            continue
        elif step.roles & STAFF and (step.source, step.target) != AT_ONCE:
            keys.update(MOVES[step.target])
    return keys


def _beside(request: DataSubjectRequest) -> set[str]:
    """Give the acts that move nothing."""
    if State(request.state) in OPEN:
        nowhere = not (request.file.requester_email or request.file.requester_address)
        return {
            "match",
            "add",
            "clarify" if question_to_answer(request) is None else "answered",
            *(["behalf"] if request.subject_id is not None else []),
            *(["behalf_ended"] if request.file.on_behalf else []),
            *(["address"] if nowhere else []),
            *(["name"] if request.right == Right.RECTIFICATION else []),
            *(["establish"] if wants_evidence(request) else []),
        }
    beside = {"fee_accepted"} if asks_a_fee(request) else set()
    if is_restricted(request):
        beside |= {"announce", "lift"} if lifting_of(request) is None else {"keep", "lift"}
    return beside
