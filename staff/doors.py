"""The one door of every staff page: in which roles it opens, and how it is rendered.

The menu asks the same list of roles as the page, so that no link leads to a refusal.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from csp.constants import SELF, UNSAFE_EVAL, UNSAFE_INLINE
from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from accounts.models import Role
from staff.access import Staff, staff_of

View = Callable[..., HttpResponse]
PANEL = {"script-src": [SELF, UNSAFE_EVAL], "style-src": [SELF, UNSAFE_INLINE]}
"""What the panel's pages alone may run: unfold's menus are Alpine.js, which evaluates attributes."""


def door(*roles: Role, installation: bool = False) -> Callable[[View], View]:
    """Open a page to these roles, and with `installation` to whoever runs the installation too.

    The view is given the `Staff` within those roles alone: what it shows belongs to `staff.controllers`.
    """

    def decorate(view: View) -> View:
        @wraps(view)
        @never_cache
        def enter(request: HttpRequest, **kwargs: Any) -> HttpResponse:
            staff = staff_of(request)
            if not may_enter(staff, enter):
                raise PermissionDenied(_("Din roll omfattar inte den här sidan."))
            return view(request, staff.within(roles), **kwargs)

        enter.roles = roles  # type: ignore[attr-defined]
        enter.installation = installation  # type: ignore[attr-defined]
        return enter

    return decorate


def may_enter(staff: Staff, view: View) -> bool:
    """Tell whether a page opens to somebody at any company."""
    runs_it = bool(view.installation and staff.user.is_superuser)  # type: ignore[attr-defined]
    return runs_it or bool(staff.within(view.roles).roles)  # type: ignore[attr-defined]


def page(
    request: HttpRequest, template: str, *, title: str, status: int = 200, **context: Any
) -> HttpResponse:
    """Render a page inside the panel."""
    frame = admin.site.each_context(request)
    return render(request, template, {**frame, "title": title, **context}, status=status)
