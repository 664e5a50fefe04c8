"""Registering for support: one question, one answer to everybody, and a button behind a mailed link."""

from __future__ import annotations

from allauth.core import ratelimit
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from accounts.models import Controller
from myprofile.forms import DetailsForm, NewcomerForm, RegistrationForm
from myprofile.invitation import answer_registration
from subjects.services.errors import HolderErased, NotPossible
from subjects.services.newcomers import newcomer
from subjects.services.newcomers import register_newcomer as take_in
from subjects.services.registration import (
    anyone_may_register,
    has_profile,
    offers_support,
    register_profile,
    registrable,
    registrant,
)


def with_support(slug: str) -> Controller:
    """Give a company that has support accounts; there is no page to register on where its policy has none."""
    controller = get_object_or_404(Controller, slug=slug)
    if not offers_support(controller):
        raise Http404
    return controller


@never_cache
def register(request: HttpRequest, slug: str) -> HttpResponse:
    """Ask for an address; whoever it belongs to gets the answer by mail, nobody else (WL-02)."""
    controller = with_support(slug)
    form = RegistrationForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        email = form.cleaned_data["email"]
        if not ratelimit.consume(request, action="register", key=email):
            return render(request, "429.html", status=429)
        answer_registration(
            email=email, controller=controller, language=get_language() or "sv", at=timezone.now()
        )
        return redirect("register_sent", slug)
    page = {"form": form, "for_anyone": anyone_may_register(controller)}
    return render(request, "myprofile/register.html", page)


@require_safe
def register_sent(request: HttpRequest, slug: str) -> HttpResponse:
    """Say that a mail is on its way: the same words and the same size for every address."""
    with_support(slug)
    return render(request, "myprofile/register_sent.html")


@never_cache
def register_confirm(request: HttpRequest, slug: str, token: str) -> HttpResponse:
    """Show the button that starts a support profile; only the button does it."""
    controller = with_support(slug)
    identity = registrant(token=token, controller=controller, at=timezone.now())
    if identity is None:
        return render(request, "myprofile/register_expired.html", status=410)
    if has_profile(identity.subject):  # the button was pressed before: what is typed now would be lost
        return render(request, "myprofile/register_done.html")
    form = DetailsForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            register_profile(identity=identity, at=timezone.now(), **form.cleaned_data)
        except HolderErased:
            return render(request, "myprofile/register_expired.html", status=410)
        return render(request, "myprofile/register_done.html")
    return render(request, "myprofile/register_confirm.html", {"form": form, "person": identity.subject})


@never_cache
def register_newcomer(request: HttpRequest, slug: str, token: str) -> HttpResponse:
    """Ask somebody we do not know for a name, and start their support profile when they press the button."""
    controller, now = with_support(slug), timezone.now()
    email = newcomer(token=token, controller=controller, at=now)
    if email is None:
        return render(request, "myprofile/register_expired.html", status=410)
    known = registrable(email=email, controller=controller, at=now)
    if known is not None and has_profile(known.subject):
        return render(request, "myprofile/register_done.html")
    form = NewcomerForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            take_in(
                email=email,
                controller=controller,
                language=get_language() or "sv",
                at=now,
                **form.cleaned_data,
            )
        except (HolderErased, NotPossible):
            return render(request, "myprofile/register_expired.html", status=410)
        return render(request, "myprofile/register_done.html")
    return render(request, "myprofile/register_confirm.html", {"form": form, "person": None})
