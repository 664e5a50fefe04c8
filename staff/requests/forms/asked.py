"""What each right asks for when staff take it in: the fields, and the values as the services want them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy

from consents.law import MARKETING, PROFILING
from law.rights import Right
from register.wording import PolicyWords
from requests_dsr.answers.fields import FIELDS, Field, fields_in
from staff.choices import CHANNELS
from staff.requests.forms.fields import boxes, choice
from subjects.services.errors import NotPossible
from subjects.signs import one_line

PREFIX = "field_"
"""Before the name of a value to correct, so that it is no name of the form's own."""
SPOKEN = ("email", "sms", "letter", "phone", "social")
NOS = {MARKETING: gettext_lazy("reklam"), PROFILING: gettext_lazy("profilering")}
"""What a person may always say no to, whether or not the policy names it (Art. 21(2)-(3))."""
VALUES = {"purposes": "purposes", "channel": "use_channel", "controller": "other"}
"""Name in `Asked.proposed` -> name of the field; `channel` is by which way the request came."""
Fields = dict[str, forms.Field]


def fields_for(right: Right, words: PolicyWords, blockable: dict[str, str]) -> Fields:
    """Give the fields of a right; `blockable` is what a request may be narrowed to."""
    make = MAKERS.get(right)
    return make(words, blockable) if make else {}


def proposed_of(right: Right, cleaned: dict[str, Any]) -> dict[str, Any]:
    """Give `Asked.proposed` from a form (the table in docs/requests.md)."""
    if right is Right.RECTIFICATION:
        named = {name: value for name, value in cleaned.items() if name.startswith(PREFIX)}
        return {name.removeprefix(PREFIX): value for name, value in named.items() if value}
    return {name: cleaned[key] for name, key in VALUES.items() if cleaned.get(key)}


def value_faults(cleaned: dict[str, Any]) -> dict[str, str]:
    """Say which proposed value cannot be stored, by its field."""
    faults = {}
    for name, value in cleaned.items():
        if name.startswith(PREFIX) and value:
            try:
                FIELDS[name.removeprefix(PREFIX)].clean(value)
            except NotPossible as fault:
                faults[name] = str(fault)
    return faults


def _erasure(words: PolicyWords, blockable: dict[str, str]) -> Fields:
    hint = gettext_lazy("Välj inget om personen vill att allt raderas.")
    return {"categories": boxes(gettext_lazy("Vad ska raderas?"), blockable, help_text=hint)}


def _restriction(words: PolicyWords, blockable: dict[str, str]) -> Fields:
    hint = gettext_lazy("Välj inget om allt ska begränsas. Begränsningen gäller så snart personen är känd.")
    return {"categories": boxes(gettext_lazy("Vad ska begränsas?"), blockable, help_text=hint)}


def _rectification(words: PolicyWords, blockable: dict[str, str]) -> Fields:
    return correctable(fields_in(words))


def correctable(fields: Mapping[str, Field]) -> Fields:
    """Give a field for each value that may be corrected."""
    hint = gettext_lazy("Fyll i det som ska ändras, och lämna resten tomt.")
    return {
        f"{PREFIX}{name}": forms.CharField(
            label=capfirst(str(field.title)),
            required=False,
            max_length=1000,
            help_text=hint if number == 0 else "",
        )
        for number, (name, field) in enumerate(fields.items())
    }


def _objection(words: PolicyWords, blockable: dict[str, str]) -> Fields:
    purposes = NOS | {key: words.purpose(key) for key in words.policy.purposes}
    return {
        "purposes": boxes(
            gettext_lazy("Vad invänder personen mot?"),
            purposes,
            required=gettext_lazy("Välj vad personen invänder mot."),
            help_text=gettext_lazy(
                "Mot reklam och profilering gäller ett nej genast. Annat vägs, och pausas medan det vägs."
            ),
        ),
        "use_channel": _channel(),
    }


def _withdrawal(words: PolicyWords, blockable: dict[str, str]) -> Fields:
    consents = {text.purpose: words.purpose(text.purpose) for text in words.policy.consent_texts.values()}
    hint = gettext_lazy("Välj inget om personen tar tillbaka allt.")
    return {
        "purposes": boxes(gettext_lazy("Vilket samtycke?"), consents, help_text=hint),
        "use_channel": _channel(),
    }


def _elsewhere(words: PolicyWords, blockable: dict[str, str]) -> Fields:
    return {
        "other": forms.CharField(
            label=gettext_lazy("Vem bestämmer över uppgifterna?"),
            help_text=gettext_lazy("Kundens namn. Begäran skickas vidare dit, och personen får ett kvitto."),
            max_length=200,
            validators=[one_line],
            error_messages={"required": gettext_lazy("Skriv vem som begäran ska skickas till.")},
        )
    }


def _channel() -> forms.ChoiceField:
    ways = {key: CHANNELS[key] for key in SPOKEN}
    return choice(gettext_lazy("På vilket sätt?"), ways, empty=gettext_lazy("alla vägar"))


MAKERS: dict[Right, Callable[[PolicyWords, dict[str, str]], Fields]] = {
    Right.ERASURE: _erasure,
    Right.RESTRICTION: _restriction,
    Right.RECTIFICATION: _rectification,
    Right.OBJECTION: _objection,
    Right.CONSENT_WITHDRAWAL: _withdrawal,
    Right.OTHER_CONTROLLER: _elsewhere,
}
