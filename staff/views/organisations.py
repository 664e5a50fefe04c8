"""Organisations: contracts, claims and vouchers with their days and reasons."""

from __future__ import annotations

from uuid import UUID

from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from accounts.models import Role
from register.selectors import NoLivePolicy
from staff.access import CASE_ROLES, Staff
from staff.doors import door, page
from staff.forms import OrganisationSearchForm, ReasonForm
from staff.organisation import names_of, organisation_of
from staff.paging import paged
from staff.permissions import kinds_to_place
from staff.person import restricts
from staff.reading import NotThere, give_reason, note_reading, reason_for
from staff.selectors.blocks import told_blocks
from staff.selectors.categories import category_titles
from staff.selectors.searching import find_organisations
from subjects.models import CustomerOrg, DataSubject


def organisation_or_404(staff: Staff, ref: UUID) -> CustomerOrg:
    """Give an organisation of somebody's own companies; another company's is not there."""
    orgs = CustomerOrg.objects.filter(controller__in=staff.controllers).select_related("controller")
    return get_object_or_404(orgs, ref=ref)


@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
@door(*CASE_ROLES)
def organisation_list(request: HttpRequest, staff: Staff) -> HttpResponse:
    """List organisations, or those that match what is typed."""
    form = OrganisationSearchForm(request.POST or None)
    orgs: QuerySet[CustomerOrg] = CustomerOrg.objects.filter(controller__in=staff.controllers)
    if form.is_valid():
        orgs = find_organisations(staff.controllers, form.cleaned_data["q"])
    listed = paged(request, orgs.select_related("controller").order_by("name", "pk"))
    return page(
        request,
        "staff/organisation_list.html",
        title=_("Organisationer"),
        form=form,
        orgs=listed,
        searched=form.is_valid(),
    )


@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
@door(*CASE_ROLES)
def organisation_detail(request: HttpRequest, staff: Staff, ref: UUID) -> HttpResponse:
    """Show an organisation; a sole trader is a person, so that reading is asked for and written down."""
    org = organisation_or_404(staff, ref)
    form = ReasonForm(request.POST or None)
    if form.is_valid():
        give_reason(request, [ref], form.cleaned_data["reason"], at=staff.at)
        return redirect("admin:organisation", ref=ref)
    reason = reason_for(request, ref, at=staff.at)
    if form.errors or (org.natural_person and not reason):
        return page(request, "staff/reason.html", title=_("Organisation"), form=form, what=_("en person"))
    try:
        if org.natural_person:
            people: list[DataSubject | None] = [*DataSubject.objects.filter(contacts__org=org)] or [None]
            note_reading(staff, org.controller, people, page="organisation", reason=reason)
        told = organisation_of(org, staff)
    except NotThere:
        raise Http404 from None
    except NoLivePolicy:
        return page(
            request, "staff/no_policy.html", title=_("Organisation"), company=org.controller, status=503
        )
    items = paged(request, told.items)
    accounting = staff.has(org.controller, Role.ACCOUNTING)
    return page(
        request,
        "staff/organisation_detail.html",
        title=_("Organisation"),
        told=told,
        org=org,
        items=items,
        names=names_of(items, accounting=accounting),
        accounting=accounting,
        titles=category_titles([org.controller]),
        may_block=bool(kinds_to_place(staff, org.controller)),
        restricted=any(restricts(block, staff.today) for block in told.blocks),
        blocks=told_blocks(staff, told.blocks),
    )
