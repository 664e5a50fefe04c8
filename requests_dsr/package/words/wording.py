"""Say a value as people say it: titles for keys, names for choices, days and hours written out.

JSON and CSV keep what the tables hold. The pages are read by the person it is about, who should not
have to know what anything is called inside.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

from django.db import models
from django.utils.dateparse import parse_date
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import Role
from consents.law.values import Channel, MessageClass
from register.wording import PolicyWords
from register.wording.when import day_in_words
from requests_dsr.exceptions import EXCEPTIONS
from requests_dsr.methods import METHODS, MORE_TIME
from requests_dsr.package.files.cells import INSTANT, instant_of
from requests_dsr.package.others.masking import MASK
from requests_dsr.package.paths import AMONG_LETTERS, MINE, NOT_FOR_THEM
from requests_dsr.package.statement import CONCEALED

FOR_MACHINES = frozenset({"plan", "proofs", "form_digest", "text_digest", "message_id", "event", "triggers"})
"""Columns that say nothing to people: the page tells that they exist, and where."""
WHOLE = {
    MINE.strip("'"): gettext_lazy("(du)"),
    AMONG_LETTERS.strip("'"): gettext_lazy("(se brev)"),
    NOT_FOR_THEM.strip("'"): gettext_lazy("[arbetsanteckning]"),
}
"""What stands in a cell instead of its value."""
LANGUAGES = {"sv": gettext_lazy("svenska"), "en": gettext_lazy("engelska")}
ROLES: dict[str, str | Promise] = {
    **dict(Role.choices),
    "subject": gettext_lazy("du själv"),
    "worker": gettext_lazy("systemet"),
}
CHANNELS: dict[str, Promise] = {
    Channel.EMAIL: gettext_lazy("mejl"),
    Channel.SMS: gettext_lazy("sms"),
    Channel.LETTER: gettext_lazy("brev"),
    Channel.PHONE: gettext_lazy("telefon"),
    Channel.SOCIAL: gettext_lazy("sociala medier"),
    Channel.INTERNAL: gettext_lazy("inom företaget"),
    "web": gettext_lazy("webben"),
}
CLASSES: dict[str, Promise] = {
    MessageClass.MARKETING: gettext_lazy("reklam"),
    MessageClass.SERVICE: gettext_lazy("om något du använder"),
    MessageClass.LEGAL: gettext_lazy("som lagen kräver"),
}
ACTIONS: dict[str, Promise] = {
    "keep": gettext_lazy("sparas"),
    "remind": gettext_lazy("du påminns"),
    "erase": gettext_lazy("raderas"),
    "anonymise": gettext_lazy("ditt namn tas bort"),
}
CODES: dict[str, Promise] = {
    "LEGAL_MESSAGE": gettext_lazy("ett brev som lagen kräver"),
    "SERVICE_MESSAGE": gettext_lazy("ett brev om något du använder"),
    "CONSENT": gettext_lazy("du har sagt ja"),
    "CONTRACT": gettext_lazy("avtal"),
    "LEGAL_OBLIGATION": gettext_lazy("lagen kräver det"),
    "LEGITIMATE_INTERESTS": gettext_lazy("berättigat intresse"),
    "B2B_LEGITIMATE_INTEREST": gettext_lazy("berättigat intresse"),
    "LEGAL_PERSON_ADDRESS": gettext_lazy("adressen är företagets"),
    "SOFT_OPT_IN": gettext_lazy("du är kund och har inte sagt nej"),
    "SUPPRESSED": gettext_lazy("du har sagt nej till utskick"),
    "OBJECTION_ART21_1": gettext_lazy("du har invänt"),
    "OBJECTION_ART21_2": gettext_lazy("du har sagt nej till reklam"),
    "RESTRICTION_ART18": gettext_lazy("uppgifterna är pausade"),
    "CONSENT_REQUIRED": gettext_lazy("ditt ja saknas"),
    "CONSENT_WITHDRAWN": gettext_lazy("du har tagit tillbaka ditt ja"),
    "CONSENT_REFUSED": gettext_lazy("du har sagt nej"),
    "CONSENT_STALE": gettext_lazy("ditt ja har blivit för gammalt"),
    "CONSENT_EXPIRED": gettext_lazy("ditt ja har gått ut"),
}
KEYS: dict[str, Promise] = {
    "page": gettext_lazy("sida"),
    "category": gettext_lazy("uppgifter"),
    "action": gettext_lazy("utfall"),
    "until": gettext_lazy("till och med"),
    "items": gettext_lazy("antal"),
    "codes": gettext_lazy("därför att"),
}
"""What the fields inside a JSON value are called; the rest have a name of the company's own."""
ASKED: dict[str, Promise] = {
    "full_name": gettext_lazy("namn"),
    "language": gettext_lazy("språk"),
    "email": gettext_lazy("e-postadress"),
    "phone": gettext_lazy("telefonnummer"),
    "work_phone": gettext_lazy("telefonnummer i supportkontot"),
    "organisation_name": gettext_lazy("organisation i supportkontot"),
    "interests": gettext_lazy("intressen i supportkontot"),
    "course_preferences": gettext_lazy("önskemål om kurser"),
    "title": gettext_lazy("befattning"),
    "notes": gettext_lazy("anteckningar"),
    "preferences": gettext_lazy("önskemål"),
    "marketing_interests": gettext_lazy("intressen för marknadsföring"),
    "purposes": gettext_lazy("ändamål"),
    "channel": gettext_lazy("på vilket sätt"),
    "grounds": gettext_lazy("skäl"),
    "controller": gettext_lazy("företag"),
}
"""What the fields of a request are called (`Asked.proposed`), and of what others are told of it."""
KEYS_IN: dict[str, dict[str, Promise]] = {"proposed": ASKED, "values": ASKED}
"""Columns whose fields have names of their own."""


class Wording:
    """Says values in the language of the moment, with the titles of one policy version."""

    def __init__(self, words: PolicyWords) -> None:
        self.words = words
        self._by_column: dict[str, Callable[[str], str]] = {
            "category": words.category,
            "categories": lambda keys: _each(keys, words.category),
            "codes": lambda keys: _each(keys, self._reason),
            "reasons": lambda keys: _each(keys, self._reason),
            "purpose": words.purpose,
            "purposes": words.purpose,
            "channel": lambda key: str(CHANNELS.get(key, key)),
            "message_class": lambda key: str(CLASSES.get(key, key)),
            "role": lambda key: str(ROLES.get(key, key)),
            "staff_role": lambda key: str(ROLES.get(key, key)),
            "language": lambda key: str(LANGUAGES.get(key, key)),
            "action": lambda key: str(ACTIONS.get(key, key)),
            "identity_method": lambda key: str(METHODS.get(key, key)),
            "evidence_kind": lambda key: str(METHODS.get(key, key)),
            "extension_reasons": lambda key: str(MORE_TIME.get(key, key)),
            "exception_codes": lambda key: str(EXCEPTIONS[key].title) if key in EXCEPTIONS else key,
        }

    def said(self, name: str, value: Any, column: models.Field[Any, Any] | None = None) -> str:
        """Say the value of a column, or of a field inside a JSON value; not yet escaped."""
        if is_empty(value):
            return ""
        return in_words(self._plain(name, value, column))

    def _plain(self, name: str, value: Any, column: models.Field[Any, Any] | None) -> str:
        if column is not None and name in FOR_MACHINES:
            return _("för datorer: se package.json")
        if isinstance(value, bool):
            return _("ja") if value else _("nej")
        if column is not None and (label := _label_of(column, value)):
            return label
        if isinstance(value, list | dict):
            return "\n".join(self._lines(name, value))
        return self._text(name, value) if isinstance(value, str) else str(value)

    def _text(self, name: str, text: str) -> str:
        if name in self._by_column:
            return self._by_column[name](text)
        if INSTANT.match(text):
            return instant_of(text)
        return day_of(text)

    def _lines(self, name: str, value: Any) -> Iterator[str]:
        """Flatten a JSON value: a line for each field, a field inside a field on its own line below."""
        if isinstance(value, list):
            for one in value:
                yield self.said(name, one)
            return
        names = KEYS_IN.get(name, KEYS)
        for key, one in value.items():
            if not is_empty(one):
                said = self.said(key, one)
                between = "\n" if isinstance(one, list | dict) and "\n" in said else " "
                yield f"{names.get(key, key.replace('_', ' '))}:{between}{said}"

    def _reason(self, code: str) -> str:
        return str(CODES[code]) if code in CODES else self.words.reason(code)


def _label_of(column: models.Field[Any, Any], value: Any) -> str:
    """Give what a table itself calls a value it chooses among; empty where it has only the key."""
    label = str(dict(column.flatchoices).get(value, "")) if column.choices and isinstance(value, str) else ""
    return "" if label == value else label


def is_empty(value: Any) -> bool:
    """Tell a value that says nothing; no and zero say something."""
    return value is None or value in ("", [], {})


def day_of(text: str) -> str:
    """Write a day as people do: `25 november 2026`; anything else is left as it is."""
    try:
        day: date | None = parse_date(text) if len(text) == len("2026-11-25") else None
    except ValueError:
        return text
    return text if day is None else day_in_words(day)


def in_words(text: str) -> str:
    """Say in the language of the moment what stands where something is not shown."""
    if text in WHOLE:
        return str(WHOLE[text])
    if "[" not in text:  # nearly every cell: a translation is looked up for none of them in vain
        return text
    return text.replace(MASK, _("[annan person]")).replace(CONCEALED, _("[visas inte]"))


def _each(keys: str, say: Callable[[str], str]) -> str:
    return "; ".join(say(key) for key in keys.split(", ") if key)
