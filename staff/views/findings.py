"""Findings: what is wrong and waits for a person. They close when the cause is gone."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.models import Role
from staff.access import Staff
from staff.doors import door, page
from staff.paging import asked, paged
from staff.selectors.findings import codes_of, findings_of, places_of


@require_safe
@door(Role.HANDLER, Role.DPO, Role.AUDITOR, Role.ADMIN)
def finding_list(request: HttpRequest, staff: Staff) -> HttpResponse:
    """List the open findings by code and place."""
    code = asked(request, "kod")
    found = paged(request, findings_of(staff.controllers, code=code))
    return page(
        request,
        "staff/finding_list.html",
        title=_("Anmärkningar"),
        found=found,
        places=places_of(found, staff.controllers),
        may_open={c.pk: staff.has(c, Role.HANDLER, Role.DPO) for c in staff.controllers},
        codes=codes_of(staff.controllers),
        code=code,
    )
