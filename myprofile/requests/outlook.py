"""What an erasure would come to today, kind by kind: the very lines that would be proposed, in words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext as _

from law.calendar import stockholm_day
from law.reasons import Code
from law.rights import Right
from register.selectors import live_policy
from register.wording import PolicyWords, policy_words
from register.wording.when import day_in_words
from requests_dsr.answers.erasure_stays import would_come_to
from requests_dsr.letters.kept import ASKED_FOR
from requests_dsr.models import DataSubjectRequest
from requests_dsr.waiting import by_what, only_waits
from retention.selectors import kept_for
from subjects.models import DataSubject


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """One kind of data: its name, and what would happen to it, one sentence for each outcome."""

    category: str
    title: str
    said: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Outlook:
    """What an erasure would come to: kind by kind, and what stays beside that whatever is chosen."""

    outcomes: list[Outcome]
    stays: list[Outcome]


def outlook(person: DataSubject, *, at: datetime) -> Outlook:
    """Give what an erasure of everything would come to, in the policy's order; nothing is written.

    The lines are those of a proposal, so that the page promises what the decision will say.
    """
    asked = DataSubjectRequest(
        controller=person.controller, subject=person, right=Right.ERASURE, received_at=at
    )
    proposed, beside = would_come_to(asked, stockholm_day(at))
    lines: dict[str, list[dict[str, Any]]] = {}
    for line in proposed:
        lines.setdefault(line["category"], []).append(line)
    words = policy_words(live_policy(person.controller))
    order = list(words.policy.categories)
    named = sorted(lines, key=lambda key: (order.index(key) if key in order else len(order), key))
    return Outlook(
        outcomes=[_outcome(key, lines[key], words) for key in named],
        stays=[_outcome(line["category"], [line], words) for line in beside],
    )


def kinds_of(person: DataSubject, *, on: date) -> list[Outcome]:
    """Give the kinds of data that are kept of a person on a Stockholm day, with nothing said of them."""
    words = policy_words(live_policy(person.controller))
    held = {one.category for one in kept_for(person, on)}
    order = [key for key in words.policy.categories if key in held]
    named = [*order, *sorted(held.difference(order))]
    return [Outcome(category=key, title=words.category(key)) for key in named]


def _outcome(category: str, lines: list[dict[str, Any]], words: PolicyWords) -> Outcome:
    said = tuple(dict.fromkeys(_said(line, words) for line in lines))
    return Outcome(category=category, title=words.category(category), said=said)


def _said(line: dict[str, Any], words: PolicyWords) -> str:
    if line["action"] == "erase":
        return _("Försvinner.")
    if line["action"] == "anonymise":
        return _("Ditt namn tas bort, resten blir kvar utan dig.")
    if only_waits(line["codes"]):
        return _when_over(by_what(line["codes"]))
    codes = [code for code in line["codes"] if code != ASKED_FOR]
    why = " ".join(dict.fromkeys(words.reason(code, line["category"]) for code in codes))
    if line["until"]:
        day = day_in_words(date.fromisoformat(line["until"]))
        return _("Sparas till och med %(day)s. %(why)s") % {"day": day, "why": why}
    return _("Sparas tills vidare. %(why)s") % {"why": why}


def _when_over(what: frozenset[Code]) -> str:
    """Say when what only waits goes; a package that is not opened is an answer that has not come."""
    if len(what) > 1:
        return _("Försvinner när svaret på din andra begäran har nått dig och pausen är slut.")
    if Code.RESTRICTION_ART18 in what:
        return _("Försvinner när pausen är slut.")
    return _(
        "Försvinner när svaret på din andra begäran har nått dig. Har du ett paket att öppna väntar vi på "
        "det, högst sju dagar."
    )
