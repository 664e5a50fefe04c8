"""The ledger, read only: its lines, how it is sealed, and a full check on request."""

from __future__ import annotations

from contextlib import suppress
from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.models import Role
from ledger.audit import audit
from ledger.selectors import latest_head
from staff.access import Staff
from staff.doors import door, page
from staff.paging import asked
from staff.selectors.categories import category_titles
from staff.selectors.ledger import lines_of, seal_status

AT_ONCE = 50_000
"""So many lines are checked while somebody waits; a longer ledger by `manage.py verify_ledger`."""
LEDGER_ROLES = (Role.DPO, Role.AUDITOR)


@require_safe
@door(*LEDGER_ROLES)
def ledger_lines(request: HttpRequest, staff: Staff) -> HttpResponse:
    """Show the lines, the newest first."""
    action, category, run = (asked(request, name) for name in ("atgard", "slag", "korning"))
    before = asked(request, "fore")
    return page(
        request,
        "staff/ledger.html",
        title=_("Liggaren"),
        found=lines_of(
            staff.controllers,
            action=action,
            category=category,
            run=_uuid(run),
            before=int(before) if before.isascii() and before.isdigit() else None,
        ),
        seal=seal_status(),
        titles=category_titles(staff.controllers),
        action=action,
        category=category,
        run=run,
        at_once=AT_ONCE,
        query=urlencode({"atgard": action, "slag": category, "korning": run}),
    )


@require_POST
@door(*LEDGER_ROLES)
def ledger_check(request: HttpRequest, staff: Staff) -> HttpResponse:
    """Derive the whole ledger anew, where it is short enough to wait for."""
    head = latest_head()
    if head is not None and head.size > AT_ONCE:
        messages.error(request, _("Liggaren är för lång att kontrollera här. Kör manage.py verify_ledger."))
        return redirect("admin:ledger")
    found = audit()
    numbers = {"lines": found.size, "heads": found.heads}
    if found.findings:
        for finding in found.findings[:5]:
            messages.error(request, str(finding))
    else:
        words = _("Allt stämmer: %(lines)d rader och %(heads)d förseglingar är räknade om från början.")
        messages.success(request, words % numbers)
    return redirect("admin:ledger")


def _uuid(text: str) -> UUID | None:
    with suppress(ValueError):
        return UUID(text) if text else None
    return UUID(int=0)  # what is no reference is on no line
