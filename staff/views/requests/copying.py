"""Print the copy of somebody who gets their answer on paper: a delivery, counted and written down."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from requests_dsr.models import DataSubjectRequest
from requests_dsr.package.sealing import Unreadable
from requests_dsr.services.packages import CannotOpenPackage
from requests_dsr.services.posting import print_copy
from staff.access import Staff
from staff.requests.finding import acting
from staff.views.requests.case import case


@require_POST
@case
def request_copy(request: HttpRequest, staff: Staff, found: DataSubjectRequest) -> HttpResponse:
    """Give the copy as a page to print; nothing in it is active, and no browser keeps it."""
    try:
        body = print_copy(request=found, by=acting(staff, found)["by"], at=staff.at)
    except CannotOpenPackage as refused:
        messages.error(request, str(refused))
    except Unreadable:
        messages.error(request, _("Paketet gick inte att läsa. Gör ett nytt förslag, så skapas ett nytt."))
    else:
        answer = HttpResponse(body)
        answer["Content-Security-Policy"] = "sandbox; default-src 'none'; style-src 'unsafe-inline'"
        return answer
    return redirect("admin:request", ref=found.ref)
