"""Exercise a right without a login: choose what, fill in a form, and find a mail with a link."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from ledger.actor import SUBJECT
from publicforms.choices import ADVERTISING, BY_KEY, is_open, open_to_all
from publicforms.company import company_of
from publicforms.forms import RequestForm, form_for
from publicforms.guarding import public_form
from publicforms.limits import Turn, take_anonymous_turn
from publicforms.views.sending import SentBack, page, send
from requests_dsr.services.receiving.matching import count_recruitment


@require_safe
def ask(request: HttpRequest, slug: str) -> HttpResponse:
    """Show what can be asked for, each with its answer time."""
    company = company_of(slug)
    return render(
        request, "publicforms/ask.html", {"choices": open_to_all(company.policy), "company": company}
    )


@public_form
def ask_for(request: HttpRequest, slug: str, choice: str) -> HttpResponse:
    """Ask for one thing. Whoever the address belongs to gets the same answer, of the same size."""
    company, wanted = company_of(slug), BY_KEY.get(choice)
    if wanted is None or not is_open(wanted, company.policy):
        raise Http404
    form = form_for(wanted)(request.POST or None, choice=wanted, policy=company.policy)
    status = 200
    if request.method == "POST":
        status = 422
        try:
            if form.is_valid():
                return send(
                    request,
                    form,
                    controller=company.controller,
                    kind="request",
                    content=_content(form),
                    then="form_sent",
                )
        except SentBack as back:
            status = back.status
    shown = {"form": form, "choice": wanted, "company": company, "advertising": ADVERTISING}
    return page(request, "publicforms/ask_for.html", shown, status=status)


@require_safe
def sent(request: HttpRequest, slug: str) -> HttpResponse:
    """Say that a mail is on its way: the same words for every address."""
    return render(request, "publicforms/sent.html", {"company": company_of(slug), "is_request": True})


@public_form
def jobs(request: HttpRequest, slug: str) -> HttpResponse:
    """Lead a job applicant to where applications are handled; a POST is counted, and no more (WL-15)."""
    company = company_of(slug)
    if company.jobs is None:
        raise Http404
    if request.method == "POST" and take_anonymous_turn(request) is Turn.FREE:
        count_recruitment(controller=company.controller, by=SUBJECT, at=timezone.now())
    return render(request, "publicforms/jobs.html", {"jobs": company.jobs, "company": company})


def _content(form: RequestForm) -> dict[str, Any]:
    said = form.cleaned_data
    return {
        "choice": form.choice.key,
        "right": form.choice.right.value,
        "proposed": form.proposed(),
        "categories": form.kinds(),
        **{name: said[name] for name in ("name", "organisation", "known_as", "words")},
    }
