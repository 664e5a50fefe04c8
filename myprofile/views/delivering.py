"""Opening a package: by a press of the person, freshly logged in, three times; looking opens nothing."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from itertools import chain
from urllib.parse import urlencode
from uuid import UUID

from allauth.account.internal.flows.login_by_code import LoginCodeVerificationProcess
from allauth.core import ratelimit
from django.contrib.auth import logout
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.models import User
from ledger.actor import SUBJECT
from myprofile.login.freshness import is_fresh
from myprofile.persons import logged_in
from myprofile.requests.packages import package_view
from myprofile.views.following import with_request
from requests_dsr.models import DataSubjectRequest, Package
from requests_dsr.package.files.sealing import Unreadable
from requests_dsr.services.reaching.packages import CannotOpenPackage, open_package
from subjects.models import DataSubject


@with_request
def open_my_package(
    request: HttpRequest, person: DataSubject, theirs: DataSubjectRequest, package: UUID
) -> HttpResponseBase:
    """Give the package as a file when the button is pressed; an address that is only visited leads back."""
    found = theirs.packages.filter(ref=package).first()
    if found is None:
        raise Http404
    if request.method != "POST" or not is_fresh(request):
        return redirect("my_request", person.controller.slug, theirs.ref)
    found.request = theirs
    try:
        chunks = _opened(found, user=logged_in(request), at=timezone.now())
    except CannotOpenPackage as why:
        return _closed(request, person, found, str(why))
    return _as_file(chunks, found)


def _opened(package: Package, *, user: User, at: datetime) -> Iterator[bytes]:
    """Open a package as far as its first piece, so that a damaged one costs the person no opening."""
    try:
        with transaction.atomic():
            chunks = open_package(package=package, user=user, by=SUBJECT, at=at)
            return chain([next(chunks, b"")], chunks)
    except Unreadable:
        raise CannotOpenPackage(
            _("Paketet är skadat och gick inte att öppna. Det räknas inte. Hör av dig, så gör vi ett nytt.")
        ) from None


def _closed(request: HttpRequest, person: DataSubject, package: Package, why: str) -> HttpResponse:
    """Say why a package does not open, and what to do instead."""
    view = package_view(
        Package.objects.select_related("request__subject").get(pk=package.pk),
        user=logged_in(request),
        at=timezone.now(),
    )
    page = {"person": person, "theirs": package.request, "view": view, "why": why}
    return render(request, "myprofile/request_package_closed.html", page, status=410 if view.is_gone else 409)


def _as_file(chunks: Iterator[bytes], package: Package) -> StreamingHttpResponse:
    day = timezone.localtime(package.made_at).date().isoformat()
    answer = StreamingHttpResponse(chunks, content_type="application/zip")
    name = _("mina-uppgifter")
    answer["Content-Disposition"] = f'attachment; filename="{name}-{day}.zip"'
    answer["Content-Length"] = str(package.size)
    answer["Cache-Control"] = "no-store, private"
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return answer


@require_POST
@with_request
def fresh_code(request: HttpRequest, person: DataSubject, theirs: DataSubjectRequest) -> HttpResponse:
    """Mail a new code and ask for it: the session alone, which lives for two weeks, opens no package."""
    user, back = logged_in(request), reverse("my_request", args=[person.controller.slug, theirs.ref])
    if not ratelimit.consume(request, action="request_login_code", key=user.email):
        return render(request, "429.html", status=429)
    logout(request)
    LoginCodeVerificationProcess.initiate(request=request, user=user, email=user.email)
    return redirect(f"{reverse('account_confirm_login_code')}?{urlencode({'next': back})}")
