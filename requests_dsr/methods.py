"""By what somebody may be known (12(6)), and why an answer may take longer (12(3)): what each is called."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from requests_dsr.identity import LOGGED_IN, MAIL_ROUND_TRIP
from requests_dsr.law import LawfulExtension
from requests_dsr.models.requests import ASKS_FOR_ANOTHER

EVIDENCE: dict[str, Promise] = {
    "known_address": _("svarade från en adress vi känner"),
    "call_back": _("vi ringde upp ett nummer vi känner"),
    "case_knowledge": _("visste det som bara personen vet"),
    "id_shown": _("visade legitimation, ingen kopia togs"),
    **ASKS_FOR_ANOTHER,
}
"""What staff may choose: the kind alone, never the document (Art. 12(6))."""

FOR_ANOTHER: dict[str, Promise] = dict(ASKS_FOR_ANOTHER)
"""Those of them that somebody shows who asks for another."""

METHODS: dict[str, Promise] = EVIDENCE | {
    LOGGED_IN: _("inloggad i Min profil"),
    MAIL_ROUND_TRIP: _("bekräftade med mejl"),
}

MORE_TIME: dict[str, Promise] = {
    LawfulExtension.COMPLEXITY.value: _("ärendet är komplicerat"),
    LawfulExtension.NUMBER_OF_REQUESTS.value: _("personens begäranden är många"),
}


def method_words(method: str) -> str:
    """Say by what somebody is known."""
    return str(METHODS.get(method, method))
