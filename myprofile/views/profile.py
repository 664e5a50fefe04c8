"""Min profil: what is kept, why, and until when; one kind of data at a time on the pages behind it."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from law.calendar import stockholm_day
from myprofile.category.page import category_page
from myprofile.overview import overview_of
from myprofile.persons import with_person
from myprofile.requests.catalogue import OFFERS
from myprofile.requests.in_force import pauses_of
from register.selectors import live_policy
from subjects.models import DataSubject, SupportProfile
from subjects.services.renewal import renew_profile


@require_safe
@never_cache
@login_required
@with_person
def my_profile(request: HttpRequest, person: DataSubject) -> HttpResponse:
    """Show everything this company has about the person. Looking is not activity (RT-4)."""
    now = timezone.now()
    version = live_policy(person.controller)
    overview = overview_of(person, version=version, at=now)
    page = {
        "person": person,
        "first_name": person.full_name.partition(" ")[0],
        "today": stockholm_day(now),
        "identities": overview.identities,
        "overview": overview,
        "offers": OFFERS,
        "is_paused": bool(pauses_of(person, on=stockholm_day(now))),
    }
    return render(request, "myprofile/profile.html", page)


@require_safe
@never_cache
@login_required
@with_person
def my_category(request: HttpRequest, person: DataSubject, category: str) -> HttpResponse:
    """Show one kind of data: each value with its source, and what can change the date."""
    page = category_page(person, category, version=live_policy(person.controller), on=timezone.localdate())
    if page is None:
        raise Http404
    return render(request, "myprofile/category.html", {"person": person, "page": page})


@require_POST
@login_required
@with_person
def keep_my_account(request: HttpRequest, person: DataSubject) -> HttpResponse:
    """Keep the support profile for as long again (WL-33)."""
    profile = SupportProfile.objects.filter(subject=person).first()
    if profile is None:
        raise Http404
    renew_profile(profile=profile, at=timezone.now())
    messages.success(request, _("Kontot finns kvar. Tiden räknas nu från i dag."))
    return redirect("my_category", person.controller.slug, "support_profile")
