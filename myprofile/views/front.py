"""The front page: the companies here, and which of them know the person who asks."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_safe

from accounts.models import Controller
from myprofile.persons import logged_in
from register.selectors import has_live_policy


@require_safe
def front(request: HttpRequest) -> HttpResponse:
    """Show the companies this installation speaks for."""
    return render(request, "myprofile/front.html", {"controllers": Controller.objects.all()})


@require_safe
def company(request: HttpRequest, slug: str) -> HttpResponse:
    """Show where everything of one company is: what somebody finds who types its short name alone."""
    controller = get_object_or_404(Controller, slug=slug)
    page = {"controller": controller, "has_policy": has_live_policy(controller)}
    return render(request, "myprofile/company.html", page)


@require_safe
@login_required
def my_profiles(request: HttpRequest) -> HttpResponse:
    """Let a person who is known by several companies choose; lead on where there is only one."""
    known_by = Controller.objects.filter(subjects__user=logged_in(request))
    if len(known_by) == 1:
        return redirect("my_profile", known_by[0].slug)
    return render(request, "myprofile/choose.html", {"controllers": known_by})
