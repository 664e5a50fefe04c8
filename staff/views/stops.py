"""What staff see where a page is not theirs, or is not there: the panel, and the way back into it."""

from __future__ import annotations

from typing import Any

from csp.decorators import csp_update
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views import defaults

from staff.doors import PANEL, page

_as_the_panel: Any = csp_update(PANEL)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer 403 within the panel, to somebody who works there; else as the public pages do."""
    if not _is_inside(request):
        return defaults.permission_denied(request, exception)
    words = str(exception) or _("Inloggningen du använder har inte rätt till den här sidan.")
    return _stop(request, title=_("Du får inte öppna sidan"), words=words, status=403)


def not_there(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer 404 within the panel, to somebody who works there; else as the public pages do."""
    if not _is_inside(request):
        return defaults.page_not_found(request, exception)
    words = _(
        "Adressen kan vara felskriven, personen kan vara raderad, eller så hör det till ett annat bolag."
    )
    return _stop(request, title=_("Sidan finns inte"), words=words, status=404)


def _stop(request: HttpRequest, *, title: str, words: str, status: int) -> HttpResponse:
    answer: HttpResponse = _as_the_panel(page)(
        request, "staff/stop.html", title=title, words=words, status=status
    )
    return answer


def _is_inside(request: HttpRequest) -> bool:
    user = getattr(request, "user", None)
    return bool(request.path.startswith(reverse("admin:index")) and user and user.is_staff)
