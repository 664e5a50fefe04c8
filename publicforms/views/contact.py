"""The contact page: quotes, demos and questions, with the purpose and the time they are kept (WL-35)."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from publicforms.choices import INQUIRIES
from publicforms.company import company_of, with_policy
from publicforms.forms import ContactForm
from publicforms.guarding import public_form
from publicforms.views.sending import SentBack, page, send
from register.wording import PolicyWords


@dataclass(frozen=True, kw_only=True)
class Use:
    """Why a question is kept and until when, from the policy that holds now (Art. 13)."""

    purpose: str
    why: str
    ground: str
    rule: str


@public_form
def contact(request: HttpRequest, slug: str) -> HttpResponse:
    """Ask something. Where the policy has no purpose for it, there is no such page (WN-09)."""
    company, words = with_policy(slug)
    if not company.takes_inquiries:
        raise Http404
    form, status = ContactForm(request.POST or None), 200
    if request.method == "POST":
        status = 422
        try:
            if form.is_valid():
                said = {name: form.cleaned_data[name] for name in ("kind", "name", "organisation", "words")}
                return send(
                    request,
                    form,
                    controller=company.controller,
                    kind="contact",
                    content=said,
                    then="contact_sent",
                )
        except SentBack as back:
            status = back.status
    shown = {"form": form, "company": company, "uses": _uses(words)}
    return page(request, "publicforms/contact.html", shown, status=status)


@require_safe
def sent(request: HttpRequest, slug: str) -> HttpResponse:
    """Tell whoever wrote to look in their mail: the same page, whosever the address is."""
    return render(request, "publicforms/sent.html", {"company": company_of(slug), "is_request": False})


def _uses(words: PolicyWords) -> list[Use]:
    return [
        Use(
            purpose=words.purpose(key),
            why=words.why(key, INQUIRIES),
            ground=words.article(basis.basis),
            rule=words.rule(INQUIRIES),
        )
        for key, basis in words.bases(INQUIRIES)
    ]
