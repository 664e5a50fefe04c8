"""What the ledger's deeds and actors are called."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts.models import Role

DEEDS: dict[str, Promise] = {
    "retention.erase": _("Uppgifter raderades"),
    "retention.anonymise": _("Uppgifter avidentifierades"),
    "retention.remind": _("Påminnelse skickades"),
    "run.execute": _("Gallring utfördes"),
    "run.release": _("Gallring godkändes"),
    "policy.load": _("Policy lästes in"),
    "policy.approve": _("Policy godkändes"),
    "policy.activate": _("Policy började gälla"),
    "block.place": _("Spärr lades"),
    "block.release": _("Spärr hävdes"),
    "consent.give": _("Samtycke gavs"),
    "consent.renew": _("Samtycke förnyades"),
    "consent.refuse": _("Samtycke avböjdes"),
    "consent.withdraw": _("Samtycke återkallades"),
    "consent.end": _("Samtycken slutade av sig själva"),
    "consent.object": _("Nej till reklam"),
    "lia.write": _("Intresseavvägning skrevs"),
    "lia.approve": _("Intresseavvägning godkändes"),
    "lia.reject": _("Intresseavvägning avslogs"),
    "contract.correct_end": _("Avtalets slut rättades"),
    "imports.import_file": _("Fil lästes in"),
    "login.link": _("Inloggning kopplades"),
    "own_details.correct": _("Personen rättade sina uppgifter"),
    "support_profile.register": _("Supportkonto registrerades"),
    "support_profile.renew": _("Supportkonto behölls"),
}
ROLES: dict[str, str | Promise] = {
    **{role.value: role.label for role in Role},
    "worker": _("arbetaren"),
    "subject": _("personen själv"),
}


def deed_words(action: str) -> str:
    """Say a deed; one that nobody has worded is shown by its name."""
    return str(DEEDS.get(action, action))
