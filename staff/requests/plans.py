"""A proposed decision, as the drafter and the second person read it: outcome by outcome, and the letter."""

from __future__ import annotations

import copy
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import override

from law.calendar import stockholm_day
from register.selectors import live_policy
from register.wording import PolicyWords, policy_words
from requests_dsr.exception_words import title_of
from requests_dsr.exceptions import EXCEPTIONS, Exemption, is_no_data
from requests_dsr.letters.address import language_of, on_paper
from requests_dsr.letters.answer import answer_of
from requests_dsr.letters.kept import ASKED_FOR
from requests_dsr.letters.words import purpose_of, recipients_in, said_in_language
from requests_dsr.models import DataSubjectRequest
from requests_dsr.models.requests import STATES
from requests_dsr.pauses import pause_ends_on, pause_would_end_on
from requests_dsr.states import ANSWERED, State
from requests_dsr.waiting import in_words
from staff.requests.erasing import erasure_stands
from staff.requests.repeated import repeated_in_words
from staff.wording.reasons import because
from staff.wording.requests import GROUNDS, JUSTIFIED

Plan = Mapping[str, Any]
TONES = {
    State.FULFILLED: ("ok", "check"),
    State.PARTLY_FULFILLED: ("warn", "rule"),
    State.REFUSED: ("stop", "block"),
}
ACTIONS = {"erase": ("stop", "delete"), "anonymise": ("info", "person_off"), "keep": ("warn", "schedule")}
REPEATED = "A12_5_EXCESSIVE"
KINDS_SHOWN = frozenset(
    {
        "access",
        "portability",
        "erasure",
        "rectification",
        "restriction",
        "objection",
        "withdrawal",
        "complaint",
        "refusal",
    }
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
class Weighed:
    """What came of an objection to one purpose: `upheld` is None while it is not chosen."""

    title: str
    upheld: bool | None
    grounds: str


@dataclass(frozen=True, kw_only=True)
class Shown:
    """A plan in words. `kind` chooses what the template says of it."""

    kind: str
    plan: Plan
    outcome: str
    tone: str
    icon: str
    stands: str
    lines: list[Line]
    waits: list[tuple[str, str]]
    exemptions: list[tuple[Exemption, str]]
    ground: str
    purposes: list[str]
    weighed: list[Weighed]
    taken: list[str]
    noted: list[str]
    justified: str
    fields: list[dict[str, Any]]
    told: list[str]
    repeated: list[str]
    letter: tuple[str, ...]
    language: str


def shown(request: DataSubjectRequest, plan: Plan, *, at: datetime) -> Shown | None:
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
        outcome=_outcome_words(outcome, plan, words),
        tone=tone,
        icon=icon,
        stands=erasure_stands(request, plan),
        lines=_lines(request, plan, policy) if plan["kind"] == "erasure" else [],
        waits=[(one["ref"], in_words(one)) for one in plan.get("waits_for", ())],
        exemptions=[
            (EXCEPTIONS[code], title_of(EXCEPTIONS[code], outcome))
            for code in plan.get("exemptions", ())
            if code in EXCEPTIONS
        ],
        ground=str(GROUNDS.get(choices.get("ground", ""), "")),
        purposes=[policy.purpose(one) for one in plan.get("purposes", ())],
        weighed=[_weighed(request, one) for one in plan.get("weighed", ())],
        taken=[_consent(policy, *one) for one in plan.get("taken", ())],
        noted=[_consent(policy, *one) for one in plan.get("noted", ())],
        justified=str(JUSTIFIED.get(plan.get("found", ""), "")),
        fields=[{**one, "title": said_in_language(one["title"])} for one in plan.get("fields", ())],
        told=recipients_in(plan),
        repeated=repeated_in_words(request) if REPEATED in plan.get("exemptions", ()) else [],
        letter=letter_of(request, plan, at=at),
        language=language_of(request),
    )


def _consent(policy: PolicyWords, purpose: str, channel: str) -> str:
    return policy.consent(purpose, channel) or policy.purpose(purpose)


def _outcome_words(outcome: State | None, plan: Plan, words: Mapping[str, str]) -> str:
    if outcome is State.REFUSED and is_no_data(plan.get("exemptions", ())):
        return _("besvarad: vi har inga uppgifter")
    if outcome is not None:
        return words[outcome]
    return _("väntar") if plan.get("waits_for") else _("inte valt än")


def _outcome(request: DataSubjectRequest, plan: Plan) -> State | None:
    """Give what a plan comes to; what was answered at once came to what the request is."""
    if plan.get("outcome"):
        return State(plan["outcome"])
    return State(request.state) if request.state in ANSWERED else None


def letter_of(request: DataSubjectRequest, plan: Plan, *, at: datetime) -> tuple[str, ...]:
    """Give the answer as the letter says it if decided now, in the person's language.

    It is put together by what writes the letter itself. Empty while nothing is chosen.
    """
    if not plan.get("outcome"):
        return ()
    decided, file, outcome = copy.copy(request), copy.copy(request.file), State(plan["outcome"])
    file.plan, decided.state = dict(plan), outcome
    decided.exception_codes = [] if outcome is State.FULFILLED else sorted(plan.get("exemptions", ()))
    decided.file = file
    if request.state in ANSWERED:
        ends_on = pause_ends_on(request, at, by_post=on_paper(request))
    else:
        on, by_post = stockholm_day(at), on_paper(request)
        ends_on = pause_would_end_on(request, outcome, on=on, by_post=by_post)
    with override(language_of(request)):
        return answer_of(decided, pause_ends_on=ends_on)


def _weighed(request: DataSubjectRequest, one: Plan) -> Weighed:
    title = purpose_of(request, one["purpose"]) or _("det personen invänder mot")
    return Weighed(title=capfirst(title), upheld=one["upheld"], grounds=one["grounds"])


def _lines(request: DataSubjectRequest, plan: Plan, policy: PolicyWords) -> list[Line]:
    granted = request.state in (State.FULFILLED, State.PARTLY_FULFILLED)
    return [_line(line, policy, granted=granted) for line in plan.get("lines", ())]


def _because(line: Plan, *, granted: bool) -> str:
    """Say why one kind of data goes or stays; nothing is granted before it is, nor a reason to keep."""
    if granted and line["action"] != "keep":
        return because(line["codes"])
    other = [code for code in line["codes"] if code != ASKED_FOR]
    asked = line["action"] != "keep" and len(other) < len(line["codes"])
    return " ".join(filter(None, [_("Personen ber om det.") if asked else "", because(other)]))


def _line(line: Plan, policy: PolicyWords, *, granted: bool) -> Line:
    tone, icon = ACTIONS[line["action"]]
    until = date.fromisoformat(line["until"]) if line.get("until") else None
    outcome = {"erase": _("raderas"), "anonymise": _("avidentifieras"), "keep": _("sparas")}
    return Line(
        title=policy.category(line["category"]),
        items=line["items"],
        tone=tone,
        icon=icon,
        outcome=outcome[line["action"]],
        why=_because(line, granted=granted),
        law=", ".join(line.get("law", ())),
        codes=list(line["codes"]),
        until=until,
    )
