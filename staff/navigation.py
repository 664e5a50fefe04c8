"""The menu, by task; an entry is shown to whoever its page opens to."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from staff import views
from staff.access import staff_of
from staff.doors import View, may_enter


def navigation(request: HttpRequest) -> list[dict[str, Any]]:
    """Give unfold's side menu for whoever asks."""
    staff = staff_of(request)

    def entry(title: str, icon: str, name: str, view: View) -> dict[str, Any]:
        link, allowed = reverse(f"admin:{name}"), may_enter(staff, view)
        return {"title": title, "icon": icon, "link": link, "permission": lambda _request: allowed}

    today = [
        entry(_("Översikt"), "dashboard", "index", views.overview),
        entry(_("Gallring"), "auto_delete", "runs", views.run_list),
    ]
    return [{"title": _("I dag"), "items": today}]


def subheader(request: HttpRequest) -> str:
    """Name the companies under the product's name."""
    return _(" och ").join(c.name for c in staff_of(request).controllers[:2])
