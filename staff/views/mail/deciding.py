"""One mail: its words, what it may be, and the one step that says what it is."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from law.rights import Right
from mailintake.guessing import also_asks
from mailintake.models import Mail, MailState
from mailintake.selectors import days_waiting, due_on, requests_to_add_to
from mailintake.services import AlreadyHandled, take_back
from register.rights import SHORT
from register.selectors import NoLivePolicy
from requests_dsr.package.files.cells import visible
from staff.access import Staff
from staff.doors import door, page
from staff.paging import asked
from staff.reading import NotThere
from staff.requests.finding import REQUEST_ROLES
from staff.views.mail.deeds import Decided, decide, form_for
from staff.views.mail.finding import mail_or_404, note_looked
from staff.views.mail.words import ADDED, KINDS, MACHINES, REFUSED, TROUBLES, said


@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
@door(*REQUEST_ROLES)
def mail_detail(request: HttpRequest, staff: Staff, ref: UUID) -> HttpResponse:
    """Show a mail, and take what somebody says it is; `?som=` chooses what is asked about it."""
    mail = mail_or_404(staff, ref)
    try:
        note_looked(staff, mail)
        kind = _kind(request, mail)
        form = form_for(request, staff, mail, kind) if kind else None
    except NotThere:
        raise Http404 from None
    except NoLivePolicy:
        return page(request, "staff/no_policy.html", title=_("Mejl"), company=mail.controller, status=503)
    if request.method == "POST" and request.POST.get("state", MailState.DRAFT) != mail.state:
        messages.error(request, _("Mejlet är redan avgjort, av dig eller någon annan."))
        return redirect("admin:mail", ref=ref)
    if form is not None and request.method == "POST":
        if "find" in request.POST:
            form.errors.clear()  # somebody is looked for first: nothing is wrong yet
        elif form.is_valid() and (decided := decide(staff, mail, kind, form)):
            return _on(request, decided)
    return page(
        request,
        "staff/mail_detail.html",
        title=_("Mejl"),
        mail=mail,
        form=form,
        kind=kind,
        searched="find" in request.POST,
        kinds=_kinds(mail),
        suggested=KINDS.get(mail.suggestion, ""),
        also=[
            (SHORT[Right(key)], words)
            for key, words in also_asks(mail.title, mail.body, than=mail.suggestion).items()
        ],
        **_shown(mail, staff),
    )


@require_POST
@door(*REQUEST_ROLES)
def mail_take_back(request: HttpRequest, staff: Staff, ref: UUID) -> HttpResponse:
    """Make a draft of a mail that was set aside."""
    mail = mail_or_404(staff, ref)
    try:
        take_back(mail=mail)
        messages.success(request, _("Mejlet väntar nu på att någon säger vad det är."))
    except AlreadyHandled as refused:
        messages.error(request, str(refused))
    return redirect("admin:mail", ref=ref)


def _on(request: HttpRequest, decided: Decided) -> HttpResponse:
    messages.success(request, decided.words)
    if decided.request is not None:
        return redirect("admin:request", ref=decided.request.ref)
    return redirect("admin:mails")


def _kind(request: HttpRequest, mail: Mail) -> str:
    """Give what is asked about: chosen, or the request it answers, or what its words suggest."""
    chosen = asked(request, "som")
    if chosen or request.method == "POST" or mail.state != MailState.DRAFT:
        return chosen if chosen in _kinds(mail) else ""
    return ADDED if mail.thread_id and requests_to_add_to(mail) else mail.suggestion


def _kinds(mail: Mail) -> dict[str, object]:
    """Give what a mail may be said to be: once it is a request, only what else it asks for."""
    if mail.state != MailState.DRAFT:
        return dict(SHORT) if mail.file_id else {}
    may_be_added = bool(requests_to_add_to(mail))
    return {key: title for key, title in KINDS.items() if key != ADDED or may_be_added}


def _shown(mail: Mail, staff: Staff) -> dict[str, Any]:
    """Give what a page says of a mail: nothing active, and nothing hidden by signs nobody sees."""
    return {
        "name": visible(mail.from_name),
        "email": visible(mail.from_email),
        "heading": visible(mail.title),
        "text": visible(mail.body),
        "troubles": said(mail.troubles, TROUBLES),
        "machine": MACHINES.get(mail.machine, ""),
        "because": [visible(word) for word in mail.because],
        "attachments": [
            (one, visible(one.name), REFUSED.get(one.refused, ""))
            for one in mail.attachments.defer("content")
        ],
        "days": days_waiting(mail, staff.today),
        "due_on": due_on(mail),
    }
