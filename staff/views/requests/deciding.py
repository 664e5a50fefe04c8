"""Review a proposal as the second person, and decide exactly what was reviewed."""

from __future__ import annotations

import logging

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from law.rights import Right
from requests_dsr.answers import ANSWERS, FactsMoved
from requests_dsr.answers.copies import CopyAnswer, LookedThrough
from requests_dsr.letters.address import on_paper
from requests_dsr.models import DataSubjectRequest
from requests_dsr.services.deciding.proposals import decide, refuse_what_moved
from requests_dsr.services.deciding.sending_back import SIGNED
from requests_dsr.states import State
from staff.access import Staff
from staff.doors import page
from staff.requests.acts import BY_KEY
from staff.requests.checks import checks_of
from staff.requests.detail import asked_of, head_of
from staff.requests.finding import acting
from staff.requests.forms.acting import DecideForm
from staff.requests.plans import shown
from staff.requests.seen import read_until, seen
from staff.views.requests.case import NO, case, grown_old

log = logging.getLogger(__name__)


@require_http_methods(["GET", "HEAD", "POST"])
@case
def request_decide(request: HttpRequest, staff: Staff, found: DataSubjectRequest) -> HttpResponse:
    """Review a proposal as the second person, and decide exactly it."""
    deed = BY_KEY["decide"]
    if found.state != State.REVIEW:
        if request.method == "POST":
            messages.error(request, grown_old(request, found) or _("Begäran är inte under granskning."))
        return redirect("admin:request", ref=found.ref)
    form = DecideForm(request.POST if request.method == "POST" else None, signs=_hands_out(found))
    if form.is_valid() and _decided(form, request, staff, found):
        found.file.refresh_from_db()  # an attorney's copy on paper takes its answer with it
        if on_paper(found):
            messages.success(request, _("Beslutet är fattat. Svaret ska skrivas ut och postas."))
        else:
            messages.success(request, _("Beslutet är fattat, och svaret är på väg med mejl."))
        return redirect("admin:request", ref=found.ref)
    found.refresh_from_db()
    moved = _moved(found, staff)
    may = deed.may(found, acting(staff, found), staff.at)
    return page(
        request,
        "staff/request_decide.html",
        title=str(deed.title),
        head=head_of(found, staff),
        asked=asked_of(found),
        form=form,
        plan=shown(found, found.file.plan, at=staff.at),
        looked=_looked_through(found, staff),
        moved=moved,
        may=may,
        checks=checks_of(found, staff, moved=bool(moved)),
        send_back=BY_KEY["send_back"].may(found, acting(staff, found), staff.at),
        seen=seen(found),
    )


def _hands_out(found: DataSubjectRequest) -> bool:
    """Tell whether a proposal hands out rows in which something may be hidden: that is looked through."""
    plan = found.file.plan
    return plan.get("kind") in SIGNED and plan.get("outcome") != State.REFUSED


def _decided(form: DecideForm, request: HttpRequest, staff: Staff, found: DataSubjectRequest) -> bool:
    """Decide what was shown; what hinders it stands on the form, and nothing is done."""
    plan, who = found.file.plan, acting(staff, found)
    may = BY_KEY["decide"].may(found, who, staff.at)
    if old := grown_old(request, found) or ("" if may else may.reason):
        form.add_error(None, old)
        return False
    if request.POST.get("digest") != found.file.plan_digest:
        form.add_error(None, _("Förslaget är ett annat än det du läste. Granska det som står här nu."))
        return False
    try:
        decide(
            request=found,
            outcome=State(plan["outcome"]),
            read_until=read_until(request.POST.get("seen", "")),
            at=staff.at,
            **who,
        )
    except NO as refused:
        form.add_error(None, str(refused))
        return False
    except OSError as fault:
        log.error("a package could not be written: errno %s", fault.errno)
        form.add_error(None, _("Paketet gick inte att skriva till disken. Inget är gjort. Försök igen."))
        return False
    return True


def _moved(found: DataSubjectRequest, staff: Staff) -> str:
    """Say that the proposal no longer stands on the facts; empty while it does."""
    try:
        refuse_what_moved(found, at=staff.at)
    except FactsMoved as moved:
        return str(moved)
    except NO:
        return ""  # there is no proposal to hold to anything: the guards say so
    return ""


def _looked_through(found: DataSubjectRequest, staff: Staff) -> LookedThrough | None:
    """Give what is masked and enclosed, for the second person to look at too."""
    answer = ANSWERS.get(Right(found.right))
    if not _hands_out(found) or not isinstance(answer, CopyAnswer):
        return None
    try:
        return answer.look_through(found, found.file.plan.get("choices", {}), at=staff.at)
    except NO:
        return None
