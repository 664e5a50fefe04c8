"""Which step comes first, where an act does not belong to the state a request stands in."""

from __future__ import annotations

from collections import deque

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from requests_dsr.guards import STARTING, WORKING
from requests_dsr.identity import ANSWERS_ANYBODY, is_identified
from requests_dsr.models import DataSubjectRequest
from requests_dsr.states import BY_STATES, OPEN, State, moves_from
from retention.permission import Permission

WRITES = frozenset(
    {
        "ask_identity",
        "refuse",
        "clarify",
        "extend",
        "close_unverified",
        "withdraw",
        "reopen",
        "announce",
        "keep",
        "fee_accepted",
    }
)
"""Acts that lead to a letter."""
TITLES = {
    "establish": gettext_lazy("Styrk identiteten"),
    "start": gettext_lazy("Börja handlägga"),
    "ask_identity": gettext_lazy("Fråga vem det är"),
    "propose": gettext_lazy("Gör ett förslag till beslut"),
    "send_back": gettext_lazy("Skicka tillbaka"),
    "extend": gettext_lazy("Förläng tiden"),
}
"""The buttons that lead from one open state to another."""
KEYS = {State.IDENTITY_PENDING: "ask_identity", State.EXTENDED: "extend", State.REVIEW: "propose"}


def led(permission: Permission, request: DataSubjectRequest, target: State) -> Permission:
    """Add to a no of the state table which button to press first, where one leads towards the target."""
    state = State(request.state)
    step = None if permission or (state, target) in BY_STATES else first_step(state, target)
    if step is None:
        return permission
    key = starting(request) if step is State.IN_PROGRESS else KEYS[step]
    words = _("Tryck på %(button)s först.") % {"button": TITLES[key]}
    return Permission(False, f"{permission.reason} {words}")


def first_step(state: State, target: State) -> State | None:
    """Give where the shortest way of moves goes first, through open states alone; None without a way."""
    if state not in OPEN:
        return None
    ways = deque((move.target, move.target) for move in moves_from(state) if move.target in OPEN)
    met = {state}
    while ways:
        here, first = ways.popleft()
        if here in met:
            continue
        met.add(here)
        after = [move.target for move in moves_from(here)]
        if target in after:
            return first
        ways.extend((one, first) for one in after if one in OPEN)
    return None


def starting(request: DataSubjectRequest) -> str:
    """Give the act that leads to in_progress; whoever is linked and not identified is, first."""
    match State(request.state):
        case State.REVIEW:
            return "send_back"
        case State.IDENTITY_PENDING if request.subject_id is not None:
            return "establish"
        case State.RECEIVED if needs_evidence(request):
            return "establish"
    return "start"


def needs_evidence(request: DataSubjectRequest) -> bool:
    """Tell whether somebody is linked who is not known to be the one who asks, and the right needs it."""
    return (
        request.subject_id is not None and not is_identified(request) and request.right not in ANSWERS_ANYBODY
    )


def wants_evidence(request: DataSubjectRequest) -> bool:
    """Tell whether evidence is shown as a step: grey, with its reason, while nobody is linked."""
    nobody = request.subject_id is None and request.right not in ANSWERS_ANYBODY
    return (nobody and State(request.state) in STARTING) or (
        needs_evidence(request) and State(request.state) in WORKING
    )
