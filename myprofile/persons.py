"""Who is asking: the person behind a login, as one company knows them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import wraps
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from consents.services.signalling import heed_the_browser
from myprofile.login.proving import shows_nothing_until
from register.selectors import NoLivePolicy
from requests_dsr.selectors import may_be_held, with_newest_address
from subjects.models import DataSubject
from subjects.services.errors import HolderErased


def logged_in(request: HttpRequest) -> User:
    """Give the login of a request that `login_required` has let through."""
    assert isinstance(request.user, User)
    return request.user


def with_person(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """Give the view the person instead of the company's short name.

    For 72 hours a new address opens nothing but the reason: whoever had the old one may stop it (T1).
    Where the company has nothing under this login, or has just erased it, the answer is the same
    page, whether or not there is such a company.
    """

    @wraps(view)
    def found(request: HttpRequest, slug: str, **kwargs: Any) -> HttpResponseBase:
        mine = with_newest_address(DataSubject.objects.filter(user=logged_in(request)))
        person = mine.select_related("controller").filter(controller__slug=slug).first()
        if person is None:
            return render(request, "myprofile/nothing_here.html", status=404)
        request.controller = person.controller  # type: ignore[attr-defined]
        until = _shows_nothing_until(request, person, at=timezone.now())
        if until is not None:
            return render(request, "myprofile/address_is_new.html", {"until": until}, status=403)
        try:
            _heed_the_browser(request, person)
            return view(request, person, **kwargs)
        except HolderErased:
            return render(request, "myprofile/nothing_here.html", status=404)
        except NoLivePolicy:
            return render(request, "myprofile/no_policy.html", status=503)

    return found


def _shows_nothing_until(request: HttpRequest, person: DataSubject, *, at: datetime) -> datetime | None:
    """Ask whether the address is new only where one of the person's is: it is the rare case."""
    if not may_be_held(person.address_added_at, at):  # type: ignore[attr-defined]
        return None
    return shows_nothing_until(request, logged_in(request), person, at=at)


def _heed_the_browser(request: HttpRequest, person: DataSubject) -> None:
    """Let a browser that says no by itself be heard, and tell the person so the first time."""
    if request.headers.get("Sec-GPC") == "1" and heed_the_browser(person, at=timezone.now()):
        messages.info(
            request,
            _(
                "Din webbläsare säger nej till reklam och profilering (Global Privacy Control)."
                " Det gäller nu. Vill du något annat ändrar du det under Mina val."
            ),
        )
