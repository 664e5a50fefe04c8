"""Two steps on the way to a decision: where a clock stands, and what the rule alone makes of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from law.periods import Period
from law.reasons import Code
from law.shapes import Effect
from retention.law.facts import Reminder


@dataclass(frozen=True, slots=True)
class Standing:
    """Where the clock of one item stands: what a trigger finds in the facts.

    `since` is the day the period counts from, None while nothing has started it. `code` names the
    standing where it is not the rule's own. `exempt` is what a granted erasure is answered with.
    `told` are the reminders that count, by day; `turns` the days the standing changes by itself.
    `period` is the statute's, where no policy may set it.
    """

    since: date | None
    code: str | None = None
    exempt: Code | None = None
    told: tuple[Reminder, ...] = ()
    turns: tuple[date, ...] = ()
    period: Period | None = None


IN_DOUBT = Standing(None, Code.DATA_QUALITY_REVIEW)
"""The facts contradict each other: keep, whatever was granted, and raise a finding (fine points 7, 13)."""


@dataclass(frozen=True, slots=True)
class Limit:
    """What the rule says of one item, before the rights of the person and the blocks are counted."""

    retain_until: date | None
    action_date: date | None
    reasons: tuple[str, ...]
    effect: Effect = Effect.ERASE
    remind_on: date | None = None
    exempt: Code | None = None
    turns: tuple[date, ...] = ()

    @property
    def in_doubt(self) -> bool:
        """Tell whether the facts must be looked at by a person first."""
        return Code.DATA_QUALITY_REVIEW in self.reasons
