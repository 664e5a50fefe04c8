"""Others who are left to tell, or to send a request on to: told, confirmed, or impossible and why."""

from __future__ import annotations

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from connectors.models import NoticeState, RecipientNotice
from requests_dsr.models import DataSubjectRequest
from requests_dsr.selectors import notices_of
from requests_dsr.services.reaching.recipients import note_confirmed, note_impossible, note_told
from staff.access import Staff
from staff.requests.finding import acting
from staff.requests.forms.acting import ImpossibleForm
from staff.requests.forms.telling import ToldForm
from staff.views.requests.case import NO, case

DEEDS = {NoticeState.SENT.value: note_told, NoticeState.CONFIRMED.value: note_confirmed}


@require_POST
@case
def request_recipient(
    request: HttpRequest, staff: Staff, found: DataSubjectRequest, notice: int
) -> HttpResponse:
    """Note how it went with one recipient."""
    told = get_object_or_404(notices_of(found).select_related("controller"), pk=notice)
    try:
        fault = _note(request, staff, found, told)
    except NO as refused:
        fault = str(refused)
    if fault:
        messages.error(request, fault)
    else:
        messages.success(request, _("Noterat om mottagaren."))
    return redirect("admin:request", ref=found.ref)


def _note(request: HttpRequest, staff: Staff, found: DataSubjectRequest, told: RecipientNotice) -> str:
    """Do what was chosen; give what is wrong with what was typed, if anything."""
    state, who = request.POST.get("state", ""), acting(staff, found)
    if state in DEEDS:
        form = ToldForm(request.POST)
        if not form.is_valid():
            return _first_fault(form)
        DEEDS[state](
            request=found, notice=told, on=form.cleaned_data["on"] or staff.today, at=staff.at, **who
        )
        return ""
    if state == NoticeState.IMPOSSIBLE:
        why = ImpossibleForm(request.POST)
        reason = why.cleaned_data["reason"] if why.is_valid() else ""
        note_impossible(request=found, notice=told, reason=reason, at=staff.at, **who)
        return ""
    return _("Välj om mottagaren är meddelad, har bekräftat eller inte går att nå.")


def _first_fault(form: forms.Form) -> str:
    return next(str(error) for errors in form.errors.values() for error in errors)
