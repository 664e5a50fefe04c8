"""Blocks: what stops an erasure, placed and ended through the services of `subjects`."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from accounts.models import Role
from register.categories import NO_UNIT
from staff.access import Staff
from staff.doors import door, page
from staff.forms import BlockForm, ReleaseForm
from staff.paging import asked, paged
from staff.permissions import PLACED_BY, kinds_to_place, may_place
from staff.selectors.blocks import standing_decisions, told_blocks
from staff.selectors.categories import category_titles
from staff.views.organisations import organisation_or_404
from staff.views.people import person_or_404
from subjects.models import BlockKind, CustomerOrg, DataSubject, ProcessingBlock
from subjects.services.blocks import ORG_HELD, place_block, release_block
from subjects.services.errors import Refused

BLOCK_ROLES = (Role.HANDLER, Role.DPO)


@require_safe
@door(*BLOCK_ROLES)
def block_list(request: HttpRequest, staff: Staff) -> HttpResponse:
    """List what blocks today, what must be looked at again first."""
    kinds = {str(value): label for value, label in BlockKind.choices}
    wanted = asked(request, "slag")
    blocks = standing_decisions(staff.controllers, on=staff.today)
    if wanted in kinds:
        blocks = blocks.filter(kind=wanted)
    listed = paged(request, blocks)
    return page(
        request,
        "staff/block_list.html",
        title=_("Spärrar"),
        blocks=listed,
        told=told_blocks(staff, listed),
        titles=category_titles(staff.controllers),
        kinds=kinds,
        wanted=wanted,
        today=staff.today,
    )


@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
@door(*BLOCK_ROLES)
def person_block(request: HttpRequest, staff: Staff, ref: UUID) -> HttpResponse:
    """Place a block on a person."""
    return _place(request, staff, person_or_404(staff, ref), back="admin:person")


@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
@door(*BLOCK_ROLES)
def organisation_block(request: HttpRequest, staff: Staff, ref: UUID) -> HttpResponse:
    """Place a block on an organisation."""
    return _place(request, staff, organisation_or_404(staff, ref), back="admin:organisation")


def _place(
    request: HttpRequest, staff: Staff, holder: DataSubject | CustomerOrg, *, back: str
) -> HttpResponse:
    titles = category_titles([holder.controller])
    form = BlockForm(
        request.POST or None,
        kinds=kinds_to_place(staff, holder.controller),
        categories=_blockable(holder, titles),
        today=staff.today,
    )
    if form.is_valid() and _placed(staff, holder, form):
        messages.success(request, _("Spärren gäller nu. Det den omfattar gallras inte."))
        return redirect(back, ref=holder.ref)
    return page(request, "staff/block_form.html", title=_("Spärra"), form=form, back=back, holder=holder)


def _placed(staff: Staff, holder: DataSubject | CustomerOrg, form: BlockForm) -> bool:
    asked_for = form.cleaned_data
    permission = may_place(staff, holder.controller, asked_for["kind"])
    if not permission:
        raise PermissionDenied(permission.reason)
    role = staff.role_at(holder.controller, *PLACED_BY[BlockKind(asked_for["kind"])])
    assert role is not None
    return _done(form, place_block, by=staff.actor(role), at=staff.at, holder=holder, **_placing(asked_for))


def _placing(asked_for: dict[str, Any]) -> dict[str, Any]:
    named = ("scope", "ground", "from_on", "review_on")
    return {"kind": BlockKind(asked_for["kind"]), **{name: asked_for[name] for name in named}}


def _done(form: Any, deed: Any, **arguments: Any) -> bool:
    """Do a deed; what it refuses stands on the form."""
    try:
        deed(**arguments)
    except Refused as refused:
        form.add_error(None, str(refused))
        return False
    return True


def _blockable(holder: DataSubject | CustomerOrg, titles: dict[str, str]) -> dict[str, str]:
    """Give what a block on this holder can name."""
    if isinstance(holder, CustomerOrg):
        return {key: title for key, title in titles.items() if key in ORG_HELD}
    return {key: title for key, title in titles.items() if key not in NO_UNIT}


@require_http_methods(["GET", "HEAD", "POST"])
@door(*BLOCK_ROLES)
def block_release(request: HttpRequest, staff: Staff, decision: UUID) -> HttpResponse:
    """End a block for everybody it was written for."""
    rows = ProcessingBlock.objects.filter(controller__in=staff.controllers, decision_ref=decision)
    block = get_object_or_404(
        rows.select_related("controller", "subject", "org").order_by("subject_id", "pk")[:1]
    )
    (told,) = told_blocks(staff, [block])
    permission = told.release
    if request.method == "POST" and not permission:
        raise PermissionDenied(permission.reason)
    form = ReleaseForm(request.POST or None, block=block, today=staff.today)
    if form.is_valid() and _done(
        form,
        release_block,
        decision=decision,
        by=staff.actor(Role.DPO),
        at=staff.at,
        until_on=form.cleaned_data["until_on"],
    ):
        messages.success(request, _("Spärren är hävd. Dagarna räknas om i natt."))
        return redirect("admin:blocks")
    return page(
        request,
        "staff/block_release.html",
        title=_("Häv spärren"),
        form=form,
        told=told,
    )
