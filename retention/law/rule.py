"""One rule: how long a category is kept, from when, by what right, and with what notice."""

from __future__ import annotations

from dataclasses import dataclass

from law import defaults
from law.periods import Period
from law.shapes import Effect, Shape, triggers_of

NO_PERIOD = Period()


class RuleIsUnfit(ValueError):
    """A rule that cannot be applied: a trigger its category does not have, a statute it would change."""


@dataclass(frozen=True, slots=True)
class Notice:
    """How a person is told before the data go: days before, and the least notice (RT-5)."""

    leads: tuple[int, ...] = defaults.REMINDER_LEADS_DAYS
    minimum_days: int = defaults.MIN_NOTICE_DAYS

    def __post_init__(self) -> None:
        if not self.leads or min(self.leads) < 1 or self.minimum_days < 0:
            raise RuleIsUnfit("a notice needs at least one reminder point, each at least a day before")

    @property
    def last_lead(self) -> int:
        """Give the days between the last reminder and the limit."""
        return min(self.leads)


@dataclass(frozen=True, slots=True)
class Rule:
    """How long one category is kept, from when, and by what right (WN-30, WN-31).

    `when` names the case where a category has a rule for each of two (consent, legitimate interest);
    left out, it follows from the trigger. A code or notice left out is the default's.
    """

    category: str
    shape: Shape
    trigger: str = ""
    period: Period = NO_PERIOD
    code: str = ""
    when: str | None = None
    notice: Notice | None = None
    effect: Effect = Effect.ERASE
    sentence: str = ""
    reference: str = ""

    def __post_init__(self) -> None:
        offered = triggers_of(self.category)
        if offered is not None and self.trigger not in offered:
            known = ", ".join(sorted(offered))
            raise RuleIsUnfit(f"{self.category} has no trigger {str(self.trigger)!r}; it offers {known}")
        if self.notice and self.shape is not Shape.AFTER_LAST_ACTIVITY:
            raise RuleIsUnfit(f"{self.category}: notice belongs to the shape after_last_activity")
