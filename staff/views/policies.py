"""Policies: versions, their rules in words, what they change, and the second person's consent."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.models import Controller, Role
from register.models import PolicyVersion
from register.services import PolicyNotWaiting, SamePerson, approve_policy
from staff.access import EVERY_ROLE, Staff
from staff.doors import door, page
from staff.permissions import may_approve
from staff.selectors.consequences import consequences, too_many_for_a_page
from staff.selectors.policies import changes_in_words, rules_in_words, standing, versions_of


def _companies(request: HttpRequest, staff: Staff) -> list[Controller]:
    """Give the companies whose policies somebody reads: whoever runs the installation reads all."""
    return list(Controller.objects.all()) if request.user.is_superuser else staff.controllers


def _version(companies: list[Controller], slug: str, number: int) -> PolicyVersion:
    return get_object_or_404(versions_of(companies), controller__slug=slug, number=number)


@require_safe
@door(*EVERY_ROLE, installation=True)
def policy_list(request: HttpRequest, staff: Staff) -> HttpResponse:
    """List the versions, company by company."""
    rows = [
        (version, standing(version)) for version in versions_of(_companies(request, staff)).defer("content")
    ]
    return page(request, "staff/policy_list.html", title=_("Policyer"), rows=rows)


@require_safe
@door(*EVERY_ROLE, installation=True)
def policy_detail(request: HttpRequest, staff: Staff, slug: str, number: int) -> HttpResponse:
    """Show one version: its rules, what it changes and what is wrong with it."""
    version = _version(_companies(request, staff), slug, number)
    return page(
        request,
        "staff/policy_detail.html",
        title=_("Policy"),
        version=version,
        standing=standing(version),
        rules=rules_in_words(version),
        changes=changes_in_words(version),
        may_approve=may_approve(staff, version),
    )


@require_safe
@door(*EVERY_ROLE)
def policy_consequences(request: HttpRequest, staff: Staff, slug: str, number: int) -> HttpResponse:
    """Show what a version would do to tonight's purge; nothing of the two plans is kept."""
    version = _version(staff.controllers, slug, number)
    too_many = too_many_for_a_page(version.controller)
    return page(
        request,
        "staff/policy_consequences.html",
        title=_("Vad versionen gör"),
        version=version,
        found=None if too_many else consequences(version, today=staff.today, at=staff.at),
    )


@require_POST
@door(Role.DPO)
def policy_approve(request: HttpRequest, staff: Staff, slug: str, number: int) -> HttpResponse:
    """Let a waiting version hold."""
    version = _version(staff.controllers, slug, number)
    permission = may_approve(staff, version)
    if not permission:
        messages.error(request, permission.reason)
        return redirect("admin:policy", slug=slug, number=number)
    try:
        approve_policy(version=version, by=staff.actor(Role.DPO), at=staff.at)
    except (SamePerson, PolicyNotWaiting):
        messages.error(request, _("Versionen väntar inte längre, eller så har du själv läst in den."))
    else:
        messages.success(request, _("Versionen gäller nu. Alla dagar räknas om i natt."))
    return redirect("admin:policy", slug=slug, number=number)
