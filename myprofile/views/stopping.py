"""The link in the mail to an old address: a page when opened, the address back when its button is pressed."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache

from requests_dsr.services.receiving.address_alarms import is_stopped
from requests_dsr.services.receiving.address_change import stop_address_change, stoppable
from subjects.services.errors import HolderErased, IdentityTaken


@never_cache
def stop_change(request: HttpRequest, slug: str, token: str) -> HttpResponse:
    """Stop a change of address without logging in; pressing twice does no harm (reliability.md T1)."""
    now = timezone.now()
    found = stoppable(token, at=now)
    if found is None or found.controller.slug != slug:
        return render(request, "myprofile/stop_expired.html", status=410)
    if is_stopped(found):
        return render(request, "myprofile/stop_done.html")
    if request.method != "POST":
        return render(request, "myprofile/stop.html")
    try:
        stop_address_change(request=found, at=now)
    except (HolderErased, IdentityTaken):
        return render(request, "myprofile/stop_expired.html", status=410)
    return render(request, "myprofile/stop_done.html")
