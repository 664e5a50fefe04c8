"""What a kind of finding is about, in a few words; the finding itself says more."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

KINDS: dict[str, Promise] = {
    "F-ADDRESS": _("Postadress saknas"),
    "F-AGG": _("”Aggregerat” som ändå är personuppgifter"),
    "F-ART14": _("Personen är inte informerad i tid (artikel 14)"),
    "F-ART9": _("Risk för känsliga uppgifter (artikel 9)"),
    "F-B": _("Avtal som grund för en kontaktperson"),
    "F-BASIS": _("Två rättsliga grunder blandade"),
    "F-BOUNCE": _("Påminnelser studsade: leta efter en ny adress"),
    "F-CONTACT": _("Kontaktvägar eller rättigheter saknas i texten"),
    "F-CAMEBACK": _("Ett brev till en person kom tillbaka"),
    "F-COOKIE": _("Kakor i texten stämmer inte"),
    "F-DATA": _("Datum som säger emot varandra"),
    "F-DPA": _("Biträdesavtal saknas"),
    "F-DRIFT": _("Sparade datum skiljer sig från lagens"),
    "F-FEE": _("En person godtar en avgift"),
    "F-GATE": _("Löftet om utlämning till myndigheter"),
    "F-LEFT": _("Något finns kvar efter en gallring"),
    "F-LIA": _("Intresseavvägning saknas eller ska ses över"),
    "F-LIST": _("En lista saknas i den publicerade texten"),
    "F-LOCATION": _("Lagring i ett land som texten inte nämner"),
    "F-MAILBOX": _("Brevlådan kan inte läsas"),
    "F-MAILPAPERS": _("Bilagor som kan visa vem någon är har legat olästa"),
    "F-MAILSTAYS": _("Mejl ligger kvar på mejlservern fast de skulle bort"),
    "F-MAILWAIT": _("Mejl har väntat länge på att någon säger vad de är"),
    "F-MAP": _("Text och regler pekar inte på varandra"),
    "F-NOTME": _("Någon kan ha utgett sig för en person"),
    "F-NOUNIT": _("Personer utan något som sparas"),
    "F-PS": _("Privacy Shield, ogiltigt sedan 2020"),
    "F-REMINDER": _("Påminnelser kom aldrig iväg"),
    "F-REVIEW": _("Något ska ses över"),
    "F-RULE": _("Uppgifter utan regel"),
    "F-SOURCE": _("Otydlig källa"),
    "F-STATUTE": _("Rättslig förpliktelse utan lagrum"),
    "F-STOPPED": _("Ett byte av e-postadress stoppades"),
    "F-STUCK": _("Något i en begäran går fel varje morgon"),
    "F-TIA": _("Bedömning av tredje land saknas"),
    "F-UNERASED": _("En beviljad radering är inte gjord"),
    "F-UNHEARD": _("En gammal e-postadress har inte fått veta om bytet"),
    "F-UNSURE": _("Vi vet inte om ett brev till en person kom iväg"),
    "F-UNTOLD": _("Ett svar till personen har inte lämnat oss"),
}


def finding_kind(code: str) -> str:
    """Say what a kind of finding is about; one that nobody has worded is shown by its code."""
    return str(KINDS.get(code, code))
