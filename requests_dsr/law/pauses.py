"""Which questions to the person stop the clock, and for how many days (DL-3)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from law.calendar import stockholm_day
from requests_dsr.law.facts import Pause, PauseKind
from requests_dsr.law.values import ClockCode, ClockError, ClockFault

PAUSED = {
    PauseKind.IDENTITY: ClockCode.PAUSED_IDENTITY,
    PauseKind.CLARIFICATION: ClockCode.PAUSED_CLARIFICATION,
}
IGNORED = frozenset({ClockCode.PAUSE_IGNORED_LATE_ASK, ClockCode.PAUSE_IGNORED_NOT_RECITAL63})


@dataclass(frozen=True, kw_only=True, slots=True)
class Paused:
    """What the questions of a request come to: days to add, codes, and those still without an answer."""

    days: int
    waiting: tuple[Pause, ...]
    codes: frozenset[ClockCode]


def judge_pauses(pauses: Iterable[Pause], *, received_on: date, ask_grace_days: int) -> Paused:
    """Judge each question, and count the days the valid ones stopped the clock.

    Raises ClockError(E_PAUSE_ORDER) when any of them, counted or not, stands in an impossible order.
    """
    last_ask_on = received_on + timedelta(days=ask_grace_days)
    judged = [(_ordered(pause, received_on), _code(pause, last_ask_on)) for pause in pauses]
    valid = [pause for pause, code in judged if code not in IGNORED]
    return Paused(
        days=days_in_union(
            (stockholm_day(pause.asked_at), stockholm_day(pause.answered_at))
            for pause in valid
            if pause.answered_at is not None
        ),
        waiting=tuple(pause for pause in valid if pause.answered_at is None),
        codes=frozenset(code for _, code in judged),
    )


def days_in_union(spans: Iterable[tuple[date, date]]) -> int:
    """Count the distinct days in the union of the spans `(asked, answered]`: two questions, one day each."""
    days, reached = 0, date.min
    for asked_on, answered_on in sorted(spans):
        days += max(0, (answered_on - max(asked_on, reached)).days)
        reached = max(reached, answered_on)
    return days


def _ordered(pause: Pause, received_on: date) -> Pause:
    asked_on = stockholm_day(pause.asked_at)
    answered_on = asked_on if pause.answered_at is None else stockholm_day(pause.answered_at)
    if not received_on <= asked_on <= answered_on:
        raise ClockError(ClockFault.E_PAUSE_ORDER)
    return pause


def _code(pause: Pause, last_ask_on: date) -> ClockCode:
    """Give the one code a question earns; asked too late, nothing else about it is told."""
    if stockholm_day(pause.asked_at) > last_ask_on:
        return ClockCode.PAUSE_IGNORED_LATE_ASK
    if pause.kind is PauseKind.CLARIFICATION and not pause.large_volume:
        return ClockCode.PAUSE_IGNORED_NOT_RECITAL63
    return PAUSED[pause.kind]
