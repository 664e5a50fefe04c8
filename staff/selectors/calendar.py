"""The retention calendar: how many units go each month, by kind of data."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from accounts.models import Controller
from law.calendar import add_months
from staff.selectors.query import figures

MONTHS = 24
SERIES = 6
REST = ""
"""The key of what the chart gathers in its last series."""
GOING = """
select category, date_trunc('month', action_date)::date, count(*)
from retention_retentionunit
where controller_id = any(%(controllers)s) and action_date > %(today)s and action_date < %(until)s
group by 1, 2
"""


@dataclass(frozen=True, kw_only=True, slots=True)
class Calendar:
    """The months ahead (first days) and for each kind of data the units that go in each of them."""

    months: list[date]
    series: Mapping[str, list[int]]

    @property
    def totals(self) -> list[int]:
        """Add the kinds up, month by month."""
        return [sum(values) for values in zip(*self.series.values(), strict=True)]

    @property
    def units(self) -> int:
        """Count everything that goes."""
        return sum(self.totals)

    @property
    def peak(self) -> tuple[date, int]:
        """Give the month in which most goes, and how much."""
        return max(zip(self.months, self.totals, strict=True), key=lambda each: each[1])


def calendar(controllers: Iterable[Controller], *, today: date) -> Calendar:
    """Count what goes in 24 months: the rest of this one first."""
    months = [add_months(today.replace(day=1), number) for number in range(MONTHS)]
    until = add_months(months[0], MONTHS)
    counted: dict[str, Counter[date]] = {}
    for category, month, units in figures(GOING, controllers, today=today, until=until):
        counted.setdefault(category, Counter())[month] += units
    return Calendar(months=months, series=_series(counted, months))


def _series(counted: dict[str, Counter[date]], months: list[date]) -> dict[str, list[int]]:
    """Give the largest kinds a series each and the others one together."""
    ordered = sorted(counted, key=lambda category: (-counted[category].total(), category))
    shown, others = ordered[:SERIES], ordered[SERIES:]
    if len(others) == 1:
        shown, others = ordered, []
    series = {category: [counted[category][month] for month in months] for category in shown}
    if others:
        series[REST] = [sum(counted[category][month] for category in others) for month in months]
    return series
