"""What a person can ask a company for, and what each right is called: the one place that says it.

The notice, the access package, Min profil, the forms for everybody, the letters and the staff's pages all
take their words from here, so that a right has one name wherever it is met.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from law.rights import Right

WITHIN_A_MONTH = _("Svar inom en månad, oftast inom två veckor")
AT_ONCE = _("Gäller direkt")


@dataclass(frozen=True, kw_only=True)
class RightInWords:
    """One thing to ask for, in plain verbs.

    `key` is its word in the addresses. `title` is what a person presses, `name` what stands over the request
    that was made, `short` what staff call it. `article` is empty for what the policies promise beyond the
    GDPR.
    """

    key: str
    right: Right
    title: Promise
    name: Promise
    short: Promise
    text: Promise
    answer: Promise = WITHIN_A_MONTH
    article: str = ""

    @property
    def in_sentence(self) -> str:
        """Give its name as it stands within a sentence, in the language of the moment."""
        name = str(self.name)
        return name[:1].lower() + name[1:]


RIGHTS = (
    RightInWords(
        key="kopia",
        right=Right.ACCESS,
        title=_("Få en kopia av mina uppgifter"),
        name=_("Kopia av dina uppgifter"),
        short=_("Kopia av uppgifter"),
        text=_("Allt vi har om dig, och vad vi gör med det. Kallas också registerutdrag."),
        article="15",
    ),
    RightInWords(
        key="ta-med",
        right=Right.PORTABILITY,
        title=_("Ta med mina uppgifter någon annanstans"),
        name=_("Uppgifter att ta med dig"),
        short=_("Flytt av uppgifter"),
        text=_("En fil som andra system kan läsa: det du har lämnat, och det din användning har gett."),
        article="20",
    ),
    RightInWords(
        key="ratta",
        right=Right.RECTIFICATION,
        title=_("Rätta något som är fel"),
        name=_("Rättelse av dina uppgifter"),
        short=_("Rättelse"),
        text=_(
            "Säg vad som är fel och vad som ska stå. Namn, telefon och språk ändrar du själv i Min profil."
        ),
        article="16",
    ),
    RightInWords(
        key="radera",
        right=Right.ERASURE,
        title=_("Ta bort mina uppgifter"),
        name=_("Radering av dina uppgifter"),
        short=_("Radering"),
        text=_("Vi svarar för varje slags uppgift: borttagen eller sparad, och i så fall varför."),
        article="17",
    ),
    RightInWords(
        key="pausa",
        right=Right.RESTRICTION,
        title=_("Pausa användningen"),
        name=_("Paus i användningen"),
        short=_("Begränsning"),
        text=_("Uppgifterna ligger kvar men används inte medan något reds ut."),
        answer=AT_ONCE,
        article="18",
    ),
    RightInWords(
        key="reklam",
        right=Right.OBJECTION,
        title=_("Säga nej till reklam"),
        name=_("Nej till reklam"),
        short=_("Invändning"),
        text=_("Du behöver inte ge något skäl."),
        answer=AT_ONCE,
        article="21.2",
    ),
    RightInWords(
        key="saga-emot",
        right=Right.OBJECTION,
        title=_("Säga emot hur ni använder dem"),
        name=_("Invändning mot hur vi använder uppgifterna"),
        short=_("Invändning"),
        text=_(
            "Reklam slutar vi alltid med. För annat slutar vi, eller visar varför våra skäl väger tyngre."
        ),
        article="21.1",
    ),
    RightInWords(
        key="samtycke",
        right=Right.CONSENT_WITHDRAWAL,
        title=_("Ta tillbaka mitt samtycke"),
        name=_("Återkallat samtycke"),
        short=_("Återkallat samtycke"),
        text=_("Det du har sagt ja till. Det är lika lätt att säga nej."),
        answer=AT_ONCE,
        article="7.3",
    ),
    RightInWords(
        key="leverantorer",
        right=Right.SUBPROCESSOR_OVERVIEW,
        title=_("Få veta vilka leverantörer ni använder"),
        name=_("Översikt över leverantörer"),
        short=_("Översikt över leverantörer"),
        text=_("En lista med namn, land och avtal."),
        answer=_("Svar direkt"),
    ),
    RightInWords(
        key="annat-foretag",
        right=Right.OTHER_CONTROLLER,
        title=_("Fråga om uppgifter som ett annat företag bestämmer över"),
        name=_("Uppgifter hos ett annat företag"),
        short=_("Hör till ett annat företag"),
        text=_("Där bestämmer vår kund. Vi skickar din fråga dit, och du får ett kvitto."),
        answer=_("Kvitto direkt"),
    ),
    RightInWords(
        key="klaga",
        right=Right.COMPLAINT,
        title=_("Klaga"),
        name=_("Klagomål"),
        short=_("Klagomål"),
        text=_("På hur vi hanterar dina uppgifter, eller på något annat vi gör."),
    ),
)
"""In the order in which people ask. An objection stands twice: against advertising nothing is weighed."""

OF_THE_LAW = tuple(one for one in RIGHTS if one.article)
"""What the GDPR gives: Art. 13(2)(b)-(c) and 15(1)(e) have it told."""

BY_KEY: Mapping[str, RightInWords] = {one.key: one for one in RIGHTS}
BY_RIGHT: Mapping[str, RightInWords] = {one.right: one for one in RIGHTS}
"""The right as a request has it: of the two objections the one that covers both."""
SHORT: Mapping[str, Promise] = {one.right: one.short for one in RIGHTS}
"""What staff call each right."""
