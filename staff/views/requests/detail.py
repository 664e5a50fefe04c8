"""One request: all there is of it, and each step it may take."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from law.calendar import stockholm_day
from requests_dsr.clocks import clock_of, question_to_answer, waiting_questions
from requests_dsr.explaining import answer_in_words
from requests_dsr.models import DataSubjectRequest, IdentityCheck
from requests_dsr.services.asking.answering import note_answer
from requests_dsr.services.deciding.sending_back import SIGNED
from requests_dsr.services.receiving.matching import match_request
from staff.access import Staff
from staff.doors import page
from staff.requests.acts import BY_KEY, Act
from staff.requests.allowed import may_match, may_note_answer
from staff.requests.detail import detail_of, head_of
from staff.requests.finding import Acting, acting
from staff.requests.forms.acting import AnnounceForm, OnBehalfForm, SendBackForm
from staff.requests.forms.coming import CameForm, EvidenceForm
from staff.requests.forms.naming import NameValuesForm
from staff.requests.forms.registering import AnsweredForm, MatchForm
from staff.requests.seen import seen
from staff.requests.unknown_reader import PUTS_A_QUESTION, unknown_reader
from staff.selectors.searching import find_people
from staff.views.requests.case import NO, case, grown_old
from subjects.models import DataSubject


@require_safe
@case
def request_detail(request: HttpRequest, staff: Staff, found: DataSubjectRequest) -> HttpResponse:
    """Show a request."""
    return page(
        request,
        "staff/request_detail.html",
        title=_("Begäran"),
        head=head_of(found, staff),
        detail=detail_of(found, staff),
    )


@require_http_methods(["GET", "HEAD", "POST"])
@case
def request_act(request: HttpRequest, staff: Staff, found: DataSubjectRequest, act: str) -> HttpResponse:
    """Do one thing with a request, with the words it needs."""
    deed = BY_KEY.get(act)
    if deed is None or deed.do is None:
        raise Http404
    form = _form_of(deed, request, staff, found)
    if request.method == "POST" and _done(deed, form, request, staff, found):
        messages.success(request, deed.said(found))
        return redirect("admin:request", ref=found.ref)
    return act_page(request, staff, found, deed, form)


def act_page(
    request: HttpRequest, staff: Staff, found: DataSubjectRequest, deed: Act, form: forms.Form, **more: Any
) -> HttpResponse:
    """Show what an act asks for, or why it is grey."""
    found.refresh_from_db()
    return page(
        request,
        "staff/request_act.html",
        title=str(deed.title),
        head=head_of(found, staff),
        act=deed,
        form=form,
        may=deed.may(found, acting(staff, found), staff.at),
        seen=seen(found),
        warned=unknown_reader(found, at=staff.at) if deed.key in PUTS_A_QUESTION else "",
        **more,
    )


def _form_of(deed: Act, request: HttpRequest, staff: Staff, found: DataSubjectRequest) -> forms.Form:
    typed = request.POST if request.method == "POST" else None
    if deed.form is OnBehalfForm:
        return OnBehalfForm(typed, initial=OnBehalfForm.known(found.file))
    if deed.form is NameValuesForm:
        return NameValuesForm(typed, file=found.file)
    if deed.form is SendBackForm:
        return SendBackForm(typed, copies=found.file.plan.get("kind") in SIGNED)
    if issubclass(deed.form, CameForm):
        return deed.form(typed, today=staff.today, since=_answers(deed, found))
    return AnnounceForm(typed, today=staff.today) if deed.form is AnnounceForm else deed.form(typed)


def _answers(deed: Act, found: DataSubjectRequest) -> date | None:
    """Give the day of what the clock waits for: our question of identity, or the answer that is disputed."""
    if deed.form is not EvidenceForm:
        return stockholm_day(found.closed_at) if found.closed_at else None
    asked_at = [question.asked_at for question in waiting_questions(found) if question.kind == "identity"]
    return stockholm_day(asked_at[0]) if asked_at else None


def _done(deed: Act, form: forms.Form, request: HttpRequest, staff: Staff, found: DataSubjectRequest) -> bool:
    """Do a deed; what hinders it stands on the form."""
    if not form.is_valid() or deed.do is None:
        return False
    who = acting(staff, found)
    may = deed.may(found, who, staff.at)
    if old := grown_old(request, found) or ("" if may else may.reason):
        form.add_error(None, old)
        return False
    try:
        deed.do(found, form.cleaned_data, who, staff.at)
    except NO as refused:
        form.add_error(None, str(refused))
        return False
    return True


@require_http_methods(["GET", "HEAD", "POST"])
@case
def request_match(request: HttpRequest, staff: Staff, found: DataSubjectRequest) -> HttpResponse:
    """Say whose request it is: search among the company's people, and choose."""
    q = "".join(c for c in request.POST.get("q", "")[:200] if c.isprintable()).strip()
    hits = find_people([found.controller], q) if len(q) > 1 else None
    form = MatchForm(request.POST if request.method == "POST" else None, found=hits)
    if "find" in request.POST and hits and hits.hits:
        form.errors.clear()
    elif form.is_valid() and _matched(form, request, staff, found):
        messages.success(request, _("Begäran är knuten till personen."))
        return redirect("admin:request", ref=found.ref)
    return act_page(request, staff, found, BY_KEY["match"], form, finds=True)


def _matched(form: MatchForm, request: HttpRequest, staff: Staff, found: DataSubjectRequest) -> bool:
    who = acting(staff, found)
    may = may_match(found, who, staff.at)
    if old := grown_old(request, found) or ("" if may else may.reason):
        form.add_error(None, old)
        return False
    try:
        subject = DataSubject.objects.get(controller=found.controller, ref=UUID(form.cleaned_data["person"]))
        match_request(request=found, subject=subject, at=staff.at, **who)
    except DataSubject.DoesNotExist:
        form.add_error(None, _("Personen är gallrad. Sök igen."))
        return False
    except NO as refused:
        form.add_error(None, str(refused))
        return False
    return True


@require_http_methods(["GET", "HEAD", "POST"])
@case
def request_answered(request: HttpRequest, staff: Staff, found: DataSubjectRequest) -> HttpResponse:
    """Note that the person answered a question, on the day it came: the clock runs from then."""
    question = question_to_answer(found)
    since = question.asked_at if question else None
    form = AnsweredForm(request.POST if request.method == "POST" else None, now=staff.at, since=since)
    if form.is_valid():
        who = acting(staff, found)
        may = may_note_answer(found, who, staff.at)
        if old := grown_old(request, found) or ("" if may else may.reason):
            form.add_error(None, old)
        elif question is not None:
            before = clock_of(found)
            if _noted(form, question, who, staff):
                messages.success(request, answer_in_words(before, clock_of(found)))
                return redirect("admin:request", ref=found.ref)
    return act_page(request, staff, found, BY_KEY["answered"], form)


def _noted(form: AnsweredForm, question: IdentityCheck, who: Acting, staff: Staff) -> bool:
    words, came = form.cleaned_data["words"], form.instant
    try:
        note_answer(question=question, words=words, answered_at=came, at=staff.at, **who)
    except NO as refused:
        form.add_error(None, str(refused))
        return False
    return True
