"""What the company promises itself around the legal limit: a target, warnings, a nudge (DL-9, DL-3).

The pages show the target first and the legal limit second: "without undue delay" comes before the month.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from law.calendar import stockholm_day
from requests_dsr.law.facts import Pause, PauseKind
from requests_dsr.law.numbers import DEFAULTS, ClockNumbers
from requests_dsr.law.values import Deadline


@dataclass(frozen=True, kw_only=True, slots=True)
class ServiceLevels:
    """The days on which somebody is told something; while the clock stands still, nudge and close."""

    target_on: date | None = None
    warn_on: tuple[date, ...] = ()
    refuse_by_on: date | None = None
    """After an extension: the day by which a refusal must be told all the same (Art. 12(4), DL-7)."""
    warn_of_refusal_on: tuple[date, ...] = ()
    overdue_from: date | None = None
    """The first day too late; the DPO is told every day from then."""
    nudge_on: date | None = None
    close_on: date | None = None
    """When a request whose sender was never identified is closed (`identity_not_confirmed`)."""


def service_levels(deadline: Deadline, numbers: ClockNumbers = DEFAULTS) -> ServiceLevels:
    """Give the days to act on around a deadline (Stockholm days, none rolled: they bind nobody outside)."""
    if deadline.effective is None:
        return _while_waiting(deadline.waiting, numbers)
    due_on = deadline.effective.due_on
    refusal = deadline.refusal if deadline.refusal is not deadline.effective else None
    return ServiceLevels(
        target_on=numbers.target.after(deadline.received_on),
        warn_on=_days_before(due_on, numbers),
        refuse_by_on=refusal.due_on if refusal else None,
        warn_of_refusal_on=_days_before(refusal.due_on, numbers) if refusal else (),
        overdue_from=due_on + timedelta(days=1),
    )


def _days_before(limit_on: date, numbers: ClockNumbers) -> tuple[date, ...]:
    return tuple(limit_on - timedelta(days=days) for days in numbers.warn_days)


def _while_waiting(waiting: tuple[Pause, ...], numbers: ClockNumbers) -> ServiceLevels:
    """Count from the latest question: the person has the whole time to answer it."""
    asked_on = max(stockholm_day(pause.asked_at) for pause in waiting)
    return ServiceLevels(
        nudge_on=asked_on + timedelta(days=numbers.nudge_days), close_on=closing_on(waiting, numbers)
    )


def closing_on(questions: Iterable[Pause], numbers: ClockNumbers = DEFAULTS) -> date | None:
    """Give the first Stockholm day on which a question of identity without an answer closes the request.

    Counted from the latest such question, whether or not it was asked in time to stop the clock: the
    person has the same time to answer it (DL-3). None where no such question waits.
    """
    asked_on = [
        stockholm_day(one.asked_at)
        for one in questions
        if one.kind is PauseKind.IDENTITY and one.answered_at is None
    ]
    return max(asked_on) + timedelta(days=numbers.close_unverified_days) if asked_on else None
