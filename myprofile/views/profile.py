"""Min profil: what is kept, why, and until when; and the few things a person changes at once."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from subjects.models import DataSubject


def find_person(request: HttpRequest, slug: str) -> DataSubject | None:
    """Give the person who is logged in, as that company knows them; None when it does not."""
    mine = DataSubject.objects.select_related("controller").filter(user=request.user, controller__slug=slug)
    return mine.first()


def nothing_here(request: HttpRequest) -> HttpResponse:
    """Say that this company has nothing under this login, whether or not the company exists."""
    return render(request, "myprofile/nothing_here.html", status=404)


@require_safe
@never_cache
@login_required
def my_profile(request: HttpRequest, slug: str) -> HttpResponse:
    """Show everything this company has about the person. Looking is not activity (RT-4)."""
    person = find_person(request, slug)
    if person is None:
        return nothing_here(request)
    return render(request, "myprofile/profile.html", {"person": person, "today": timezone.localdate()})
