"""The cookie page: what holds now, what an older version said, what held on a day (WL-07), what I chose."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from accounts.models import Controller
from cookies.number_form import NumberForm
from cookies.page import CookiePage, versions_with_other_words
from cookies.proof import proofs_of
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


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def my_choice(request: HttpRequest, slug: str) -> HttpResponse:
    """Show what was chosen under a number, and which words were shown (Art. 7(1), 15)."""
    controller = get_object_or_404(Controller, slug=slug)
    form = NumberForm(request.POST or None)
    proofs = []
    if request.method == "POST" and form.is_valid():
        proofs = proofs_of(controller, form.cleaned_data["number"])
        if not proofs:
            form.add_error(
                "number", _("Inget val har det numret. Valet kan vara gjort hos ett annat företag.")
            )
    status = 400 if form.errors else 200
    return render(request, "cookies/choice.html", {"form": form, "proofs": proofs}, status=status)


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
