"""The queue of requests, with how the company keeps its time."""

from __future__ import annotations

from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from staff.access import Staff
from staff.doors import door, page
from staff.paging import asked, paged
from staff.requests.finding import REQUEST_ROLES
from staff.requests.queue import (
    Wanted,
    letters_waiting,
    not_told,
    queue_of,
    right_choices,
    rights_chart,
    rows_of,
    state_choices,
    tally_of,
    timeliness_chart,
    to_tell,
)


@require_safe
@door(*REQUEST_ROLES)
def request_list(request: HttpRequest, staff: Staff) -> HttpResponse:
    """List the requests, the least time left first."""
    wanted = Wanted(
        state=asked(request, "lage"),
        right=asked(request, "ratt"),
        company=asked(request, "bolag"),
        ref=asked(request, "referens").strip(),
    )
    listed = paged(request, queue_of(staff, wanted))
    return page(
        request,
        "staff/request_list.html",
        title=_("Begäranden"),
        rows=rows_of(listed, staff.today),
        listed=listed,
        wanted=wanted,
        query=urlencode(wanted.query()),
        states=state_choices(),
        rights=right_choices(),
        companies=staff.controllers,
        tally=tally_of(staff),
        letters=letters_waiting(staff.controllers),
        to_tell=to_tell(staff.controllers),
        not_told=not_told(staff),
        timeliness=timeliness_chart(staff.controllers, today=staff.today),
        by_right=rights_chart(staff.controllers),
        today=staff.today,
    )
