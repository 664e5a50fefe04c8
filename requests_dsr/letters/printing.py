"""A letter, and the overview of suppliers, as pages to print: whole by themselves, without script."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpResponse
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from consents.outgoing.writing import CONCEALED
from register.models import PolicyVersion
from register.selectors import NoLivePolicy, company, live_policy
from requests_dsr.models import Letter
from requests_dsr.overview import Overview
from requests_dsr.selectors import certificate_of

SECURITY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"
"""A page to print carries its own style, so that it is the same when it is saved; nothing else in it acts."""


def to_print(page: str) -> HttpResponse:
    """Answer with a page to print; no browser keeps it."""
    answer = HttpResponse(page)
    answer["Content-Security-Policy"] = SECURITY
    answer["Cache-Control"] = "no-store"
    return answer


def printable(letter: Letter, *, back: str = "") -> str:
    """Give a letter as a page to print and post, word for word as it is kept.

    It goes to whom it was written, whoever the request was matched to since. Whoever gets
    paper has to see where to turn: our mailbox, our pages, and our postal address if the policy file names
    one. A certificate is printed with its references while they are there (seven days): on paper they are
    the person's own. `back` is where the screen leads back to; paper does not show it.
    """
    request = letter.request
    version = _policy(letter)
    certificate = certificate_of(letter)
    with override(letter.language):
        return render_to_string(
            "letters/letter.html",
            {
                "letter": letter,
                "body": _seen(letter),
                "controller": request.controller,
                "company": company(version) if version else None,
                "profile_link": f"{settings.SITE_URL}{reverse('my_profile', args=[request.controller.slug])}",
                "references": [proof["reference"] for proof in certificate.proofs] if certificate else [],
                "language": letter.language,
                "back": back,
            },
        )


def printable_overview(overview: Overview, *, language: str, back: str = "") -> str:
    """Give the overview of processors and sub-processors as a page (WL-30)."""
    with override(language):
        return render_to_string(
            "letters/processors.html", {"overview": overview, "language": language, "back": back}
        )


def _seen(letter: Letter) -> str:
    """Say of what stood in the mail alone that it did: a link, a code. A letter on paper never had it."""
    said = [_("(Det här stod bara i mejlet.)")] if letter.addressee_email else []
    lines = ([line] if line.strip() != CONCEALED else said for line in letter.body.splitlines())
    return "\n".join(line for several in lines for line in several)


def _policy(letter: Letter) -> PolicyVersion | None:
    try:
        return live_policy(letter.request.controller)
    except NoLivePolicy:
        return None
