"""Warn before a question goes to an address that nobody knows to be the person's (Art. 12(6))."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext as _

from requests_dsr.letters.address import addressee_of
from requests_dsr.models import DataSubjectRequest
from requests_dsr.whose import written_to

PUTS_A_QUESTION = frozenset({"ask_identity", "clarify"})
"""Acts that mail what staff write to whoever asks."""


def unknown_reader(request: DataSubjectRequest, *, at: datetime) -> str:
    """Say that we do not know who reads what is written now; empty where we do, or nobody is linked."""
    if request.subject is None or request.file.on_behalf or written_to(request, at=at) is not None:
        return ""
    to = addressee_of(request, at=at)
    said = _(
        "Brevet går till %(where)s, och vi vet inte om det är %(name)s som läser det. Skriv inget om "
        "%(name)s, inte heller att vi har uppgifter om personen."
    )
    where = to.email or " ".join(to.postal_address.split())
    return said % {"where": where, "name": request.subject.full_name}
