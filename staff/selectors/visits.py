"""Visits by website, page and month: what may be shown of them, and nothing else."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from accounts.models import Controller
from consents.policy import live_file
from cookies.law.cells import Shown, shown
from law.calendar import add_months
from retention.law import Facts, decide
from retention.law.facts import WebVisit
from retention.live import live_policy
from staff.selectors.query import figures

MONTHS = 24
COUNTED = """
select site, path, date_trunc('month', visited_on)::date, count(*)
from subjects_webvisit
where controller_id = any(%(controllers)s) and visited_on >= %(first)s and visited_on < %(end)s
group by 1, 2, 3
having count(*) >= %(smallest)s
order by 1
"""
"""A cell that is too small never leaves the database."""


@dataclass(frozen=True, kw_only=True)
class SiteVisits:
    """The visits of one website. No figure covers two websites: one could be taken from the other."""

    controller: Controller
    site: str
    smallest: int
    visits: Shown


def site_visits(controllers: Iterable[Controller], *, today: date) -> Iterator[SiteVisits]:
    """Give the visits of each website, over whole months that are over and of which every day is kept.

    A month that still grows, or of which days are purged already, would show day by day what was
    added or taken away.
    """
    for controller in controllers:
        policy = live_file(controller)
        months = _months(controller, today) if policy else []
        if policy is None or not months:
            continue
        smallest = policy.settings.statistics_min_cell
        sites: dict[str, dict[tuple[str, date], int]] = {}
        end = add_months(months[-1], 1)
        asked = {"first": months[0], "end": end, "smallest": smallest}
        for site, path, month, visits in figures(COUNTED, [controller], **asked):
            sites.setdefault(site, {})[path, month] = visits
        for site, cells in sites.items():
            yield SiteVisits(
                controller=controller,
                site=site,
                smallest=smallest,
                visits=shown(cells, months, smallest=smallest),
            )


def _months(controller: Controller, today: date) -> list[date]:
    """Give the first days of the whole months that the policy keeps in full."""
    rules = live_policy(controller).rules
    past = [add_months(today.replace(day=1), -number) for number in range(MONTHS, 0, -1)]
    facts = [Facts(web_visits=(WebVisit(month, ip_masked=True),)) for month in past]
    decided = [decide("web_visit_stats", fact, today, rules) for fact in facts]
    return [month for month, decision in zip(past, decided, strict=True) if not decision.is_destructive]
