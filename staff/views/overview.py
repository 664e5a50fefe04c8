"""The first page: what the day asks for, and the sum that must balance."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from staff.access import EVERY_ROLE, Staff
from staff.doors import door, may_enter, page
from staff.overview import REASONS_SHOWN, overview_of
from staff.requests.finding import REQUEST_ROLES
from staff.requests.queue import tally_of
from staff.views.findings import finding_list


@require_safe
@door(*EVERY_ROLE, installation=True)
def overview(request: HttpRequest, staff: Staff) -> HttpResponse:
    """Show the day to whoever works for a company; the rest are told where the settings are."""
    told = overview_of(staff) if staff.controllers else None
    return page(
        request,
        "staff/overview.html",
        title=_("Översikt"),
        overview=told,
        today=staff.today,
        shown=REASONS_SHOWN,
        may_see_findings=may_enter(staff, finding_list),
        requests=tally_of(staff) if staff.within(REQUEST_ROLES).controllers else None,
    )
