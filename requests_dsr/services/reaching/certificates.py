"""Give a person the certificate of an erasure, and forget what links it to the ledger."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.conf import settings
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from accounts.models import Controller
from register.selectors import live_policy
from register.wording import PolicyWords, policy_words
from register.wording.when import day_in_words
from requests_dsr.lasting import is_over
from requests_dsr.letters.address import addressee_of
from requests_dsr.letters.kept import ASKED_FOR
from requests_dsr.letters.whose import other_named
from requests_dsr.letters.writing import body_of, write_letter
from requests_dsr.models import Certificate, Letter
from requests_dsr.selectors import certificate_of
from requests_dsr.waiting import only_waits

EVENT = "request_certificate"


def send_certificate(*, certificate: Certificate, references: Sequence[str], at: datetime) -> Letter:
    """Mail a certificate, or leave it to be printed, with its lines in the person's language.

    The references stand in the mail alone. On paper they are printed from `proofs`, within seven days.
    """
    request = certificate.request
    with override(addressee_of(request, at=at).language):
        more = _words_of(certificate, references)
    return write_letter(request=request, event=EVENT, at=at, more=more)


def whole_body_of(letter: Letter, *, at: datetime) -> str:
    """Give a certificate's words with its references and link, to be sent again while the proofs are there.

    Empty for another letter, and once the proofs are forgotten: then nobody knows them any more.
    """
    certificate = certificate_of(letter)
    if certificate is None or is_over(certificate.proofs_until, at) or not certificate.proofs:
        return ""
    references = [proof["reference"] for proof in certificate.proofs]
    return body_of(letter, lambda: _words_of(certificate, references))


def _words_of(certificate: Certificate, references: Sequence[str]) -> dict[str, Any]:
    return {
        "erased_at": certificate.erased_at,
        "lines": lines_in_words(certificate),
        "partial": any(line["action"] == "keep" and not line.get("beside") for line in certificate.lines),
        "backups_until": certificate.backups_until_on,
        "references_code": "\n".join(references),
        "proof_link": _link("certificate", certificate.request.controller.slug, certificate.ref),
        "check_page": _link("receipt_check", certificate.request.controller.slug),
    }


def as_json(certificate: Certificate) -> dict[str, Any]:
    """Give a certificate for machines: with the proofs while they are there (domain.md 4.2)."""
    return {
        "format": "privacyhub/certificate",
        "version": 1,
        "reference": str(certificate.ref),
        "controller": certificate.request.controller.name,
        "erased_at": certificate.erased_at.isoformat(),
        "lines": certificate.lines,
        "backups_until": certificate.backups_until_on.isoformat(),
        "receipts": [proof["receipt"] for proof in certificate.proofs],
        "authority": "Integritetsskyddsmyndigheten (IMY), Box 8114, 104 20 Stockholm, imy@imy.se",
    }


def forget_proofs(*, controller: Controller, at: datetime) -> int:
    """Forget the proofs whose time is over: after this nobody can link the ledger's lines to a request."""
    over = Certificate.objects.filter(request__controller=controller, proofs_until__lte=at)
    return over.update(proofs=[], proofs_until=None)


def lines_in_words(certificate: Certificate) -> list[str]:
    """Give the lines of a certificate in the language of the moment."""
    words = policy_words(live_policy(certificate.request.controller))
    of_another = bool(other_named(certificate.request))
    return [_line(line, words, of_another=of_another) for line in certificate.lines]


def _line(line: dict[str, Any], words: PolicyWords, *, of_another: bool) -> str:
    """Say what became of one kind of data, and of what stays also why; the codes are there for machines.

    What is gone went because it was asked for. The rule it was kept by says how long, and would be read as
    if it still were.
    """
    what = words.category(line["category"])
    codes = [code for code in line["codes"] if line["action"] == "keep" and code != ASKED_FOR]
    said = (words.reason(code, line["category"], of_another=of_another) for code in codes)
    why = " ".join(dict.fromkeys(said))
    day = day_in_words(datetime.fromisoformat(line["until"])) if line["until"] else ""
    return f"{_became(line, of_another=of_another) % {'what': what, 'day': day}} {why}".strip()


def _became(line: dict[str, Any], *, of_another: bool) -> str:
    if line["action"] == "keep" and not line.get("beside") and only_waits(line["codes"]):
        if of_another:
            return _("%(what)s: raderas när den andra begäran är besvarad, och då får du ett nytt intyg.")
        return _("%(what)s: raderas när din andra begäran är besvarad, och då får du ett nytt intyg.")
    if line["action"] == "erase":
        return _("%(what)s: raderat.")
    if line["action"] == "anonymise":
        return _("%(what)s: namnet är borttaget.")
    if line["until"]:
        return _("%(what)s: sparas till och med %(day)s.")
    return _("%(what)s: sparas tills vidare.")


def _link(name: str, *where: object) -> str:
    """Give the address of the proofs, or of where they are checked, where the installation has the page."""
    try:
        return f"{settings.SITE_URL}{reverse(name, args=where)}"
    except NoReverseMatch:
        return ""
