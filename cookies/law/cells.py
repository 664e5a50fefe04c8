"""Which figures of visits may be shown: none under the smallest cell, and none that gives one away.

Every figure shown, the rest and the sums included, is a sum of cells that may each be shown by
themselves. A cell that is too small is in none of them, so subtracting figures of this table, of
next month's or of another choice of pages never leaves a small cell. That needs no second
suppression, and costs that the sums leave out pages seldom opened.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

SERIES = 6


@dataclass(frozen=True, kw_only=True, slots=True)
class Shown:
    """Visits by page and month; None where they are fewer than the smallest cell, or none."""

    months: Sequence[date]
    pages: Mapping[str, list[int | None]]
    rest: list[int | None]

    @property
    def is_empty(self) -> bool:
        """Tell whether nothing at all may be shown."""
        return not self.pages


def shown(
    cells: Mapping[tuple[str, date], int], months: Sequence[date], *, smallest: int, series: int = SERIES
) -> Shown:
    """Choose the pages opened most and what may be shown of them; the others stand together."""
    enough = {cell: visits for cell, visits in cells.items() if visits >= smallest and cell[1] in set(months)}
    by_page: dict[str, dict[date, int]] = {}
    for (page, month), visits in enough.items():
        by_page.setdefault(page, {})[month] = visits
    ordered = sorted(by_page, key=lambda page: (-sum(by_page[page].values()), page))
    first, others = ordered[:series], ordered[series:]
    return Shown(
        months=months,
        pages={page: [by_page[page].get(month) for month in months] for page in first},
        rest=[sum(by_page[page].get(month, 0) for page in others) or None for month in months],
    )
