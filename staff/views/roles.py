"""Who may do what: an administrator gives and ends the roles of their companies."""

from __future__ import annotations

from collections.abc import Iterable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from accounts.models import Controller, Role
from accounts.services.roles import RoleRefused, end_role, give_role
from staff.access import Staff
from staff.doors import door, page
from staff.role_form import RoleForm
from staff.selectors.installation import roles_of
from staff.wording.roles import DUTIES


@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
@door(Role.ADMIN, installation=True)
def role_give(request: HttpRequest, staff: Staff) -> HttpResponse:
    """Give a role to an address."""
    form = RoleForm(request.POST or None, companies=administered(staff))
    if form.is_valid() and _given(staff, form):
        messages.success(request, _("Rollen gäller nu."))
        return redirect("admin:installation")
    duties = [(Role(value).label, words) for value, words in DUTIES.items()]
    return page(request, "staff/role_form.html", title=_("Ge en roll"), form=form, duties=duties)


@require_http_methods(["GET", "HEAD", "POST"])
@door(Role.ADMIN, installation=True)
def role_end(request: HttpRequest, staff: Staff, number: int) -> HttpResponse:
    """End a role, after a look at whose it is."""
    role = get_object_or_404(roles_of(administered(staff)), pk=number)
    refused = ""
    if request.method == "POST":
        try:
            end_role(role=role, by=staff.actor(Role.ADMIN), at=staff.at)
            messages.success(request, _("Rollen är avslutad."))
            return redirect("admin:installation")
        except RoleRefused as why:
            refused = str(why)
    return page(request, "staff/role_end.html", title=_("Avsluta en roll"), role=role, refused=refused)


def administered(staff: Staff) -> Iterable[Controller]:
    """Give the companies whose roles somebody may change: all of them for whoever runs the installation."""
    return Controller.objects.order_by("name") if staff.user.is_superuser else staff.controllers


def _given(staff: Staff, form: RoleForm) -> bool:
    """Give it; what is refused stands on the form."""
    asked = form.cleaned_data
    named = {name: asked[name] for name in ("email", "controller", "role")}
    try:
        give_role(**named, limit=form.limit(), by=staff.actor(Role.ADMIN), at=staff.at)
    except RoleRefused as why:
        form.add_error(None, str(why))
        return False
    return True
