"""What the ledger's deeds and actors are called."""

from __future__ import annotations

import re

from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.models import Role
from requests_dsr.models.requests import STATES

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
    "block.stand": _("Spärr som skulle hävas står kvar"),
    "consent.give": _("Samtycke gavs"),
    "consent.renew": _("Samtycke förnyades"),
    "consent.refuse": _("Samtycke avböjdes"),
    "consent.withdraw": _("Samtycke återkallades"),
    "consent.end": _("Samtycken slutade av sig själva"),
    "consent.object": _("Nej till reklam"),
    "consent.object_end": _("Tog tillbaka sitt nej"),
    "lia.write": _("Intresseavvägning skrevs"),
    "lia.approve": _("Intresseavvägning godkändes"),
    "lia.reject": _("Intresseavvägning avslogs"),
    "contract.correct_end": _("Avtalets slut rättades"),
    "imports.import_file": _("Fil lästes in"),
    "login.link": _("Inloggning kopplades"),
    "address_change.confirm": _("En ny e-postadress bekräftades"),
    "address_change.stop": _("Ett byte av e-postadress stoppades"),
    "own_details.correct": _("Personen rättade sina uppgifter"),
    "support_profile.register": _("Supportkonto registrerades"),
    "support_profile.renew": _("Supportkonto behölls"),
    "request.deny": _("En person sade att en begäran inte var deras"),
    "request.fee_accepted": _("En person godtog en avgift"),
    "request.fee_declined": _("En person godtog inte en avgift"),
    "statement.keep": _("Personens tillägg sparades"),
    "request.archive": _("En avslutad begäran arkiverades, och akten raderades"),
    "request.erase": _("En arkiverad begäran raderades"),
    "disclosure.release": _("Uppgifter lämnades ut"),
    "mail.drop_attachment": _("En bilaga i ett mejl raderades"),
    "request.match": _("En begäran knöts till en person"),
    "request.identify": _("Det styrktes vem som frågar i en begäran"),
    "request.on_behalf": _("En begäran antecknades som ställd åt någon annan"),
    "request.on_behalf_ended": _("Att en begäran är ställd åt någon annan togs tillbaka"),
    "request.recruitment": _("En jobbansökan räknades och skickades vidare"),
    "inquiry.contact": _("En förfrågan besvarades"),
    "inquiry.convert": _("En förfrågan blev ett avtal"),
    "inquiry.receive": _("En förfrågan kom in från kontaktsidan"),
    "mail.receive": _("Ett mejl kom till dataskyddsbrevlådan"),
    "mail.request": _("Ett mejl blev en begäran"),
    "mail.added": _("Ett mejl lades till en begäran"),
    "mail.inquiry": _("Ett mejl blev en förfrågan"),
    "mail.recruitment": _("Ett mejl var en jobbansökan"),
    "mail.not_ours": _("Ett mejl var inte till oss, och raderades"),
    "mail.forget": _("Gamla mejl gallrades"),
    "package.make": _("Ett paket gjordes"),
    "package.open": _("Ett paket öppnades"),
    "letter.post": _("Ett brev antecknades som postat"),
    "package.take_out": _("Ett pakets filer hämtades för att lämnas"),
    "package.print": _("Ett paket skrevs ut för att postas"),
    "package.delete": _("Ett paket raderades"),
    "recipients.note": _("Mottagare ska meddelas"),
    "recipient.sent": _("En mottagare meddelades"),
    "recipient.confirmed": _("En mottagare bekräftade"),
    "recipient.impossible": _("En mottagare gick inte att meddela"),
}
ROLES: dict[str, str | Promise] = {
    **{role.value: role.label for role in Role},
    "worker": _("arbetaren"),
    "subject": _("personen själv"),
}


MOVED = re.compile(r"request\.(\w+)_to_(\w+)")


def deed_words(action: str) -> str:
    """Say a deed; one that nobody has worded is shown by its name."""
    if moved := MOVED.fullmatch(action):
        return _moved(*moved.groups())
    return str(DEEDS.get(action, action))


def _moved(source: str, target: str) -> str:
    """Say a move of a request by the states of its table."""
    states = {str(state): str(label) for state, label in STATES}
    if target not in states:
        return f"request.{source}_to_{target}"
    said = {"source": states.get(source, ""), "target": states[target]}
    if not said["source"]:
        return gettext("En begäran kom in")
    return gettext("Begäran: från %(source)s till %(target)s") % said
