"""Everything the first page says, gathered in a constant number of queries."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import NamedTuple

from accounts.models import Controller, Role
from register.models import PolicyVersion
from retention.models import PurgeRun, RunState
from staff.access import Staff
from staff.charts import Chart, calendar_chart
from staff.selectors.balance import Balance, Pile, balance_of, balances, piles
from staff.selectors.calendar import Calendar, calendar
from staff.selectors.categories import category_titles
from staff.selectors.nights import Usual, latest_runs, usual_nights
from staff.selectors.policies import waiting_versions
from staff.selectors.troubles import (
    Deliveries,
    FindingKind,
    Reminders,
    deliveries,
    finding_kinds,
    reminders,
)

REASONS_SHOWN = 8


class Company(NamedTuple):
    """One company's part of the page."""

    controller: Controller
    balance: Balance
    run: PurgeRun | None
    usual: Usual
    may_release: bool
    today: date

    @property
    def missed(self) -> bool:
        """Tell whether the plan of today was never made: the clock or the worker stands still."""
        return self.run is not None and self.run.as_of < self.today

    @property
    def waits(self) -> bool:
        """Tell whether its purge waits for a person."""
        return self.run is not None and self.run.state == RunState.AWAITING_RELEASE

    @property
    def failed(self) -> bool:
        """Tell whether its purge stopped on the way."""
        return self.run is not None and self.run.state == RunState.FAILED


class Kept(NamedTuple):
    """One line of what is kept and why."""

    title: str
    reasons: tuple[str, ...]
    units: int


@dataclass(frozen=True, kw_only=True)
class Overview:
    """What the page says."""

    companies: list[Company]
    balance: Balance
    kept: list[Kept]
    calendar: Calendar
    chart: Chart
    reminders: Reminders
    deliveries: Deliveries
    findings: list[FindingKind]
    policies: list[PolicyVersion]
    """Versions that wait for a second person."""

    @property
    def waiting(self) -> list[Company]:
        """Give the companies whose purge waits for a person."""
        return [company for company in self.companies if company.waits]

    @property
    def failed(self) -> list[Company]:
        """Give the companies whose purge stopped on the way."""
        return [company for company in self.companies if company.failed]

    @property
    def missed(self) -> list[Company]:
        """Give the companies for which no plan was made today."""
        return [company for company in self.companies if company.missed]

    @property
    def waiting_for_me(self) -> int:
        """Count the runs that whoever asks may release."""
        return sum(company.may_release for company in self.waiting)

    @property
    def open_findings(self) -> int:
        """Count the open findings."""
        return sum(kind.count for kind in self.findings)


def overview_of(staff: Staff) -> Overview:
    """Gather the page for the companies somebody works for; nothing is written."""
    controllers, today = staff.controllers, staff.today
    found = piles(controllers, today=today)
    titles = category_titles(controllers)
    ahead = calendar(controllers, today=today)
    return Overview(
        companies=_companies(staff, found),
        balance=balance_of(found),
        kept=kept_why(found, titles),
        calendar=ahead,
        chart=calendar_chart(ahead, titles),
        reminders=reminders(controllers, today=today, at=staff.at),
        deliveries=deliveries(controllers, at=staff.at),
        findings=finding_kinds(controllers),
        policies=waiting_versions(controllers),
    )


def _companies(staff: Staff, found: list[Pile]) -> list[Company]:
    controllers = staff.controllers
    latest, usual = latest_runs(controllers), usual_nights(controllers, today=staff.today)
    return [
        Company(
            controller,
            balance,
            latest.get(controller.pk),
            usual.get(controller.pk, Usual()),
            staff.has(controller, Role.DPO),
            staff.today,
        )
        for controller, balance in balances(controllers, found).items()
    ]


def kept_why(found: list[Pile], titles: dict[str, str]) -> list[Kept]:
    """Say what is kept and why, the most first; the same pile of two companies is one line."""

    def same(pile: Pile) -> tuple[str, tuple[str, ...]]:
        return pile.category, pile.reasons

    kept = sorted((pile for pile in found if not (pile.due or pile.doubtful)), key=same)
    lines = [
        Kept(titles.get(category, category), reasons, sum(pile.units for pile in group))
        for (category, reasons), group in groupby(kept, key=same)
    ]
    return sorted(lines, key=lambda line: -line.units)
