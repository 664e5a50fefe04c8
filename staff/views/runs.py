"""Purges: what is planned, why, and the one decision a person makes about it."""

from __future__ import annotations

from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.models import Role
from retention.models import ItemState, PurgeRun, RunState
from retention.purge.releasing import MayNotRelease, may_release, release_run
from staff.access import EVERY_ROLE, Staff
from staff.doors import door, page
from staff.nudging import nudge_execution
from staff.paging import asked, paged
from staff.runs import detail_of
from staff.selectors.categories import category_titles
from staff.selectors.nights import runs_of, without_policy
from staff.selectors.plans import holders_of, items_of

ITEM_ROLES = (Role.HANDLER, Role.DPO, Role.AUDITOR)
"""Who sees single items: which unit, for what reason, on which day. No names stand there."""


def _run(staff: Staff, ref: UUID) -> PurgeRun:
    return get_object_or_404(runs_of(staff.controllers), ref=ref)


@require_safe
@door(*EVERY_ROLE)
def run_list(request: HttpRequest, staff: Staff) -> HttpResponse:
    """List the runs, the latest first."""
    states = {str(value): label for value, label in RunState.choices}
    wanted = asked(request, "lage")
    runs = runs_of(staff.controllers)
    if wanted in states:
        runs = runs.filter(state=wanted)
    return page(
        request,
        "staff/run_list.html",
        title=_("Gallring"),
        runs=paged(request, runs),
        states=states,
        wanted=wanted,
        without_policy=without_policy(staff.controllers),
    )


@require_safe
@door(*EVERY_ROLE)
def run_detail(request: HttpRequest, staff: Staff, ref: UUID) -> HttpResponse:
    """Show one run: the cause first, then the counts, then what may be done."""
    run = _run(staff, ref)
    return page(
        request,
        "staff/run_detail.html",
        title=_("Gallring"),
        run=run,
        told=detail_of(run, today=staff.today),
        titles=category_titles([run.controller]),
        may_release=may_release(run, staff.user, at=staff.at),
        may_see_items=staff.has(run.controller, *ITEM_ROLES),
    )


@require_safe
@door(*ITEM_ROLES)
def run_items(request: HttpRequest, staff: Staff, ref: UUID) -> HttpResponse:
    """List a run's items in the order of their holders."""
    run = _run(staff, ref)
    category, reason, state = (asked(request, name) for name in ("slag", "skal", "lage"))
    items = paged(request, items_of(run, category=category, reason=reason, state=state))
    return page(
        request,
        "staff/run_items.html",
        title=_("Gallring"),
        run=run,
        items=items,
        holders=holders_of(items, run.controller),
        may_open=staff.has(run.controller, Role.HANDLER, Role.DPO),
        titles=category_titles([run.controller]),
        states={str(value): label for value, label in ItemState.choices},
        category=category,
        reason=reason,
        state=state,
        query=urlencode({"slag": category, "skal": reason, "lage": state}),
    )


@require_POST
@door(Role.DPO)
def run_release(request: HttpRequest, staff: Staff, ref: UUID) -> HttpResponse:
    """Release exactly the plan that was shown, and ring the worker."""
    run = _run(staff, ref)
    if request.POST.get("digest") != run.digest:
        messages.error(request, _("Planen har ändrats sedan den visades. Granska den igen."))
        return redirect("admin:run", ref=ref)
    try:
        released = release_run(run=run, by=staff.user, at=staff.at)
    except MayNotRelease as refused:
        messages.error(request, str(refused))
        return redirect("admin:run", ref=_newest(run).ref)
    nudge_execution()
    messages.success(request, _("Gallringen är godkänd. Den börjar så snart arbetaren är ledig."))
    return redirect("admin:run", ref=released.ref)


def _newest(run: PurgeRun) -> PurgeRun:
    """Give the plan that replaced this one, or the run itself."""
    return runs_of([run.controller]).exclude(state=RunState.REPLACED).first() or run
