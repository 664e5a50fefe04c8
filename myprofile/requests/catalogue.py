"""What a person can ask for on their pages: each right in plain verbs, with its answer time."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from requests_dsr.states import Right

WITHIN_A_MONTH = _("Svar inom en månad, oftast inom två veckor")
AT_ONCE = _("Gäller direkt")


@dataclass(frozen=True, kw_only=True)
class Offer:
    """One thing to ask for: its name in the address, what it is called, and what it means.

    `name` is what stands over a request that was made, `button` what sending it does.
    """

    right: Right
    slug: str
    title: Promise
    name: Promise
    text: Promise
    answer: Promise
    lead: Promise
    button: Promise


OFFERS = (
    Offer(
        right=Right.ACCESS,
        slug="kopia",
        title=_("Få en kopia av mina uppgifter"),
        name=_("Kopia av dina uppgifter"),
        text=_("Allt vi har om dig, samlat i en fil. Kallas också registerutdrag."),
        answer=WITHIN_A_MONTH,
        lead=_(
            "Du får allt vi har om dig: uppgifterna själva, varför vi har dem, varifrån de kom, vem som "
            "fått dem och hur länge de sparas. Uppgifter om andra människor döljs."
        ),
        button=_("Be om en kopia"),
    ),
    Offer(
        right=Right.PORTABILITY,
        slug="ta-med",
        title=_("Ta med mina uppgifter någon annanstans"),
        name=_("Uppgifter att ta med dig"),
        text=_("En fil som andra system kan läsa. Bara det du själv har lämnat."),
        answer=WITHIN_A_MONTH,
        lead=_(
            "Du får det du själv har lämnat, eller som din användning har gett, på samtycke eller avtal. "
            "Filen har två format som andra system kan läsa: JSON och CSV. Vill du ha allt, be om en kopia "
            "i stället."
        ),
        button=_("Be om filen"),
    ),
    Offer(
        right=Right.RECTIFICATION,
        slug="ratta",
        title=_("Rätta något som är fel"),
        name=_("Rättelse av dina uppgifter"),
        text=_("Det du inte kan ändra själv i Min profil."),
        answer=WITHIN_A_MONTH,
        lead=_(
            "Skriv vad det ska stå. Det du inte rör ändras inte. Vi säger till dem som har fått den "
            "felaktiga uppgiften."
        ),
        button=_("Be om rättelse"),
    ),
    Offer(
        right=Right.ERASURE,
        slug="radera",
        title=_("Ta bort mina uppgifter"),
        name=_("Radering av dina uppgifter"),
        text=_("Du ser innan vad som försvinner och vad lagen tvingar oss att spara."),
        answer=WITHIN_A_MONTH,
        lead=_(
            "Så här skulle det bli om vi raderade i dag. Inget tas bort förrän en person har kontrollerat "
            "det och du har fått ett svar."
        ),
        button=_("Be om radering"),
    ),
    Offer(
        right=Right.RESTRICTION,
        slug="pausa",
        title=_("Pausa användningen"),
        name=_("Paus i användningen"),
        text=_("Uppgifterna ligger kvar men används inte medan något reds ut."),
        answer=AT_ONCE,
        lead=_(
            "Pausen börjar när du skickar. Uppgifterna ligger kvar orörda, men vi använder dem inte och "
            "raderar dem inte. Vi säger till innan pausen tar slut."
        ),
        button=_("Pausa användningen"),
    ),
    Offer(
        right=Right.OBJECTION,
        slug="saga-emot",
        title=_("Säga emot hur ni använder dem"),
        name=_("Invändning mot hur vi använder uppgifterna"),
        text=_(
            "Reklam slutar vi alltid med. För annat slutar vi, eller visar varför våra skäl väger tyngre."
        ),
        answer=AT_ONCE,
        lead=_(
            "Ett nej till reklam eller profilering gäller direkt, utan skäl. Annan användning pausar vi "
            "direkt, och sedan väger vi dina skäl mot våra. Bevisbördan är vår."
        ),
        button=_("Säg emot"),
    ),
    Offer(
        right=Right.CONSENT_WITHDRAWAL,
        slug="samtycke",
        title=_("Ta tillbaka mitt samtycke"),
        name=_("Återkallat samtycke"),
        text=_("Det är lika lätt att säga nej som det var att säga ja."),
        answer=AT_ONCE,
        lead=_(
            "Det gäller direkt och framåt. Det som gjordes medan du hade sagt ja blir inte fel av det. Du "
            "behöver inte ge något skäl."
        ),
        button=_("Ta tillbaka allt jag har sagt ja till"),
    ),
    Offer(
        right=Right.SUBPROCESSOR_OVERVIEW,
        slug="leverantorer",
        title=_("Veta vilka leverantörer ni använder"),
        name=_("Översikt över leverantörer"),
        text=_("En lista med namn, land och avtal."),
        answer=_("Svar direkt"),
        lead=_(
            "Du får en lista över dem som hanterar uppgifter åt oss: vad de gör, i vilket land, och med "
            "vilket skydd."
        ),
        button=_("Visa listan"),
    ),
    Offer(
        right=Right.OTHER_CONTROLLER,
        slug="annan",
        title=_("Fråga om uppgifter i ett företags system"),
        name=_("Uppgifter hos någon annan"),
        text=_("När det är din arbetsgivare eller ett annat företag som bestämmer över dem."),
        answer=_("Kvitto direkt"),
        lead=_(
            "Företag som använder vår produkt bestämmer själva över det de lägger in där. Vi får inte "
            "lämna ut eller ändra det, men vi skickar din fråga vidare och du får ett kvitto."
        ),
        button=_("Skicka vidare"),
    ),
    Offer(
        right=Right.COMPLAINT,
        slug="klaga",
        title=_("Klaga"),
        name=_("Klagomål"),
        text=_("Berätta vad vi har gjort fel. Du kan också vända dig direkt till myndigheten."),
        answer=WITHIN_A_MONTH,
        lead=_("Berätta vad som hände. Någon hos oss går igenom det och svarar dig."),
        button=_("Skicka klagomålet"),
    ),
)
"""In the order in which people ask."""

BY_RIGHT = {offer.right: offer for offer in OFFERS}
BY_SLUG = {offer.slug: offer for offer in OFFERS}
