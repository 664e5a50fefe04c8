"""By what somebody may be known (12(6)), and why an answer may take longer (12(3)): what each is called."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from requests_dsr.identity import ON_BEHALF
from requests_dsr.law import LawfulExtension

EVIDENCE: dict[str, Promise] = {
    "known_address": _("svarade från en adress vi känner"),
    "call_back": _("vi ringde upp ett nummer vi känner"),
    "case_knowledge": _("visste det som bara personen vet"),
    "id_shown": _("visade legitimation, ingen kopia togs"),
    "power_of_attorney": _("ombud med fullmakt"),
    "guardian": _("vårdnadshavare, god man eller förvaltare"),
    "next_of_kin": _("närstående till någon som är död"),
}
"""What staff may choose: the kind alone, never the document (Art. 12(6))."""

FOR_ANOTHER: dict[str, Promise] = {kind: EVIDENCE[kind] for kind in EVIDENCE if kind in ON_BEHALF}
"""Those of them that somebody shows who asks for another."""

METHODS: dict[str, Promise] = EVIDENCE | {
    "session": _("inloggad i Min profil"),
    "mail_round_trip": _("bekräftade med mejl"),
}

MORE_TIME: dict[str, Promise] = {
    LawfulExtension.COMPLEXITY.value: _("ärendet är komplicerat"),
    LawfulExtension.NUMBER_OF_REQUESTS.value: _("personens begäranden är många"),
}


def method_words(method: str) -> str:
    """Say by what somebody is known."""
    return str(METHODS.get(method, method))
