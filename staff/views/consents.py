"""A person's yes and no as staff see it, and the one step with which they write down a word (WN-51)."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from accounts.models import Role
from consents.law import MARKETING, PROFILING
from consents.models import ConsentRecord, Way
from consents.services import Said, give_consent, object_to, withdraw_consent
from register.models import ConsentText
from register.selectors import NoLivePolicy, live_policy
from register.templatetags.when import clock
from register.wording import PolicyWords, policy_words
from staff import consents
from staff.access import Staff
from staff.consent_forms import HeardForm, NoForm, YesForm
from staff.doors import door, page
from staff.reading import NotThere, note_reading, reason_for
from staff.views.people import person_or_404
from subjects.models import DataSubject
from subjects.services.errors import HolderErased, Refused

ROLES = (Role.HANDLER, Role.DPO)
"""Who writes down a person's word (domain.md 5); accounting reads no consents."""


@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
@door(*ROLES)
def person_consents(request: HttpRequest, staff: Staff, ref: UUID) -> HttpResponse:
    """Show what the person has said, and take a no in one step, whatever way it came."""
    subject = person_or_404(staff, ref)
    if not reason_for(request, ref, at=staff.at):
        return redirect("admin:person", ref=ref)
    try:
        words = policy_words(live_policy(subject.controller))
    except NoLivePolicy:
        return _no_policy(request, subject)
    choices = consents.what_to_refuse(subject, words, staff.at)
    form = NoForm(request.POST or None, now=staff.at, choices=choices)
    if form.is_valid() and _refused(request, staff, subject, form):
        return redirect("admin:person_consents", ref=ref)
    return _shown(request, staff, subject, words, form)


@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
@door(*ROLES)
def person_yes(request: HttpRequest, staff: Staff, ref: UUID) -> HttpResponse:
    """Take a person's yes that staff have heard or read, with what proves it."""
    subject = person_or_404(staff, ref)
    try:
        texts = consents.what_to_ask(subject)
    except NoLivePolicy:
        return _no_policy(request, subject)
    form = YesForm(request.POST or None, now=staff.at, texts=texts)
    if form.is_valid() and _taken(request, staff, subject, form, texts):
        return redirect("admin:person_consents", ref=ref)
    return page(request, "staff/consent_yes.html", title=_("Personen säger ja"), form=form, subject=subject)


def _no_policy(request: HttpRequest, subject: DataSubject) -> HttpResponse:
    return page(request, "staff/no_policy.html", title=_("Person"), company=subject.controller, status=503)


def _shown(
    request: HttpRequest, staff: Staff, subject: DataSubject, words: PolicyWords, form: NoForm
) -> HttpResponse:
    """Show the page, and write the reading down first."""
    reason = reason_for(request, subject.ref, at=staff.at)
    try:
        note_reading(staff, subject.controller, [subject], page="consents", reason=reason)
    except NotThere:
        raise Http404 from None
    return page(
        request,
        "staff/person_consents.html",
        title=_("Samtycken och val"),
        subject=subject,
        answers=consents.standing_of(subject, staff.at),
        refused=consents.refused_now(subject, words),
        closed=consents.closed_channels(subject),
        steps=consents.history_of(subject, words),
        form=form,
    )


def _refused(request: HttpRequest, staff: Staff, subject: DataSubject, form: NoForm) -> bool:
    """Carry out a no and say what it changed; what is refused stands on the form."""
    purpose, _colon, channel = form.cleaned_data["what"].partition(":")
    said = _said(staff, subject, form, form.cleaned_data["evidence"].strip())
    try:
        if purpose == MARKETING or (purpose == PROFILING and not channel):
            changed = object_to(subject=subject, purpose=purpose, said=said, channel=channel or None)
        else:
            changed = withdraw_consent(subject=subject, purpose=purpose, said=said, channel=channel)
    except HolderErased:
        raise Http404 from None
    except Refused as refused:
        form.add_error(None, str(refused))
        return False
    if changed:
        told = _("Nej är uppskrivet och gäller nu. Det kom %(at)s. Personen ser det på Mina val.")
        messages.success(request, told % {"at": clock(said.at)})
    else:
        messages.info(
            request, _("Inget ändrades: personen hade redan sagt nej, eller har själv sagt ja efter det.")
        )
    return True


def _taken(
    request: HttpRequest, staff: Staff, subject: DataSubject, form: YesForm, texts: list[ConsentText]
) -> bool:
    """Carry out a yes; a no of the person's own that stands is told, for it is stronger."""
    text = next(text for text in texts if str(text.pk) == form.cleaned_data["text"])
    try:
        given = give_consent(
            subject=subject,
            text=text,
            said=_said(staff, subject, form, form.proof),
            language=subject.language,
        )
    except HolderErased:
        raise Http404 from None
    except Refused as refused:
        form.add_error(None, str(refused))
        return False
    _tell(request, subject, given)
    return True


def _tell(request: HttpRequest, subject: DataSubject, given: ConsentRecord) -> None:
    if consents.no_stands_against(subject, given.text):
        messages.warning(
            request,
            _("Ja är uppskrivet, men personens eget nej står kvar. Bara personen själv kan häva det."),
        )
    else:
        messages.success(request, _("Ja är uppskrivet, med texten och underlaget."))


def _said(staff: Staff, subject: DataSubject, form: HeardForm, evidence: str) -> Said:
    role = staff.role_at(subject.controller, *ROLES)
    assert role is not None, "the door lets nobody else in"
    return Said(
        by=staff.actor(role),
        at=form.cleaned_data["received_at"],
        noted_at=staff.at,
        way=Way(form.cleaned_data["way"]),
        evidence=evidence,
    )
