"""The page behind a mailed link: it shows what was sent, and only its button does anything."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from law.rights import Right
from publicforms.choices import BY_KEY
from publicforms.company import Company, company_of
from publicforms.details import details_of
from publicforms.guarding import public_form
from publicforms.limits import give_back
from publicforms.services.confirming import Opened, confirm, open_letter
from requests_dsr.models import DataSubjectRequest
from requests_dsr.states import OPEN, State
from subjects.models import InquiryKind
from subjects.services.errors import Refused


@public_form
def form_confirm(request: HttpRequest, slug: str, token: str) -> HttpResponse:
    """Show the button; pressed, it sends the form for good. Opening the link changes nothing.

    The answer is the same for an address that is somebody's here and one that is nobody's.
    """
    company, now, refused = company_of(slug), timezone.now(), ""
    if request.method == "POST":
        try:
            opened = confirm(controller=company.controller, token=token, at=now)
        except Refused as why:  # what was typed stays with its link
            opened, refused = None, str(why)
        if opened is not None:
            _give_back(request, company, opened)
            return redirect("form_confirm", slug, token)
    opened = open_letter(controller=company.controller, token=token, at=now)
    if opened is None:
        return render(request, "publicforms/expired.html", {"company": company}, status=410)
    if opened.is_done:
        return render(request, "publicforms/done.html", {"company": company, **_done(opened)})
    shown = {"company": company, "refused": refused, **_shown(company, opened.content)}
    return render(request, "publicforms/confirm.html", shown, status=409 if refused else 200)


def _give_back(request: HttpRequest, company: Company, opened: Opened) -> None:
    if email := opened.content.get("email"):
        give_back(request, controller=company.controller, email=email, form=opened.content["form"])


def _done(opened: Opened) -> dict[str, Any]:
    """Give what came of a letter: a request with its days, one that is answered already, or an inquiry."""
    ref = opened.row.request_ref
    found = DataSubjectRequest.objects.filter(ref=ref).first() if ref else None
    if found is None:
        return {"made": None, "is_request": ref is not None}
    waits = State(found.state) in OPEN
    pauses = waits and found.right in (Right.RESTRICTION, Right.OBJECTION)
    return {"made": found, "is_request": True, "waits": waits, "pauses": pauses}


def _shown(company: Company, content: dict[str, Any]) -> dict[str, Any]:
    """Give what the owner of the address sees before pressing: all that was typed, and nothing else."""
    choice = BY_KEY.get(content.get("choice", ""))
    return {
        "content": content,
        "title": choice.words.title if choice else dict(InquiryKind.choices).get(content.get("kind", ""), ""),
        "is_request": content["form"] == "request",
        "details": details_of(content, company.policy),
    }
