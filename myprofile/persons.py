"""Who is asking: the person behind a login, as one company knows them."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render

from accounts.models import User
from register.selectors import NoLivePolicy
from subjects.models import DataSubject
from subjects.services.errors import HolderErased


def logged_in(request: HttpRequest) -> User:
    """Give the login of a request that `login_required` has let through."""
    assert isinstance(request.user, User)
    return request.user


def with_person(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """Give the view the person instead of the company's short name.

    Where the company has nothing under this login, or has just erased it, the answer is the same
    page, whether or not there is such a company.
    """

    @wraps(view)
    def found(request: HttpRequest, slug: str, **kwargs: Any) -> HttpResponseBase:
        mine = DataSubject.objects.select_related("controller").filter(user=logged_in(request))
        person = mine.filter(controller__slug=slug).first()
        if person is None:
            return render(request, "myprofile/nothing_here.html", status=404)
        request.controller = person.controller  # type: ignore[attr-defined]
        try:
            return view(request, person, **kwargs)
        except HolderErased:
            return render(request, "myprofile/nothing_here.html", status=404)
        except NoLivePolicy:
            return render(request, "myprofile/no_policy.html", status=503)

    return found
