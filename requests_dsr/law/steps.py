"""How a deadline was reached, step by step, as data: the pages put it into words.

received 31 January; + 1 month = 28 February; closed: Saturday 28, Sunday 1; due 2 March
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from law.calendar import Closed, add_months, stockholm_day, why_closed
from requests_dsr.law.numbers import answer_months
from requests_dsr.law.values import Deadline, Limit


class StepKind(StrEnum):
    """What happened to the date in one step."""

    RECEIVED = "received"
    MONTHS = "months"
    PAUSED = "paused"
    CLOSED = "closed"
    DUE = "due"
    WAITING = "waiting"


@dataclass(frozen=True, kw_only=True, slots=True)
class Step:
    """One step: the day it leads to, the months or days it adds, and why a day was passed over."""

    kind: StepKind
    on: date
    amount: int = 0
    closed: Closed | None = None


def steps(deadline: Deadline) -> tuple[Step, ...]:
    """Explain the limit that binds, or what the request waits for."""
    return tuple(_steps(deadline))


def _steps(deadline: Deadline) -> Iterator[Step]:
    yield Step(kind=StepKind.RECEIVED, on=deadline.received_on)
    if deadline.effective is None:
        for pause in deadline.waiting:
            yield Step(kind=StepKind.WAITING, on=stockholm_day(pause.asked_at))
        return
    extended = deadline.effective is deadline.three_months
    months = answer_months(deadline.received_on, extended=extended)
    yield Step(kind=StepKind.MONTHS, on=add_months(deadline.received_on, months), amount=months)
    if deadline.pause_days:
        yield Step(kind=StepKind.PAUSED, on=deadline.effective.nominal_on, amount=deadline.pause_days)
    yield from _passed_over(deadline.effective)
    yield Step(kind=StepKind.DUE, on=deadline.effective.due_on)


def _passed_over(limit: Limit) -> Iterator[Step]:
    """Name each day between the nominal and the due one: all were closed, the eves only where they count."""
    for days in range((limit.due_on - limit.nominal_on).days):
        day = limit.nominal_on + timedelta(days=days)
        yield Step(kind=StepKind.CLOSED, on=day, closed=why_closed(day, eves_nonworking=True))
