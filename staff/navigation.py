"""The menu, by task; an entry is shown to whoever its page opens to."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from staff import views
from staff.access import Staff, staff_of
from staff.doors import View, may_enter
from staff.requests.queue import tally_of
from staff.views.mail import mail_list
from staff.views.requests import request_list


def navigation(request: HttpRequest) -> list[dict[str, Any]]:
    """Give unfold's side menu for whoever asks."""
    staff = staff_of(request)

    def entry(title: str, icon: str, name: str, view: View) -> dict[str, Any]:
        link, allowed = reverse(f"admin:{name}"), may_enter(staff, view)
        return {"title": title, "icon": icon, "link": link, "permission": lambda _request: allowed}

    today = [
        entry(_("Översikt"), "dashboard", "index", views.overview),
        entry(_("Brevlådan"), "mail", "mails", mail_list),
        entry(_("Begäranden"), "inbox", "requests", request_list) | _badge(staff),
        entry(_("Gallring"), "auto_delete", "runs", views.run_list),
        entry(_("Anmärkningar"), "flag", "findings", views.finding_list),
    ]
    customers = [
        entry(_("Personer"), "person_search", "people", views.person_search),
        entry(_("Förfrågningar"), "contact_support", "inquiries", views.inquiry_list),
        entry(_("Organisationer"), "apartment", "organisations", views.organisation_list),
        entry(_("Spärrar"), "lock", "blocks", views.block_list),
    ]
    register = [
        entry(_("Policyer"), "policy", "policies", views.policy_list),
        entry(_("Intresseavvägningar"), "balance", "assessments", views.assessment_list),
        entry(_("Besök"), "monitoring", "visits", views.visit_statistics),
        entry(_("Liggaren"), "menu_book", "ledger", views.ledger_lines),
        entry(_("Inställningar"), "settings", "installation", views.installation),
    ]
    return [
        {"title": _("I dag"), "items": today},
        {"title": _("Kunder"), "separator": True, "items": customers},
        {"title": _("Register"), "separator": True, "items": register},
    ]


def _badge(staff: Staff) -> dict[str, str]:
    """Count the open requests, and say how many are late."""
    waiting = tally_of(staff)
    if not waiting.open:
        return {}
    if not waiting.late:
        return {"badge": str(waiting.open), "badge_variant": "primary"}
    late = ngettext("%(n)d sen", "%(n)d sena", waiting.late) % {"n": waiting.late}
    return {"badge": f"{waiting.open}, {late}", "badge_variant": "danger"}


def subheader(request: HttpRequest) -> str:
    """Name the companies under the product's name."""
    return _(" och ").join(c.name for c in staff_of(request).controllers[:2])
