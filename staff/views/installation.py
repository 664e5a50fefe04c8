"""Settings: companies, roles and the clock. Configuration, and nothing about anybody's customers."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.models import Controller, Role
from staff.access import Staff
from staff.doors import door, page
from staff.selectors.installation import is_over, roles_of, schedule
from staff.selectors.nights import without_policy
from staff.wording.tasks import task_words


@require_safe
@door(Role.ADMIN, installation=True)
def installation(request: HttpRequest, staff: Staff) -> HttpResponse:
    """Show how the installation is set up."""
    companies = list(Controller.objects.all()) if request.user.is_superuser else staff.controllers
    lacking = {company.pk for company in without_policy(companies)}
    return page(
        request,
        "staff/installation.html",
        title=_("Inställningar"),
        companies=[(company, company.pk not in lacking) for company in companies],
        roles=[(role, is_over(role, on=staff.today)) for role in roles_of(companies)],
        tasks=[(task_words(task.task), task) for task in schedule()],
        ledger_origin=settings.LEDGER_ORIGIN,
        thrown_away=settings.THROWN_AWAY_KEYS,
        site_url=settings.SITE_URL,
        demo=settings.DEMO,
    )
