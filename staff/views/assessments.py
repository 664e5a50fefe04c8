"""Weighings of interests: which uses rest on one, what is missing, and who writes and decides (WL-52)."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.models import Controller, Role
from register.interests import Interest, interests_of
from register.policyfile.words import Decision
from register.services.weighing import NotToBeDecided, decide_assessment, write_assessment
from retention.permission import Permission
from staff.access import Staff
from staff.assessment_forms import AssessmentForm, DecisionForm
from staff.doors import door, page

READS = (Role.DPO, Role.ADMIN, Role.AUDITOR)
WRITES = (Role.DPO, Role.ADMIN)


@require_safe
@door(*READS)
def assessment_list(request: HttpRequest, staff: Staff) -> HttpResponse:
    """List every purpose on legitimate interests, those that stand still first."""
    rows = [
        (controller, list(interests_of(controller, staff.today).values())) for controller in staff.controllers
    ]
    return page(request, "staff/assessment_list.html", title=_("Intresseavvägningar"), rows=rows)


@require_http_methods(["GET", "HEAD", "POST"])
@door(*READS)
def assessment_detail(request: HttpRequest, staff: Staff, slug: str, purpose: str) -> HttpResponse:
    """Show a purpose's weighings, and take the decision about the one that waits."""
    controller, interest = _interest(staff, slug, purpose)
    permission = may_decide(staff, controller, interest)
    form = DecisionForm(request.POST if request.method == "POST" else None)
    if request.method == "POST":
        if not permission:
            messages.error(request, permission.reason)
            return redirect("admin:assessment", slug=slug, purpose=purpose)
        if form.is_valid() and _decided(request, staff, interest, form):
            return redirect("admin:assessment", slug=slug, purpose=purpose)
    return page(
        request,
        "staff/assessment_detail.html",
        title=_("Intresseavvägning"),
        controller=controller,
        interest=interest,
        form=form,
        may_decide=permission,
        may_write=staff.has(controller, *WRITES),
    )


@require_http_methods(["GET", "HEAD", "POST"])
@door(*WRITES)
def assessment_write(request: HttpRequest, staff: Staff, slug: str, purpose: str) -> HttpResponse:
    """Write a new version; it begins with the words of the last, and waits for somebody else."""
    controller, interest = _interest(staff, slug, purpose)
    form = AssessmentForm(request.POST or None, today=staff.today, initial=_last_words(interest))
    if form.is_valid():
        role = staff.role_at(controller, *WRITES)
        assert role is not None, "the door lets nobody else in"
        write_assessment(
            controller=controller, purpose=purpose, weighing=form.weighing, by=staff.actor(role), at=staff.at
        )
        messages.success(request, _("Versionen är skriven och väntar på att någon annan beslutar."))
        return redirect("admin:assessment", slug=slug, purpose=purpose)
    return page(
        request,
        "staff/assessment_write.html",
        title=_("Ny intresseavvägning"),
        controller=controller,
        interest=interest,
        form=form,
    )


def may_decide(staff: Staff, controller: Controller, interest: Interest) -> Permission:
    """Answer whether somebody may decide the version that waits."""
    if interest.waiting is None:
        return Permission(False, _("Ingen version väntar på beslut."))
    if not staff.has(controller, Role.DPO):
        return Permission(False, _("Bara dataskyddsombudet beslutar."))
    if interest.waiting.written_by == staff.actor(Role.DPO).ref:
        return Permission(False, _("Du har själv skrivit den. Någon annan måste besluta."))
    return Permission(True)


def _interest(staff: Staff, slug: str, purpose: str) -> tuple[Controller, Interest]:
    """Give a purpose of somebody's own companies; another company's is not there."""
    for controller in staff.controllers:
        if controller.slug == slug:
            found = interests_of(controller, staff.today).get(purpose)
            if found is not None:
                return controller, found
    raise Http404


def _decided(request: HttpRequest, staff: Staff, interest: Interest, form: DecisionForm) -> bool:
    assert interest.waiting is not None
    decision = Decision(form.cleaned_data["decision"])
    try:
        decide_assessment(
            row=interest.waiting,
            decision=decision,
            comment=form.cleaned_data["comment"],
            by=staff.actor(Role.DPO),
            at=staff.at,
        )
    except NotToBeDecided as why:
        form.add_error(None, str(why))
        return False
    told = {
        Decision.APPROVED: _("Avvägningen är godkänd och gäller nu."),
        Decision.REJECTED: _("Avvägningen är avslagen. Användningen står still från nu."),
    }
    messages.success(request, told[decision])
    return True


def _last_words(interest: Interest) -> dict[str, str]:
    """Give the words to begin with: those of the last version, else of the policy file's weighing."""
    if interest.versions:
        last = interest.versions[0]
        return {name: getattr(last, name) for name in ("interest", "necessity", "balancing", "safeguards")}
    if interest.in_file:
        part = interest.in_file[0]
        return {name: getattr(part, f"{name}_sv") for name in ("interest", "necessity", "balancing")}
    return {}
