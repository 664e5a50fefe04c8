"""The link of the reminder: a page when it is opened, two more years when its button is pressed."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache

from myprofile.account_date import account_date
from subjects.services.errors import HolderErased
from subjects.services.renewal import renew_profile, renewable


@never_cache
def keep_account(request: HttpRequest, slug: str, token: str) -> HttpResponse:
    """Keep a support profile without logging in; pressing twice does no harm (WL-33)."""
    profile = renewable(token)
    if profile is None or profile.subject.controller.slug != slug:
        return render(request, "myprofile/keep_expired.html", status=410)
    if request.method == "POST":
        try:
            renew_profile(profile=profile, at=timezone.now())
        except HolderErased:
            return render(request, "myprofile/keep_expired.html", status=410)
    return render(
        request,
        "myprofile/keep_done.html" if request.method == "POST" else "myprofile/keep.html",
        {"account": account_date(profile.subject, on=timezone.localdate())},
    )
