"""From what somebody says a mail is, to the one service that makes it so."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.http import HttpRequest
from django.utils.translation import gettext as _

from law.rights import Right
from mailintake.models import Mail
from mailintake.selectors import requests_to_add_to
from mailintake.services import (
    Handling,
    add_to_request,
    also_request,
    as_inquiry,
    as_not_ours,
    as_recruitment,
    as_request,
)
from mailintake.services.closing import Reason
from register.categories import NO_UNIT
from register.selectors import live_policy
from register.wording import policy_words
from requests_dsr.models import DataSubjectRequest
from requests_dsr.services.receiving.opening import Asked, Requester
from staff.access import Staff
from staff.requests.forms.asked import fields_for, proposed_of
from staff.selectors.categories import category_titles
from staff.selectors.searching import find_people
from staff.views.mail.finding import handling
from staff.views.mail.forms import AddForm, InquiryForm, MailForm, NotOursForm, RequestForm
from staff.views.mail.words import ADDED, INQUIRY, NOT_OURS, RECRUITMENT
from staff.views.requests.case import NO
from subjects.models import DataSubject, InquiryKind


@dataclass(frozen=True, kw_only=True)
class Decided:
    """What came of a mail, in words, and the request it is part of."""

    words: str
    request: DataSubjectRequest | None = None


def form_for(request: HttpRequest, staff: Staff, mail: Mail, kind: str) -> forms.Form:
    """Make the form that asks what is needed for a kind. Raises NoLivePolicy."""
    typed = request.POST if request.method == "POST" else None
    if kind == ADDED:
        return AddForm(typed, mail=mail, open_requests=requests_to_add_to(mail))
    if kind in FORMS:
        return FORMS[kind](typed, mail=mail)
    controller, right = mail.controller, Right(kind)
    titles = category_titles([controller])
    blockable = {key: title for key, title in titles.items() if key not in NO_UNIT}
    return RequestForm(
        typed,
        mail=mail,
        right=right,
        now=staff.at,
        asked=fields_for(right, policy_words(live_policy(controller)), blockable),
        found=_found(mail, request.POST.get("q", "")),
    )


def _found(mail: Mail, typed: str) -> Any:
    """Look for whoever was typed, else for whoever has the sender's address."""
    q = "".join(sign for sign in typed[:200] if sign.isprintable()).strip() or mail.from_email
    return find_people([mail.controller], q) if len(q) > 1 else None


def decide(staff: Staff, mail: Mail, kind: str, form: forms.Form) -> Decided | None:
    """Do what the form says; what a service refuses stands on the form."""
    how = handling(staff, mail, form.cleaned_data.get("drop", []), form.cleaned_data.get("identity", []))
    try:
        return DEEDS.get(kind, _ask)(mail, form, how)
    except NO as refused:
        form.add_error(None, str(refused))
        return None


def _ask(mail: Mail, form: Any, how: Handling) -> Decided:
    given: Mapping[str, Any] = form.cleaned_data
    subject = None
    if given["person"]:
        subject = DataSubject.objects.get(controller=mail.controller, ref=given["person"])
    ask = also_request if mail.file_id else as_request
    opened = ask(
        mail=mail,
        asked=Asked(
            right=form.right,
            categories=given.get("categories", ()),
            proposed=proposed_of(form.right, form.cleaned_data),
        ),
        requester=Requester(
            subject=subject,
            name=given["requester_name"],
            email=given["requester_email"],
            postal_address=given["requester_address"],
            by_post=given["by_post"],
            language=given["language"],
        ),
        how=how,
    )
    if opened.registered_at == how.at:
        return Decided(words=_("Begäran är öppnad, och klockan går från mottagandet."), request=opened)
    words = _("Personen har redan en öppen begäran om samma sak. Mejlet är tillagt där.")
    return Decided(words=words, request=opened)


def _add(mail: Mail, form: Any, how: Handling) -> Decided:
    request = add_to_request(
        mail=mail,
        request=form.open_requests[form.cleaned_data["to"]],
        how=how,
        proves_identity=form.cleaned_data.get("proves_identity", False),
    )
    return Decided(words=_("Mejlet är tillagt i begäran."), request=request)


def _inquire(mail: Mail, form: Any, how: Handling) -> Decided:
    as_inquiry(mail=mail, kind=InquiryKind(form.cleaned_data["kind"]), how=how)
    return Decided(words=_("Mejlet är sparat som en förfrågan."))


def _recruit(mail: Mail, form: Any, how: Handling) -> Decided:
    as_recruitment(mail=mail, how=how)
    return Decided(
        words=_("Ansökan är räknad och flyttas till rekryteringens mapp. Här finns inget kvar av den.")
    )


def _refuse(mail: Mail, form: Any, how: Handling) -> Decided:
    as_not_ours(mail=mail, reason=Reason(form.cleaned_data["reason"]), how=how)
    return Decided(words=_("Mejlet är raderat här, och raderas i brevlådan nästa gång den läses."))


FORMS: dict[str, type[MailForm]] = {INQUIRY: InquiryForm, RECRUITMENT: MailForm, NOT_OURS: NotOursForm}
DEEDS: dict[str, Callable[[Mail, Any, Handling], Decided]] = {
    ADDED: _add,
    INQUIRY: _inquire,
    RECRUITMENT: _recruit,
    NOT_OURS: _refuse,
}
