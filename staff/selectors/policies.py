"""Policy versions, and what each of them says."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import F, QuerySet
from django.utils.translation import get_language

from accounts.models import Controller
from register.models import PolicyVersion
from register.policyfile.diffing import ABSENT
from register.policyfile.values import Duration
from register.wording import PolicyWords, policy_words
from register.wording.numbers import period

LONGEST = 300
PERIOD = re.compile(r"\d{1,4} (?:days|months|years)")


def versions_of(controllers: Iterable[Controller]) -> QuerySet[PolicyVersion]:
    """Give the versions of some companies' policies, the newest first, with how each stands.

    `live_number` is the number of the version that holds; a version waits that needs a second person
    and is newer.
    """
    versions = PolicyVersion.objects.filter(controller__in=list(controllers))
    live = F("controller__live_policy__policy_version__number")
    related = versions.select_related("controller", "activation").annotate(live_number=live)
    return related.order_by("controller__name", "-number")


def standing(version: PolicyVersion) -> str:
    """Tell whether a version (of `versions_of`) is `live`, `waiting` or `past`."""
    live = version.live_number  # type: ignore[attr-defined]
    if live == version.number:
        return "live"
    newer = live is None or version.number > live
    return "waiting" if version.needs_approval and newer and not hasattr(version, "activation") else "past"


@dataclass(frozen=True, kw_only=True, slots=True)
class RuleInWords:
    """How long a kind of data is kept, as the policy says it."""

    title: str
    code: str
    rule: str
    counting: str
    before: str
    reference: str


def rules_in_words(version: PolicyVersion) -> list[RuleInWords]:
    """Say each rule of a version in the language of the page."""
    words = policy_words(version)
    return [
        RuleInWords(
            title=words.category(category),
            code=code,
            rule=words.rule(category, code),
            counting=words.counting(category, code),
            before=words.before(category, code),
            reference=words.reference(category, code),
        )
        for category, rules in words.policy.retention.items()
        for code, rule in rules.items()
    ]


@dataclass(frozen=True, kw_only=True, slots=True)
class ChangeInWords:
    """One difference between two versions."""

    where: str
    title: str
    before: str
    after: str
    weight: str


def changes_in_words(version: PolicyVersion) -> list[ChangeInWords]:
    """Give what a version changed, what needs a second person first."""
    words = policy_words(version)
    told = [
        ChangeInWords(
            where=change["where"],
            title=_title(change["where"], words),
            before=_short(change["before"]),
            after=_short(change["after"]),
            weight=change["weight"],
        )
        for change in version.changes
    ]
    return sorted(told, key=lambda change: not change.weight)


def _title(where: str, words: PolicyWords) -> str:
    """Say which kind of data a place in the file is about; empty where it is about none."""
    section, _dot, rest = where.partition(".")
    return words.category(rest.partition(".")[0]) if section in ("retention", "categories") and rest else ""


def waiting_versions(controllers: Iterable[Controller]) -> list[PolicyVersion]:
    """Give the versions that wait for a second person."""
    asked = versions_of(controllers).filter(needs_approval=True, activation=None).defer("content")
    return [version for version in asked if standing(version) == "waiting"]


def _short(value: Any) -> str:
    """Write a value of the file in a line; what is not there is a dash."""
    if value is None or value == ABSENT:
        return "–"
    if isinstance(value, str) and PERIOD.fullmatch(value):
        number, unit = value.split()
        return period(Duration.model_validate({"number": number, "unit": unit}), get_language() or "sv")
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    return text if len(text) <= LONGEST else text[:LONGEST] + "…"
