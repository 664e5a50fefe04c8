"""What a person can ask for on their pages: each right, with what asking for it means."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from law.rights import Right
from register.rights import BY_RIGHT as IN_WORDS
from register.rights import RightInWords


@dataclass(frozen=True, kw_only=True)
class Offer:
    """One thing to ask for: its words, what it means (`lead`), and what sending it does (`button`)."""

    right: Right
    lead: Promise
    button: Promise

    @property
    def words(self) -> RightInWords:
        """Give what the right is called on every page."""
        return IN_WORDS[self.right]


OFFERS = (
    Offer(
        right=Right.ACCESS,
        lead=_(
            "Du får allt vi har om dig: uppgifterna själva, varför vi har dem, varifrån de kom, vem som "
            "fått dem och hur länge de sparas. Uppgifter om andra människor döljs."
        ),
        button=_("Be om en kopia"),
    ),
    Offer(
        right=Right.PORTABILITY,
        lead=_(
            "Du får det du själv har lämnat, eller som din användning har gett, på samtycke eller avtal. "
            "Ofta är det lite, för det mesta har vi av andra skäl. Filen har två format som andra system "
            "kan läsa: JSON och CSV. Vill du ha allt, be om en kopia i stället."
        ),
        button=_("Be om filen"),
    ),
    Offer(
        right=Right.RECTIFICATION,
        lead=_(
            "Skriv vad det ska stå. Det du inte rör ändras inte. Vi säger till dem som har fått den "
            "felaktiga uppgiften."
        ),
        button=_("Be om rättelse"),
    ),
    Offer(
        right=Right.ERASURE,
        lead=_(
            "Så här skulle det bli om vi raderade i dag. Inget tas bort förrän en person har kontrollerat "
            "det och du har fått ett svar."
        ),
        button=_("Be om radering"),
    ),
    Offer(
        right=Right.RESTRICTION,
        lead=_(
            "Pausen börjar när du skickar. Uppgifterna ligger kvar orörda, men vi använder dem inte och "
            "raderar dem inte. Vi säger till innan pausen tar slut."
        ),
        button=_("Pausa användningen"),
    ),
    Offer(
        right=Right.OBJECTION,
        lead=_(
            "Ett nej till reklam eller profilering gäller direkt, utan skäl. Annan användning pausar vi "
            "direkt, och sedan väger vi dina skäl mot våra. Bevisbördan är vår."
        ),
        button=_("Säg emot"),
    ),
    Offer(
        right=Right.CONSENT_WITHDRAWAL,
        lead=_(
            "Det gäller direkt och framåt. Det som gjordes medan du hade sagt ja blir inte fel av det. Du "
            "behöver inte ge något skäl."
        ),
        button=_("Ta tillbaka allt jag har sagt ja till"),
    ),
    Offer(
        right=Right.SUBPROCESSOR_OVERVIEW,
        lead=_(
            "Du får en lista över dem som hanterar uppgifter åt oss: vad de gör, i vilket land, och med "
            "vilket skydd."
        ),
        button=_("Visa listan"),
    ),
    Offer(
        right=Right.OTHER_CONTROLLER,
        lead=_(
            "Företag som använder vår produkt bestämmer själva över det de lägger in där. Vi får inte "
            "lämna ut eller ändra det, men vi skickar din fråga vidare och du får ett kvitto."
        ),
        button=_("Skicka vidare"),
    ),
    Offer(
        right=Right.COMPLAINT,
        lead=_("Berätta vad som hände. Någon hos oss går igenom det och svarar dig."),
        button=_("Skicka klagomålet"),
    ),
)
"""In the order in which people ask."""

BY_RIGHT = {offer.right: offer for offer in OFFERS}
BY_KEY = {offer.words.key: offer for offer in OFFERS}
