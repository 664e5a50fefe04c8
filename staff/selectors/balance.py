"""The sum that must balance: kept with a reason + due + findings = everything (design.md, promise 2)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from accounts.models import Controller
from staff.selectors.query import figures

SOON_DAYS = 30
UNITS = """
select controller_id, category, reasons,
    reasons && array['DATA_QUALITY_REVIEW', 'NO_RULE']::varchar[] as doubtful,
    action in ('erase', 'anonymise', 'partial') or coalesce(action_date <= %(today)s, false) as due,
    count(*),
    count(*) filter (where action_date <= %(tonight)s),
    count(*) filter (where action_date <= %(soon)s)
from retention_retentionunit where controller_id = any(%(controllers)s)
group by 1, 2, 3, 4, 5
"""


@dataclass(frozen=True, slots=True)
class Pile:
    """Units of one company that share category and reasons, and what they are counted as."""

    controller_id: int
    category: str
    reasons: tuple[str, ...]
    doubtful: bool
    due: bool
    units: int
    tonight: int
    soon: int


@dataclass(slots=True)
class Balance:
    """What the units come to. `unexplained` have neither reason, due day nor finding: it must be 0."""

    units: int = 0
    kept: int = 0
    due: int = 0
    findings: int = 0
    tonight: int = 0
    soon: int = 0

    @property
    def unexplained(self) -> int:
        """Count what nothing explains."""
        return self.units - self.kept - self.due - self.findings

    @property
    def holds(self) -> bool:
        """Tell whether everything is accounted for."""
        return self.unexplained == 0

    def add(self, pile: Pile) -> None:
        """Count a pile."""
        self.units += pile.units
        self.tonight += 0 if pile.doubtful else pile.tonight
        self.soon += 0 if pile.doubtful else pile.soon
        if pile.doubtful:
            self.findings += pile.units
        elif pile.due:
            self.due += pile.units
        elif pile.reasons:
            self.kept += pile.units


def piles(controllers: Iterable[Controller], *, today: date) -> list[Pile]:
    """Count every unit of some companies in one query, the largest piles first."""
    rows = figures(
        UNITS,
        controllers,
        today=today,
        tonight=today + timedelta(days=1),
        soon=today + timedelta(days=SOON_DAYS),
    )
    found = [Pile(c, category, tuple(reasons), *rest) for c, category, reasons, *rest in rows]
    return sorted(found, key=lambda pile: -pile.units)


def balance_of(found: Iterable[Pile]) -> Balance:
    """Add piles up."""
    balance = Balance()
    for pile in found:
        balance.add(pile)
    return balance


def balances(controllers: Iterable[Controller], found: Iterable[Pile]) -> Mapping[Controller, Balance]:
    """Add piles up company by company."""
    told = {controller.pk: Balance() for controller in controllers}
    for pile in found:
        told[pile.controller_id].add(pile)
    return {controller: told[controller.pk] for controller in controllers}
