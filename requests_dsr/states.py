"""The states of a request and every move between them, as data (domain.md 5). Pure Python.

The diagram in docs/request-states.md is made from this table, and a test compares them.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from law.rights import Right


class State(StrEnum):
    """Where a request stands."""

    RECEIVED = "received"
    IDENTITY_PENDING = "identity_pending"
    IN_PROGRESS = "in_progress"
    EXTENDED = "extended"
    REVIEW = "review"
    FULFILLED = "fulfilled"
    PARTLY_FULFILLED = "partly_fulfilled"
    REFUSED = "refused"
    CLOSED_UNVERIFIED = "closed_unverified"
    WITHDRAWN = "withdrawn"
    REOPENED = "reopened"


ANSWERED = frozenset({State.FULFILLED, State.PARTLY_FULFILLED, State.REFUSED})
CLOSED = ANSWERED | {State.CLOSED_UNVERIFIED, State.WITHDRAWN}
OPEN = frozenset(State) - CLOSED

DRP = {
    State.RECEIVED: ("open", ""),
    State.IDENTITY_PENDING: ("in_progress", "need_user_verification"),
    State.IN_PROGRESS: ("in_progress", ""),
    State.EXTENDED: ("in_progress", ""),
    State.REVIEW: ("in_progress", ""),
    State.FULFILLED: ("fulfilled", ""),
    State.PARTLY_FULFILLED: ("fulfilled", ""),
    State.REFUSED: ("denied", ""),
    State.CLOSED_UNVERIFIED: ("denied", "insuf_verification"),
    State.WITHDRAWN: ("revoked", ""),
    State.REOPENED: ("in_progress", ""),
}
"""What the Data Rights Protocol 1.0 calls each, for docs/request-states.md: (status, reason)."""


FAST_LANE = frozenset({Right.CONSENT_WITHDRAWAL, Right.SUBPROCESSOR_OVERVIEW, Right.OTHER_CONTROLLER})
"""What is answered in one step, without review (domain.md 5; WL-30, WL-16)."""

BLOCKING = frozenset(
    {Right.ACCESS, Right.PORTABILITY, Right.RECTIFICATION, Right.OBJECTION, Right.RESTRICTION}
)
"""While one of these is open nothing of the person is erased (domain.md 3.3; U13)."""


@dataclass(frozen=True, kw_only=True)
class Move:
    """One move: from where, to where, who may make it, what it needs, and what it tells the person.

    `needs` names guards (`requests_dsr.guards`); `letter` is the template of the message, if any.
    """

    source: State | None
    target: State
    roles: frozenset[str]
    needs: tuple[str, ...] = ()
    letter: str = ""

    @property
    def event(self) -> str:
        """Name the ledger's action: it says both states."""
        return f"request.{self.source or 'none'}_to_{self.target}"


def _move(source: State | None, target: State, roles: str, needs: str = "", letter: str = "") -> Move:
    return Move(
        source=source,
        target=target,
        roles=frozenset(roles.split()),
        needs=tuple(needs.split()),
        letter=letter,
    )


_CLOSING = (
    (State.FULFILLED, "dpo", "person second_person outcome reachable"),
    (State.PARTLY_FULFILLED, "dpo", "person second_person outcome exception reachable"),
    (State.REFUSED, "dpo", "person second_person exception reachable"),
)

MOVES: tuple[Move, ...] = (
    _move(None, State.RECEIVED, "subject handler dpo worker", letter="request_received"),
    _move(State.RECEIVED, State.IDENTITY_PENDING, "handler dpo", "doubt", "request_identity"),
    _move(State.RECEIVED, State.IN_PROGRESS, "handler dpo subject worker", "identity"),
    _move(State.RECEIVED, State.FULFILLED, "subject handler dpo worker", "fast_lane", "request_answered"),
    _move(State.IDENTITY_PENDING, State.IN_PROGRESS, "handler dpo worker", "identity"),
    _move(State.IDENTITY_PENDING, State.CLOSED_UNVERIFIED, "dpo", "unanswered_60_days", "request_unverified"),
    # Whoever was linked since is asked as well: what was evidence of another is none of theirs (12(6)).
    *(
        _move(source, State.IDENTITY_PENDING, "handler dpo", "doubt unidentified", "request_identity")
        for source in (State.IN_PROGRESS, State.EXTENDED)
    ),
    _move(State.IN_PROGRESS, State.EXTENDED, "dpo", "lawful_extension", "request_extended"),
    _move(State.IN_PROGRESS, State.REVIEW, "handler dpo", "draft person"),
    _move(State.EXTENDED, State.REVIEW, "handler dpo", "draft person"),
    _move(State.REVIEW, State.IN_PROGRESS, "dpo", "comment"),
    *(_move(State.REVIEW, target, who, needs, "request_answered") for target, who, needs in _CLOSING),
    # What a granted erasure came to is told, where something has held back a part since (Art. 17(3)).
    _move(State.FULFILLED, State.PARTLY_FULFILLED, "worker", "exception", "request_answered"),
    *(
        _move(source, State.WITHDRAWN, "subject handler dpo", "told", "request_withdrawn")
        for source in (
            State.RECEIVED,
            State.IDENTITY_PENDING,
            State.IN_PROGRESS,
            State.EXTENDED,
            State.REVIEW,
            State.REOPENED,
        )
    ),
    *(
        _move(source, State.REOPENED, "dpo", "complaint", "request_reopened")
        for source in (State.FULFILLED, State.PARTLY_FULFILLED, State.REFUSED, State.CLOSED_UNVERIFIED)
    ),
    _move(State.REOPENED, State.IN_PROGRESS, "handler dpo"),
)

BY_STATES: dict[tuple[State | None, State], Move] = {(m.source, m.target): m for m in MOVES}


def moves_from(state: State) -> tuple[Move, ...]:
    """Give the moves that lead out of a state, in the order of the table."""
    return tuple(move for move in MOVES if move.source == state)
