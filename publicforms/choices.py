"""What somebody outside can ask for: every right of the policies, each with its own short form.

The addresses are Swedish words, as all addresses of the public pages.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from consents.law import MARKETING, PROFILING
from register.policyfile.words import LegalBasis
from register.wording import PolicyWords
from requests_dsr.states import Right

WITHIN_A_MONTH = _("Svar inom en månad, oftast inom två veckor")
AT_ONCE = _("Gäller så snart du har bekräftat")
INQUIRIES = "crm_inquiry"


@dataclass(frozen=True, kw_only=True)
class Choice:
    """One thing to ask for: its word in the address, the right it is, and how it is said in plain verbs.

    `needs_words`: it cannot be answered without the person's own words.
    """

    key: str
    right: Right
    title: Promise
    text: Promise
    answer: Promise = WITHIN_A_MONTH
    needs_words: bool = False


CHOICES = (
    Choice(
        key="kopia",
        right=Right.ACCESS,
        title=_("Få en kopia av mina uppgifter"),
        text=_("Allt vi har om dig, och vad vi gör med det. Kallas också registerutdrag."),
    ),
    Choice(
        key="flytta",
        right=Right.PORTABILITY,
        title=_("Ta med mina uppgifter någon annanstans"),
        text=_("En fil som andra system kan läsa. Det du själv har lämnat."),
    ),
    Choice(
        key="ratta",
        right=Right.RECTIFICATION,
        title=_("Rätta något som är fel"),
        text=_("Säg vad som är fel och vad som är rätt."),
    ),
    Choice(
        key="radera",
        right=Right.ERASURE,
        title=_("Ta bort mina uppgifter"),
        text=_("Vi svarar för varje slags uppgift: borttagen eller sparad, och i så fall varför."),
    ),
    Choice(
        key="pausa",
        right=Right.RESTRICTION,
        title=_("Pausa användningen"),
        text=_("Uppgifterna ligger kvar men används inte medan något reds ut."),
    ),
    Choice(
        key="reklam",
        right=Right.OBJECTION,
        title=_("Säga nej till reklam"),
        text=_("Du behöver inte ge något skäl."),
        answer=AT_ONCE,
    ),
    Choice(
        key="invanda",
        right=Right.OBJECTION,
        title=_("Säga emot hur ni använder dem"),
        text=_("Vi slutar, eller visar varför våra skäl väger tyngre."),
        needs_words=True,
    ),
    Choice(
        key="samtycke",
        right=Right.CONSENT_WITHDRAWAL,
        title=_("Ta tillbaka ett samtycke"),
        text=_("Det du har sagt ja till. Det är lika lätt att säga nej."),
        answer=AT_ONCE,
    ),
    Choice(
        key="leverantorer",
        right=Right.SUBPROCESSOR_OVERVIEW,
        title=_("Få veta vilka leverantörer ni använder"),
        text=_("En lista med namn, land och avtal, i ett mejl."),
        answer=_("Svar så snart du har bekräftat"),
    ),
    Choice(
        key="klagomal",
        right=Right.COMPLAINT,
        title=_("Klaga på något"),
        text=_("På hur vi hanterar dina uppgifter, eller på något annat vi gör."),
        needs_words=True,
    ),
    Choice(
        key="annat-foretag",
        right=Right.OTHER_CONTROLLER,
        title=_("Fråga om uppgifter i en produkt som ett annat företag använder"),
        text=_("Där bestämmer vår kund. Vi skickar din begäran dit, och du får ett kvitto."),
        answer=_("Kvitto så snart du har bekräftat"),
    ),
)
ABSOLUTE = (
    (MARKETING, _("Reklam och nyheter")),
    (PROFILING, _("Profilering: att ni gissar vad som passar mig")),
)
"""What a no holds against at once (Art. 21(2)-(3)): two switches, one leaves the other (WL-55)."""
BY_KEY = {choice.key: choice for choice in CHOICES}


def open_to_all(words: PolicyWords | None) -> list[Choice]:
    """Give what can be asked of a company; what its policy has nothing of is left out."""
    return [choice for choice in CHOICES if is_open(choice, words)]


def is_open(choice: Choice, words: PolicyWords | None) -> bool:
    """Tell whether a company's policy has what a choice is about."""
    if choice.key == "invanda":
        return bool(objectionable(words))
    return choice.right is not Right.SUBPROCESSOR_OVERVIEW or words is not None


def objectionable(words: PolicyWords | None) -> list[tuple[str, str]]:
    """Give the purposes that rest on legitimate interests, with their titles: those can be objected to.

    Marketing and profiling have their own choice: against them there is nothing to weigh (Art. 21(2)).
    """
    if words is None:
        return []
    found = [
        (key, words.purpose(key))
        for key, purpose in words.policy.purposes.items()
        if key not in (MARKETING, PROFILING)
        and any(
            LegalBasis.LEGITIMATE_INTERESTS in (basis.basis, basis.contact_basis)
            for basis in purpose.bases.values()
        )
    ]
    return sorted(found, key=lambda one: one[1])


def consents(words: PolicyWords | None) -> list[tuple[str, str]]:
    """Give the consents that a company asks for, as `purpose:channel` with their titles."""
    if words is None:
        return []
    found: dict[str, list[str]] = {}
    for text in words.policy.consent_texts.values():
        key = f"{text.purpose}:{text.channel}"
        found.setdefault(key, []).append(text.title.in_language(words.language))
    return [(key, ", ".join(titles)) for key, titles in found.items()]
