"""Questions from the contact page: what waits for an answer, and what came of it (WL-35)."""

from __future__ import annotations

from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.models import Role
from staff.access import Staff
from staff.doors import door, page
from staff.paging import asked, paged
from staff.reading import NotThere, note_reading
from subjects.models import IdentityKind, Inquiry
from subjects.services.errors import HolderErased
from subjects.services.inquiries import note_contact, note_converted

ROLES = (Role.HANDLER, Role.DPO)
DEEDS = {"contact": note_contact, "converted": note_converted}


def inquiries_of(staff: Staff) -> QuerySet[Inquiry]:
    """Give the questions to the companies somebody works for, with who asked."""
    found = Inquiry.objects.filter(subject__controller__in=staff.controllers)
    return found.select_related("subject", "subject__controller")


@require_safe
@door(*ROLES)
def inquiry_list(request: HttpRequest, staff: Staff) -> HttpResponse:
    """List the questions nobody has answered, the longest wait first; or all, the newest first."""
    everything = asked(request, "lage") == "alla"
    rows = inquiries_of(staff)
    waiting = rows.filter(last_contact_at=None, converted=False).order_by("received_at", "pk")
    return page(
        request,
        "staff/inquiry_list.html",
        title=_("Förfrågningar"),
        rows=paged(request, rows.order_by("-received_at", "-pk") if everything else waiting),
        everything=everything,
    )


@require_http_methods(["GET", "HEAD", "POST"])
@door(*ROLES)
def inquiry_detail(request: HttpRequest, staff: Staff, number: int) -> HttpResponse:
    """Show a question, which is written down as a reading, and note what came of it."""
    inquiry = get_object_or_404(inquiries_of(staff), pk=number)
    if request.method == "POST":
        _note(request, staff, inquiry)
        return redirect("admin:inquiry", number=number)
    person = inquiry.subject
    try:
        note_reading(
            staff, person.controller, [person], page="inquiry", reason=_("Svarar på din fråga till oss")
        )
    except NotThere:
        raise Http404 from None
    email = person.identities.filter(kind=IdentityKind.EMAIL).order_by("-verified_at", "pk").first()
    return page(request, "staff/inquiry_detail.html", title=_("Förfrågan"), inquiry=inquiry, email=email)


def _note(request: HttpRequest, staff: Staff, inquiry: Inquiry) -> None:
    deed, role = DEEDS.get(request.POST.get("deed", "")), staff.role_at(inquiry.subject.controller, *ROLES)
    if deed is None or role is None:
        raise Http404
    try:
        deed(inquiry=inquiry, by=staff.actor(role), at=staff.at)
        messages.success(request, _("Uppskrivet. Tiden räknas från i dag."))
    except HolderErased:
        messages.error(request, _("Personen raderades nyss."))
