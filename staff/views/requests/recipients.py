"""Recipients who are to be told (Art. 19): told, confirmed, or impossible and why."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from connectors.models import NoticeState
from connectors.services import mark_confirmed, mark_impossible, mark_sent
from requests_dsr.models import DataSubjectRequest
from requests_dsr.selectors import recipients_told
from staff.access import Staff
from staff.requests.finding import acting
from staff.requests.forms.acting import ImpossibleForm
from staff.views.requests.case import NO, case


@require_POST
@case
def request_recipient(
    request: HttpRequest, staff: Staff, found: DataSubjectRequest, notice: int
) -> HttpResponse:
    """Note how it went with one recipient."""
    told = get_object_or_404(recipients_told(found).select_related("controller"), pk=notice)
    by, state = acting(staff, found)["by"], request.POST.get("state")
    try:
        if state == NoticeState.SENT:
            mark_sent(notice=told, by=by, at=staff.at)
        elif state == NoticeState.CONFIRMED:
            mark_confirmed(notice=told, by=by, at=staff.at)
        elif state == NoticeState.IMPOSSIBLE:
            form = ImpossibleForm(request.POST)
            reason = form.cleaned_data["reason"] if form.is_valid() else ""
            mark_impossible(notice=told, reason=reason, by=by, at=staff.at)
        else:
            messages.error(request, _("Välj om mottagaren är meddelad, har bekräftat eller inte går att nå."))
            return redirect("admin:request", ref=found.ref)
    except NO as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, _("Noterat om mottagaren."))
    return redirect("admin:request", ref=found.ref)
