"""When a request must be answered: GDPR Art. 12(3), Regulation 1182/71, domain.md 2.

    received   r        the Stockholm day of receipt, working day or not (DL-1)
    nominal    r + 1 month (or 3) + the days the clock was paused (DL-2, DL-3)
    due        that day, or the next working day (DL-4)
    in time    before the midnight that ends it in Stockholm (DL-5)

Instants become Stockholm days before anything is counted, so summer time shifts no date.
"""

from __future__ import annotations

from datetime import date, timedelta

from law.calendar import add_months, roll, stockholm_day
from requests_dsr.law.extension import judge_extension
from requests_dsr.law.facts import ClockFacts
from requests_dsr.law.numbers import DEFAULTS, ClockNumbers, answer_months
from requests_dsr.law.pauses import Paused, judge_pauses
from requests_dsr.law.values import ClockCode, ClockError, ClockFault, Deadline, ExtensionStatus, Limit


def deadline(facts: ClockFacts, numbers: ClockNumbers = DEFAULTS) -> Deadline:
    """Say when a request must be answered, and why then.

    The one-month limit is also the last moment to tell the person of an extension (Art. 12(3))
    or of a refusal (Art. 12(4)). Raises ClockError: E_NAIVE_TIMESTAMP for any timestamp without
    an offset, first of all; E_PAUSE_ORDER for an answer before its question, or a question before
    receipt. Raises CalendarEnds past the years whose public holidays are known.
    """
    if any(at.utcoffset() is None for at in facts.timestamps()):
        raise ClockError(ClockFault.E_NAIVE_TIMESTAMP)
    received_on = stockholm_day(facts.received_at)
    pauses = judge_pauses(facts.pauses, received_on=received_on, ask_grace_days=numbers.ask_grace_days)
    if pauses.waiting:
        return _suspended(received_on, pauses)

    one_month = _limit(facts, received_on, pauses, extended=False)
    three_months = _limit(facts, received_on, pauses, extended=True)
    extension, told = judge_extension(
        facts.extension, received_at=facts.received_at, before_at=one_month.before_at
    )
    rolled = _rolled(one_month, ClockCode.ROLLED_1M) | _rolled(three_months, ClockCode.ROLLED_3M)
    return Deadline(
        received_on=received_on,
        pause_days=pauses.days,
        one_month=one_month,
        three_months=three_months,
        extension=extension,
        reasons=tuple(sorted(pauses.codes | rolled | told)),
    )


def _limit(facts: ClockFacts, received_on: date, pauses: Paused, *, extended: bool) -> Limit:
    months = answer_months(received_on, extended=extended)
    nominal_on = add_months(received_on, months) + timedelta(days=pauses.days)
    return Limit(nominal_on=nominal_on, due_on=roll(nominal_on, eves_nonworking=facts.eves_nonworking))


def _rolled(limit: Limit, code: ClockCode) -> frozenset[ClockCode]:
    return frozenset({code} if limit.rolled else ())


def _suspended(received_on: date, pauses: Paused) -> Deadline:
    """Without the person's answer no day can be named, and there is nothing yet to extend."""
    return Deadline(
        received_on=received_on,
        pause_days=pauses.days,
        one_month=None,
        three_months=None,
        extension=ExtensionStatus.NONE,
        reasons=tuple(sorted(pauses.codes | {ClockCode.SUSPENDED_AWAITING_SUBJECT})),
        waiting=pauses.waiting,
    )
