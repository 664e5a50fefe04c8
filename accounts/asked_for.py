"""Which company's page a request is on: of its person, of its address, or of where a log-in leads."""

from __future__ import annotations

from urllib.parse import urlsplit

from django.http import HttpRequest

from accounts.models import Controller


def controller_asked_for(request: HttpRequest) -> Controller | None:
    """Give the company of a page's person, of its address, or of the page that a log-in leads to."""
    known: Controller | None = getattr(request, "controller", None)
    if known is not None:
        return known
    match = getattr(request, "resolver_match", None)
    slug = match.kwargs.get("slug") if match else None
    if not slug:  # a body is only read where the address does not say it: it may be of any size
        onward = request.POST.get("next") or request.GET.get("next") or ""
        slug = urlsplit(onward).path.strip("/").split("/")[0]
    return Controller.objects.filter(slug=slug).first() if slug else None
