"""Print a copy for somebody who is answered on paper, a delivery; show it before it is signed, a look."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from law.rights import Right
from requests_dsr.answers import ANSWERS, Choices
from requests_dsr.answers.copies import CopyAnswer
from requests_dsr.letters.address import language_of
from requests_dsr.models import DataSubjectRequest
from requests_dsr.package.files.sealing import Unreadable
from requests_dsr.services.reaching.packages import CannotOpenPackage
from requests_dsr.services.reaching.posting import print_copy, take_out_files
from requests_dsr.states import OPEN, State
from staff.access import Staff
from staff.requests.finding import acting, note_read_copy, short_ref
from staff.requests.forms.proposing import propose_form
from staff.views.requests.case import NO, case


@require_POST
@case
def request_copy(request: HttpRequest, staff: Staff, found: DataSubjectRequest) -> HttpResponse:
    """Give the copy as a page to print, or what may be taken along as files; no browser keeps either."""
    if found.right == Right.PORTABILITY:
        return _files(request, staff, found)
    try:
        body = print_copy(request=found, at=staff.at, **acting(staff, found))
    except CannotOpenPackage as refused:
        messages.error(request, str(refused))
    except Unreadable:
        messages.error(request, _("Paketet gick inte att läsa. Gör ett nytt förslag, så skapas ett nytt."))
    else:
        return _sandboxed(body)
    return redirect("admin:request", ref=found.ref)


def _files(request: HttpRequest, staff: Staff, found: DataSubjectRequest) -> HttpResponse:
    """Give the files that follow the letter on a medium."""
    try:
        files = b"".join(take_out_files(request=found, at=staff.at, **acting(staff, found)))
    except CannotOpenPackage as refused:
        messages.error(request, str(refused))
    except Unreadable:
        messages.error(request, _("Paketet gick inte att läsa. Gör ett nytt förslag, så skapas ett nytt."))
    else:
        answer = HttpResponse(files, content_type="application/zip")
        name = f"{found.controller.slug}-{short_ref(found)}.zip"
        answer["Content-Disposition"] = f'attachment; filename="{name}"'
        answer["Cache-Control"] = "no-store"
        return answer
    return redirect("admin:request", ref=found.ref)


@require_POST
@case
def request_preview(request: HttpRequest, staff: Staff, found: DataSubjectRequest) -> HttpResponse:
    """Show the whole copy as the person would read it, masked as chosen so far; the look is written down.

    Under review it is what is signed; before that, what stands in the drafter's form.
    """
    answer = ANSWERS.get(Right(found.right))
    if not isinstance(answer, CopyAnswer) or found.state not in OPEN:
        raise Http404
    try:
        choices = _choices_so_far(request, found, staff)
        body = "".join(answer.page_of(found, choices, language=language_of(found), at=staff.at))
    except NO as refused:
        messages.error(request, str(refused))
        return redirect("admin:request", ref=found.ref)
    note_read_copy(staff, found)
    return _sandboxed(body)


def _choices_so_far(request: HttpRequest, found: DataSubjectRequest, staff: Staff) -> Choices:
    if found.state != State.REVIEW and "seen" in request.POST:
        form = propose_form(found, request.POST, at=staff.at)
        form.is_valid()  # what is wrong in it is told where it is handed in
        return form.choices()
    choices: Choices = found.file.plan.get("choices", {})
    return choices


def _sandboxed(body: str) -> HttpResponse:
    """Give a page in which nothing is active."""
    answer = HttpResponse(body)
    answer["Content-Security-Policy"] = "sandbox; default-src 'none'; style-src 'unsafe-inline'"
    return answer
