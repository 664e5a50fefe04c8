"""Take in a request in one step: choose the right, then who, what and when on one page."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from accounts.models import Controller
from law.rights import Right
from ledger.actor import Actor
from register.categories import NO_UNIT
from register.rights import SHORT
from register.selectors import NoLivePolicy, live_policy
from register.wording import policy_words
from requests_dsr.models import Channel, DataSubjectRequest
from requests_dsr.services.receiving.opening import Asked, Requester, open_request
from staff.access import Staff
from staff.doors import door, page
from staff.paging import asked
from staff.requests.finding import REQUEST_ROLES
from staff.requests.forms.asked import fields_for, proposed_of
from staff.requests.forms.registering import RegisterForm
from staff.requests.from_inquiry import fill_from, inquiry_named
from staff.selectors.categories import category_titles
from staff.selectors.searching import Found, find_people
from staff.views.people import person_or_404
from staff.views.requests.case import NO
from subjects.models import DataSubject, Inquiry
from subjects.services.inquiries import note_contact
from subjects.services.once import do_once


@require_safe
@door(*REQUEST_ROLES)
def request_new(request: HttpRequest, staff: Staff) -> HttpResponse:
    """Choose what the person asks for; from a person's page or an inquiry it is known who asks."""
    inquiry = inquiry_named(request, staff)
    subject = inquiry.subject if inquiry else _person(request, staff)
    return page(
        request,
        "staff/request_new.html",
        title=_("Ny begäran"),
        companies=[subject.controller] if subject else staff.controllers,
        rights=SHORT,
        subject=subject,
        inquiry=inquiry,
        jobs=[one for one in staff.controllers if not subject],
    )


@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
@door(*REQUEST_ROLES)
def request_register(request: HttpRequest, staff: Staff, company: str, right: str) -> HttpResponse:
    """Take in a request for a right; the clock runs from when it was received."""
    controller = next((one for one in staff.controllers if one.slug == company), None)
    if controller is None or right not in set(Right):
        raise Http404
    inquiry = inquiry_named(request, staff)
    subject = inquiry.subject if inquiry else _person(request, staff)
    if subject and subject.controller_id != controller.pk:
        raise Http404
    try:
        form = _form(request, staff, controller, Right(right), subject, inquiry)
    except NoLivePolicy:
        return page(request, "staff/no_policy.html", title=_("Ny begäran"), company=controller, status=503)
    if request.method == "POST" and "find" in request.POST:
        form.errors.clear()  # somebody is looked for first: nothing is wrong yet, and nothing is lost
    elif form.is_valid() and (answer := _taken_in(request, staff, controller, form, inquiry)):
        return answer
    return page(
        request,
        "staff/request_register.html",
        title=_("Ny begäran"),
        form=form,
        headline=SHORT[right],
        company=controller,
        subject=subject,
        searched="find" in request.POST,
    )


def _person(request: HttpRequest, staff: Staff) -> DataSubject | None:
    ref = asked(request, "person")
    if not ref:
        return None
    try:
        return person_or_404(staff, UUID(ref))
    except ValueError:
        raise Http404 from None


def _form(
    request: HttpRequest,
    staff: Staff,
    controller: Controller,
    right: Right,
    subject: DataSubject | None,
    inquiry: Inquiry | None,
) -> RegisterForm:
    titles = category_titles([controller])
    blockable = {key: title for key, title in titles.items() if key not in NO_UNIT}
    words = policy_words(live_policy(controller))
    form = RegisterForm(
        request.POST if request.method == "POST" else None,
        now=staff.at,
        right=right,
        asked=fields_for(right, words, blockable),
        subject=subject,
        found=None if subject else _found(request.POST, controller),
    )
    if inquiry is not None:
        fill_from(form, inquiry)
    return form


def _found(typed: QueryDict, controller: Controller) -> Found | None:
    q = "".join(c for c in typed.get("q", "")[:200] if c.isprintable()).strip()
    return find_people([controller], q) if len(q) > 1 else None


def _taken_in(
    request: HttpRequest, staff: Staff, controller: Controller, form: RegisterForm, inquiry: Inquiry | None
) -> HttpResponse | None:
    """Take in what a form says and lead on; None where it was refused, and the form says why."""

    def take_in() -> DataSubjectRequest:
        opened = _opened(staff, controller, form)
        if inquiry is not None:
            note_contact(inquiry=inquiry, by=_actor(staff, controller), at=staff.at)
        return opened

    try:
        done = do_once(user=staff.user, mark=form.cleaned_data["once"], do=take_in, at=staff.at)
    except NO as refused:
        form.add_error(None, str(refused))
        return None
    if done is None:
        messages.info(request, _("Begäran är redan registrerad."))
        return redirect("admin:requests")
    (opened,) = done
    _tell(request, staff, opened)
    return redirect("admin:request", ref=opened.ref)


def _opened(staff: Staff, controller: Controller, form: RegisterForm) -> DataSubjectRequest:
    given = form.cleaned_data
    return open_request(
        controller=controller,
        asked=Asked(
            right=form.right,
            words=given["words"],
            categories=given.get("categories", ()),
            proposed=proposed_of(form.right, given),
        ),
        requester=_requester(controller, given),
        channel=Channel(given["channel"]),
        received_at=form.instant,
        by=_actor(staff, controller),
        at=staff.at,
        user=staff.user,
    )


def _actor(staff: Staff, controller: Controller) -> Actor:
    role = staff.role_at(controller, *REQUEST_ROLES)
    assert role is not None, "the door lets nobody else in"
    return staff.actor(role)


def _requester(controller: Controller, given: dict[str, Any]) -> Requester:
    """Say who asks, and where they want their answer, as they said it."""
    subject = None
    if given["person"]:
        subject = get_object_or_404(DataSubject, controller=controller, ref=given["person"])
    return Requester(
        subject=subject,
        name=given.get("requester_name", ""),
        email=given.get("requester_email", ""),
        postal_address=given.get("requester_address", ""),
        by_post=given.get("by_post", False),
        language=given["language"],
        identity_method=given["identity"],
    )


def _tell(request: HttpRequest, staff: Staff, opened: DataSubjectRequest) -> None:
    if opened.registered_at == staff.at:
        messages.success(request, _("Begäran är registrerad, och klockan går från mottagandet."))
    else:
        messages.success(
            request, _("Personen har redan en öppen begäran om samma sak. Det nya är tillagt där.")
        )
