"""The door of every page about one request: found among one's own companies, its reading written down."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters

from register.selectors import NoLivePolicy
from requests_dsr.models import DataSubjectRequest
from requests_dsr.package.files.cells import visible
from requests_dsr.package.person import PersonGone
from requests_dsr.services.moving.transitions import ForbiddenMove
from requests_dsr.services.receiving.opening import CannotOpen
from staff.access import Staff
from staff.doors import door, page
from staff.reading import NotThere
from staff.requests.finding import REQUEST_ROLES, note_looked, request_or_404
from staff.requests.seen import news_since, seen
from subjects.services.errors import Refused

NO = (ForbiddenMove, CannotOpen, Refused)
"""What a service says no with; each says why in the reader's language."""


def case(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Open a page about one request; the view is given the request itself.

    A request whose file has had its time is told so on a page of its own, whatever was asked for.
    """

    @sensitive_post_parameters()
    @door(*REQUEST_ROLES)
    @wraps(view)
    def enter(request: HttpRequest, staff: Staff, ref: UUID, **kwargs: Any) -> HttpResponse:
        found = request_or_404(staff, ref)
        if not hasattr(found, "file"):
            title = _("Begäran")
            return page(request, "staff/request_forgotten.html", title=title, found=found)
        try:
            note_looked(staff, found)
            return view(request, staff, found, **kwargs)
        except (NotThere, PersonGone):
            raise Http404 from None
        except NoLivePolicy:
            company = found.controller
            return page(request, "staff/no_policy.html", title=_("Begäran"), company=company, status=503)

    return enter


def grown_old(request: HttpRequest, found: DataSubjectRequest) -> str:
    """Say that the request or its file changed since the page that was sent was shown, and what is new.

    Empty when nothing did.
    """
    mark = request.POST.get("seen", "")
    if request.method != "POST" or mark == seen(found):
        return ""
    said = {"state": found.get_state_display()}
    old = (
        _("Begäran har ändrats sedan du öppnade sidan, kanske av någon annan. Läget är nu: %(state)s.") % said
    )
    again = _("Inget är gjort. Läs den igen, och skicka en gång till om det fortfarande stämmer.")
    news = [_("Nytt sedan dess: %(what)s") % {"what": visible(line)} for line in news_since(found, mark)]
    return " ".join([old, *news, again])
