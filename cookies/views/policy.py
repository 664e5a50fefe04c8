"""The cookie page: what holds now, what an older version said, and what held on a day (WL-07)."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from accounts.models import Controller
from cookies.page import CookiePage, versions_with_other_words
from law.calendar import STOCKHOLM, stockholm_day
from register.models import PolicyVersion
from register.selectors import policy_at


@require_safe
def cookie_policy(request: HttpRequest, slug: str, number: int | None = None) -> HttpResponse:
    """Show what holds now, or a version by its number, as a stored choice names it."""
    controller = get_object_or_404(Controller, slug=slug)
    if number is None:
        return _page(request, controller, policy_at(controller, timezone.now()))
    held = PolicyVersion.objects.filter(controller=controller, activation__isnull=False)
    return _page(request, controller, held.filter(number=number).first())


@require_safe
def cookie_policy_on(request: HttpRequest, slug: str, day: str) -> HttpResponse:
    """Show what held when a Stockholm day ended: `/winlas/kakor/den/2026-11-25/`."""
    controller = get_object_or_404(Controller, slug=slug)
    try:
        on = date.fromisoformat(day)
    except ValueError as no_day:
        raise Http404 from no_day
    if on > stockholm_day(timezone.now()):
        raise Http404
    ended = datetime.combine(on, time.min, STOCKHOLM) + timedelta(days=1)
    return _page(request, controller, policy_at(controller, ended))


def _page(request: HttpRequest, controller: Controller, version: PolicyVersion | None) -> HttpResponse:
    if version is None:
        raise Http404
    live = policy_at(controller, timezone.now())
    page = {
        "page": CookiePage(version),
        "is_live": version == live,
        "history": versions_with_other_words(controller),
    }
    return render(request, "cookies/policy.html", page)
