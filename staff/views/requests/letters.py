"""Letters on paper: those that wait, each as a page to print, and that it was posted; the suppliers too."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from register.selectors import NoLivePolicy
from requests_dsr.letters.printing import printable, printable_overview, to_print
from requests_dsr.letters.with_copy import waits_for_its_copy
from requests_dsr.models import Letter
from requests_dsr.overview import overview
from requests_dsr.selectors import letters_to_print
from requests_dsr.services.reaching.posting import note_posted
from requests_dsr.whose import is_of_another
from staff.access import Staff
from staff.doors import door, page
from staff.masking import masked_name
from staff.paging import paged
from staff.reading import NotThere
from staff.requests.erasing import starts_an_erasure
from staff.requests.finding import REQUEST_ROLES, acting, note_looked_at, short_ref
from staff.requests.forms.telling import ToldForm
from subjects.models import DataSubject
from subjects.services.errors import NotPossible


@require_safe
@door(*REQUEST_ROLES)
def request_letters(request: HttpRequest, staff: Staff) -> HttpResponse:
    """List the letters to print and post, the oldest first."""
    listed = paged(request, letters_to_print(staff.controllers))
    return page(
        request,
        "staff/request_letters.html",
        title=_("Brev att skriva ut"),
        listed=listed,
        rows=[
            (
                letter,
                short_ref(letter.request),
                masked_name(letter.addressee_name),
                starts_an_erasure(letter),
                waits_for_its_copy(letter),
            )
            for letter in listed
        ],
        companies=staff.controllers,
        today=staff.today,
    )


@require_safe
@door(*REQUEST_ROLES)
def request_letter(request: HttpRequest, staff: Staff, letter: UUID) -> HttpResponse:
    """Show a letter as it is printed, and write the reading down."""
    found = _letter(staff, letter)
    try:
        note_looked_at(staff, found.request, _written_to(found))
    except NotThere:
        raise Http404 from None
    return to_print(printable(found, back=reverse("admin:request", args=[found.request.ref])))


@require_POST
@door(*REQUEST_ROLES)
def request_letter_posted(request: HttpRequest, staff: Staff, letter: UUID) -> HttpResponse:
    """Note that a letter was posted, on the day that was chosen."""
    found = _letter(staff, letter)
    form = ToldForm(request.POST)
    if not form.is_valid():
        messages.error(request, next(str(error) for errors in form.errors.values() for error in errors))
    else:
        try:
            on = form.cleaned_data["on"]
            note_posted(letter=found, on=on, at=staff.at, **acting(staff, found.request))
        except NotPossible as refused:
            messages.error(request, str(refused))
        else:
            messages.success(request, _("Brevet är postat."))
    if "back" in request.POST:
        return redirect("admin:request", ref=found.request.ref)
    return redirect("admin:request_letters")


@require_safe
@door(*REQUEST_ROLES)
def request_suppliers(request: HttpRequest, staff: Staff, company: str) -> HttpResponse:
    """Show the overview of processors and sub-processors, to print (WL-30)."""
    controller = next((one for one in staff.controllers if one.slug == company), None)
    if controller is None:
        raise Http404
    language = "sv" if (get_language() or "sv").startswith("sv") else "en"
    try:
        listed = overview(controller, language=language)
    except NoLivePolicy:
        return page(request, "staff/no_policy.html", title=_("Leverantörer"), company=controller, status=503)
    return to_print(printable_overview(listed, language=language, back=reverse("admin:requests")))


def _written_to(letter: Letter) -> DataSubject | None:
    """Give whom a letter was written to: the person its request was linked to then, where we knew them."""
    if letter.whose is None or not is_of_another(letter.request, letter.whose):
        return letter.request.subject
    return DataSubject.objects.filter(ref=letter.whose).first()


def _letter(staff: Staff, ref: UUID) -> Letter:
    letters = Letter.objects.filter(request__controller__in=staff.controllers)
    return get_object_or_404(
        letters.select_related("request__controller", "request__subject", "request__file"), ref=ref
    )
