"""A period of retention: months, years or days after a day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from law.calendar import add_months

FOREVER = date(9998, 12, 31)
"""The last day any period reaches: beyond it the calendar itself ends."""


@dataclass(frozen=True, slots=True)
class Period:
    """So many months (a year is twelve), or so many days. Zero is the day itself."""

    months: int = 0
    days: int = 0

    def __post_init__(self) -> None:
        if self.months < 0 or self.days < 0 or (self.months and self.days):
            raise ValueError("a period is a number of months or a number of days, and never negative")

    @classmethod
    def of_years(cls, years: int) -> Period:
        """Give a period of calendar years, as statutes count them."""
        return cls(months=12 * years)

    @property
    def years(self) -> int:
        """Give the whole years of a period of months."""
        return self.months // 12

    def after(self, day: date) -> date:
        """Give the last day of the period that follows a day (Regulation 1182/71 Art. 3(1), 3(2)(c)).

        A day too far ahead for the calendar (an `end` of 9999) is kept as long as days exist.
        """
        try:
            reached = (add_months(day, self.months) if self.months else day) + timedelta(days=self.days)
        except (ValueError, OverflowError):
            return FOREVER
        return min(reached, FOREVER)

    def __str__(self) -> str:
        return f"{self.days} d" if self.days else f"{self.months} m"
