"""A job application that came to whoever answers about personal data: counted, and led on (WL-15)."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.models import Controller
from register.selectors import NoLivePolicy, live_policy
from register.wording import RECRUITMENT, policy_words
from requests_dsr.services.receiving.matching import count_recruitment
from staff.access import Staff
from staff.doors import door
from staff.requests.finding import REQUEST_ROLES


@require_POST
@door(*REQUEST_ROLES)
def request_job(request: HttpRequest, staff: Staff, company: str) -> HttpResponse:
    """Count a job application; nothing of it is stored, and staff are told where it belongs."""
    controller = next((one for one in staff.controllers if one.slug == company), None)
    role = staff.role_at(controller, *REQUEST_ROLES) if controller else None
    if controller is None or role is None:
        raise Http404
    count_recruitment(controller=controller, by=staff.actor(role), at=staff.at)
    messages.success(request, _where(controller))
    return redirect("admin:request_new")


def _where(controller: Controller) -> str:
    try:
        jobs = policy_words(live_policy(controller)).elsewhere(RECRUITMENT)
    except NoLivePolicy:
        jobs = None
    if jobs is None:
        return _("Ansökan är räknad. Ge den till dem som rekryterar.")
    return _("Ansökan är räknad. Be personen söka här: %(url)s") % {"url": jobs.url}
