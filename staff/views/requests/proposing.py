"""Propose a decision, or a refusal: what the law says, what the drafter chooses, the letter it makes."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from law.rights import Right
from requests_dsr.models import DataSubjectRequest
from requests_dsr.services.deciding.proposals import draft, draft_refusal, preview
from requests_dsr.services.deciding.sending_back import sent_back_with, wanted_masked
from staff.access import Staff
from staff.doors import page
from staff.requests.acts import BY_KEY
from staff.requests.detail import asked_of, head_of
from staff.requests.finding import acting
from staff.requests.forms.acting import RefuseForm
from staff.requests.forms.proposal import ProposeForm
from staff.requests.forms.proposing import propose_form
from staff.requests.plans import Shown, shown
from staff.requests.repeated import repeated_in_words
from staff.requests.seen import seen
from staff.views.requests.case import NO, case, grown_old
from staff.views.requests.detail import act_page


@require_http_methods(["GET", "HEAD", "POST"])
@case
def request_propose(request: HttpRequest, staff: Staff, found: DataSubjectRequest) -> HttpResponse:
    """Propose a decision: what the law says, what the drafter chooses, and the letter it makes."""
    deed, who = BY_KEY["propose"], acting(staff, found)
    may = deed.may(found, who, staff.at)
    if not may:
        return act_page(request, staff, found, deed, ProposeForm())
    try:
        form = propose_form(found, request.POST if request.method == "POST" else None, at=staff.at)
    except NO as refused:
        messages.error(request, str(refused))
        return redirect("admin:request", ref=found.ref)
    valid = form.is_valid()
    if valid and "draft" in request.POST and _drafted(form, request, staff, found):
        messages.success(request, _("Förslaget är lämnat till granskning. En annan person beslutar."))
        return redirect("admin:request", ref=found.ref)
    return page(
        request,
        "staff/request_propose.html",
        title=str(deed.title),
        head=head_of(found, staff),
        asked=asked_of(found),
        form=form,
        plan=_previewed(form, found, staff),
        looked=getattr(form, "looked", None),
        sent_back=sent_back_with(found),
        wanted=wanted_masked(found.file.plan),
        seen=seen(found),
    )


def _drafted(form: ProposeForm, request: HttpRequest, staff: Staff, found: DataSubjectRequest) -> bool:
    if old := grown_old(request, found):
        form.add_error(None, old)
        return False
    try:
        draft(request=found, choices=form.choices(), at=staff.at, **acting(staff, found))
    except NO as refused:
        form.add_error(None, str(refused))
        return False
    return True


def _previewed(form: ProposeForm, found: DataSubjectRequest, staff: Staff) -> Shown | None:
    """Show the proposal as it stands with what is chosen so far; a fault of it stands on the form."""
    try:
        plan = preview(request=found, choices=form.choices(), at=staff.at)
    except NO as refused:
        if form.is_bound and not form.errors:
            form.add_error(None, str(refused))
        return None
    return shown(found, plan, at=staff.at)


@require_http_methods(["GET", "HEAD", "POST"])
@case
def request_refuse(request: HttpRequest, staff: Staff, found: DataSubjectRequest) -> HttpResponse:
    """Propose to refuse, or to ask a fee, by an exception of the law (Art. 12(5))."""
    deed, who = BY_KEY["refuse"], acting(staff, found)
    form = RefuseForm(request.POST if request.method == "POST" else None, right=Right(found.right))
    form.fields["codes"].help_text = " ".join(repeated_in_words(found))
    if form.is_valid():
        may = deed.may(found, who, staff.at)
        if old := grown_old(request, found) or ("" if may else may.reason):
            form.add_error(None, old)
        elif _refusal_drafted(form, staff, found):
            messages.success(request, _("Avslaget är föreslaget. En annan person beslutar."))
            return redirect("admin:request", ref=found.ref)
    return act_page(request, staff, found, deed, form)


def _refusal_drafted(form: RefuseForm, staff: Staff, found: DataSubjectRequest) -> bool:
    given = form.cleaned_data
    try:
        draft_refusal(
            request=found,
            codes=tuple(given["codes"]),
            evidence=given["evidence"],
            fee_sek=given["fee_sek"],
            at=staff.at,
            **acting(staff, found),
        )
    except NO as refused:
        form.add_error(None, str(refused))
        return False
    return True
