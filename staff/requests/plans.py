"""A proposed decision, as the drafter and the second person read it: outcome by outcome, and the letter."""

from __future__ import annotations

import copy
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import override

from register.selectors import live_policy
from register.wording import PolicyWords, policy_words
from requests_dsr.exceptions import EXCEPTIONS, Exemption, words_of
from requests_dsr.letters.address import language_of
from requests_dsr.letters.answer import answer_of
from requests_dsr.models import DataSubjectRequest
from requests_dsr.models.requests import STATES
from requests_dsr.states import ANSWERED, State
from staff.wording.reasons import because
from staff.wording.requests import GROUNDS

Plan = Mapping[str, Any]
TONES = {
    State.FULFILLED: ("ok", "check"),
    State.PARTLY_FULFILLED: ("warn", "rule"),
    State.REFUSED: ("stop", "block"),
}
ACTIONS = {"erase": ("stop", "delete"), "anonymise": ("info", "person_off"), "keep": ("warn", "schedule")}
KINDS_SHOWN = frozenset(
    {"access", "portability", "erasure", "rectification", "restriction", "objection", "complaint", "refusal"}
)


@dataclass(frozen=True, kw_only=True)
class Line:
    """What an erasure does with one kind of data."""

    title: str
    items: int
    tone: str
    icon: str
    outcome: str
    why: str
    law: str
    codes: list[str]
    until: date | None


@dataclass(frozen=True, kw_only=True)
class Shown:
    """A plan in words. `kind` chooses what the template says of it."""

    kind: str
    plan: Plan
    outcome: str
    tone: str
    icon: str
    lines: list[Line]
    exemptions: list[Exemption]
    ground: str
    purposes: list[str]
    letter: tuple[str, ...]
    language: str


def shown(request: DataSubjectRequest, plan: Plan) -> Shown | None:
    """Say a plan in words; None where there is none to be reviewed. Raises NoLivePolicy."""
    if plan.get("kind") not in KINDS_SHOWN:
        return None
    policy = policy_words(live_policy(request.controller))
    outcome = _outcome(request, plan)
    tone, icon = TONES.get(outcome, ("", "help")) if outcome else ("", "help")
    words = {str(state): str(label) for state, label in STATES}
    choices = plan.get("choices", {})
    return Shown(
        kind=plan["kind"],
        plan=plan,
        outcome=words[outcome] if outcome else _("väntar") if plan.get("waits_for") else _("inte valt än"),
        tone=tone,
        icon=icon,
        lines=[_line(line, policy) for line in plan.get("lines", ())] if plan["kind"] == "erasure" else [],
        exemptions=[EXCEPTIONS[code] for code in plan.get("exemptions", ()) if code in EXCEPTIONS],
        ground=str(GROUNDS.get(choices.get("ground", ""), "")),
        purposes=[policy.purpose(one) for one in plan.get("purposes", ())],
        letter=letter_of(request, plan),
        language=language_of(request),
    )


def _outcome(request: DataSubjectRequest, plan: Plan) -> State | None:
    """Give what a plan comes to; what was answered at once came to what the request is."""
    if plan.get("outcome"):
        return State(plan["outcome"])
    return State(request.state) if request.state in ANSWERED else None


def letter_of(request: DataSubjectRequest, plan: Plan) -> tuple[str, ...]:
    """Give the answer as the letter will say it, in the person's language; empty while it cannot."""
    if not plan.get("outcome"):
        return ()
    decided, file = copy.copy(request), copy.copy(request.file)
    file.plan, decided.state = dict(plan), plan["outcome"]
    decided.file = file
    with override(language_of(request)):
        said = answer_of(decided)
        if plan["outcome"] == State.FULFILLED:
            return said
        no = tuple(
            words_of(EXCEPTIONS[code], State(plan["outcome"]))
            for code in plan.get("exemptions", ())
            if code in EXCEPTIONS
        )
    return (*no, *said) if plan["outcome"] == State.REFUSED else (*said, *no)


def _line(line: Plan, policy: PolicyWords) -> Line:
    tone, icon = ACTIONS[line["action"]]
    until = date.fromisoformat(line["until"]) if line.get("until") else None
    outcome = {"erase": _("raderas"), "anonymise": _("avidentifieras"), "keep": _("sparas")}
    return Line(
        title=policy.category(line["category"]),
        items=line["items"],
        tone=tone,
        icon=icon,
        outcome=outcome[line["action"]],
        why=because(line["codes"]),
        law=", ".join(line.get("law", ())),
        codes=list(line["codes"]),
        until=until,
    )
