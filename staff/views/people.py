"""People: said why, found, opened, and the reading written down."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from accounts.models import Role
from register.selectors import NoLivePolicy
from staff.access import CASE_ROLES, Staff
from staff.doors import door, page
from staff.forms import ReasonForm, SearchForm
from staff.permissions import kinds_to_place
from staff.person import person_of
from staff.reading import NotThere, case_of, give_reason, note_reading, reason_for
from staff.requests.finding import REQUEST_ROLES
from staff.selectors.blocks import told_blocks
from staff.selectors.searching import Found, find_people
from subjects.models import DataSubject


def person_or_404(staff: Staff, ref: UUID) -> DataSubject:
    """Give a person of somebody's own companies; another company's is not there."""
    people = DataSubject.objects.filter(controller__in=staff.controllers).select_related("controller")
    return get_object_or_404(people, ref=ref)


@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
@door(*CASE_ROLES)
def person_search(request: HttpRequest, staff: Staff) -> HttpResponse:
    """Look for a person; whoever is recognised exactly is opened at once. Nothing typed is kept."""
    form = SearchForm(request.POST or None)
    found: Found | None = None
    if form.is_valid():
        found = find_people(staff.controllers, form.cleaned_data["q"])
        give_reason(request, (hit.ref for hit in found.hits), form.cleaned_data["reason"], at=staff.at)
        if found.exact and len(found.hits) == 1:
            return redirect("admin:person", ref=found.hits[0].ref)
    return page(request, "staff/person_search.html", title=_("Personer"), form=form, found=found)


@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
@door(*CASE_ROLES)
def person_detail(request: HttpRequest, staff: Staff, ref: UUID) -> HttpResponse:
    """Show a person to whoever has said why, and write that down first."""
    subject = person_or_404(staff, ref)
    form = ReasonForm(request.POST or None, initial={"reason": case_of(request.GET.get("begaran", ""))})
    if form.is_valid():
        give_reason(request, [ref], form.cleaned_data["reason"], at=staff.at)
        return redirect("admin:person", ref=ref)
    reason = reason_for(request, ref, at=staff.at)
    if not reason or form.errors or "byt" in request.GET:
        return page(request, "staff/reason.html", title=_("Person"), form=form, what=_("en person"))
    try:
        note_reading(staff, subject.controller, [subject], page="person", reason=reason)
        person = person_of(subject, staff)
    except NotThere:
        raise Http404 from None
    except NoLivePolicy:
        return page(
            request, "staff/no_policy.html", title=_("Person"), company=subject.controller, status=503
        )
    return page(
        request,
        "staff/person_detail.html",
        title=_("Person"),
        person=person,
        reason=reason,
        may_block=bool(kinds_to_place(staff, subject.controller)),
        may_request=staff.has(subject.controller, *REQUEST_ROLES),
        may_hear=staff.has(subject.controller, Role.HANDLER, Role.DPO),
        blocks=told_blocks(staff, person.standing),
    )
