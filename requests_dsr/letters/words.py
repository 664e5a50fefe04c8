"""The words that letters share: kinds of data and purposes by the policy's names, ways, days."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from consents.law import MARKETING, PROFILING, Channel
from register.selectors import NoLivePolicy, company, live_policy
from register.wording import PolicyWords, policy_words
from register.wording.when import day_in_words
from requests_dsr.models import DataSubjectRequest

WAYS_TO_REACH: dict[str, Promise] = {
    Channel.EMAIL: _("mejl"),
    Channel.SMS: _("sms"),
    Channel.LETTER: _("brev"),
    Channel.PHONE: _("telefon"),
    Channel.SOCIAL: _("sociala medier"),
}
ALWAYS: dict[str, Promise] = {MARKETING: _("reklam"), PROFILING: _("profilering")}
"""What a person may say no to, whether or not the policy names it (Art. 21(2)-(3))."""


def words_for(request: DataSubjectRequest) -> PolicyWords | None:
    """Give the words of the policy that holds, in the language of the moment; None where none does."""
    try:
        return policy_words(live_policy(request.controller), get_language())
    except NoLivePolicy:
        return None


def kind_of(request: DataSubjectRequest, category: str) -> str:
    """Give the name of a kind of data."""
    words = words_for(request)
    return words.category(category) if words else category.replace("_", " ")


def kinds_of(request: DataSubjectRequest, categories: Collection[str]) -> str:
    """Give the names of several kinds of data, as a list in a sentence."""
    return ", ".join(kind_of(request, category) for category in categories)


def purpose_of(request: DataSubjectRequest, purpose: str) -> str:
    """Give the name of a purpose."""
    words = words_for(request)
    if words and purpose in words.policy.purposes:
        return words.purpose(purpose)
    return str(ALWAYS.get(purpose, purpose.replace("_", " ")))


def recipients_in(plan: Mapping[str, Any]) -> list[str]:
    """Name those who are told, in the language of the moment."""
    return [said_in_language(one) for one in plan.get("recipients", ())]


def said_in_language(words: Mapping[str, str] | str) -> str:
    """Give what a plan keeps in both languages in that of the moment; a plan of old has it in one alone.

    The proposal is made on a screen in one language, and read in a letter that may be in the other.
    """
    if isinstance(words, str):
        return words
    return words["sv" if (get_language() or "sv").startswith("sv") else "en"]


def where_to_write(request: DataSubjectRequest) -> str:
    """Say on paper where to answer: at our postal address, or by mail where the policy names none."""
    try:
        ours = company(live_policy(request.controller))
    except NoLivePolicy:
        return ""
    if ours.postal_address:
        return gettext("Skriv till oss: adresserna står överst i det här brevet.")
    said = gettext("Mejla till %(mail)s, eller be någon göra det åt dig. Vi har ingen adress för brev.")
    return said % {"mail": ours.dpo_mailbox}


def day_of(iso: str | None) -> str:
    """Say a stored day as people write it; empty where there is none."""
    return day_in_words(date.fromisoformat(iso)) if iso else ""
