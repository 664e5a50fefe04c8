"""The link in the mail to a new address: a page when opened, the address the person's when it is pressed."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache

from requests_dsr.services.receiving.address_confirming import (
    confirm_new_address,
    confirmable,
    is_confirmed,
)
from subjects.services.errors import Refused


@never_cache
def confirm_address(request: HttpRequest, slug: str, token: str) -> HttpResponse:
    """Confirm a new address without logging in, naming nobody; pressing twice does no harm."""
    now = timezone.now()
    found = confirmable(token, at=now)
    if found is None or found.controller.slug != slug:
        return render(request, "myprofile/address_expired.html", status=410)
    if request.method != "POST" and not is_confirmed(found):
        return render(request, "myprofile/address_confirm.html")
    try:
        confirm_new_address(request=found, at=now)
    except Refused:
        return render(request, "myprofile/address_expired.html", status=410)
    return render(request, "myprofile/address_confirmed.html")
