"""The demo's mailbox as pages, so that a log-in code can be read on a bare machine.

They exist only where the settings say that this is a demo; elsewhere their addresses are a 404.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from csp.decorators import csp_replace
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from privacyhub.services import mailbox

SHOWN = 50


def only_in_the_demo(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """Answer 404 anywhere else, as if the page were not there."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not settings.DEMO:
            raise Http404
        return view(request, *args, **kwargs)

    return guarded


def find(name: str) -> mailbox.StoredMail:
    """Give one mail, or answer 404."""
    mail = mailbox.read(settings.VAR_DIR / "mail", name)
    if mail is None:
        raise Http404
    return mail


@require_safe
@never_cache
@only_in_the_demo
def mail_list(request: HttpRequest) -> HttpResponse:
    """List the newest mails."""
    mails = list(mailbox.newest(settings.VAR_DIR / "mail", limit=SHOWN))
    return render(request, "demo/mail_list.html", {"mails": mails})


@require_safe
@never_cache
@only_in_the_demo
def mail_detail(request: HttpRequest, name: str) -> HttpResponse:
    """Show one mail as text, with its links."""
    return render(request, "demo/mail_detail.html", {"mail": find(name)})


@require_safe
@never_cache
@only_in_the_demo
@csp_replace({"style-src": ["'unsafe-inline'"], "script-src": ["'none'"]})  # type: ignore[arg-type]  # its types know no arguments
def mail_html(request: HttpRequest, name: str) -> HttpResponse:
    """Show one mail as a mail program would: its own inline styles, and nothing else allowed."""
    return HttpResponse(find(name).text("html"))
