"""How the websites are used: anonymous figures, a chart and the same as a table (WN-36, WN-38)."""

from __future__ import annotations

from typing import NamedTuple

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from staff.access import EVERY_ROLE, Staff
from staff.charts import COLOURS, Chart, bars, month_label
from staff.doors import door, page
from staff.selectors.visits import SiteVisits, site_visits


class SiteCard(NamedTuple):
    """A website's part of the page; a cell of the table is None where it is too small to show."""

    told: SiteVisits
    chart: Chart
    rows: list[tuple[str, list[int | None], int]]


@require_safe
@door(*EVERY_ROLE)
def visit_statistics(request: HttpRequest, staff: Staff) -> HttpResponse:
    """Show visits by month and page for each website of the companies one works for."""
    cards = [_card(told) for told in site_visits(staff.controllers, today=staff.today)]
    return page(request, "staff/visits.html", title=_("Besök"), cards=cards)


def _card(told: SiteVisits) -> SiteCard:
    visits = told.visits
    columns: dict[str, list[int | None]] = dict(visits.pages)
    if any(visits.rest):
        columns[_("Övriga sidor")] = visits.rest
    labels = [month_label(month) for month in visits.months]
    drawn = {name: [value or 0 for value in values] for name, values in columns.items()}
    by_month = [list(row) for row in zip(*columns.values(), strict=True)]
    return SiteCard(
        told=told,
        chart=bars(labels=labels, series=drawn, colours=COLOURS),
        rows=[(label, row, sum(filter(None, row))) for label, row in zip(labels, by_month, strict=True)],
    )
