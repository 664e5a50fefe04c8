"""What an erasure would come to: each unit as the law decides it once granted, and what stays beside."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date
from typing import Any

from consents.models import ConsentEvidence, ConsentRecord
from law.calendar import stockholm_day
from law.reasons import PROVISIONS
from register.categories import Category
from requests_dsr.answers.base import subject_of
from requests_dsr.models import DataSubjectRequest
from retention.law import Action, Facts, RetentionDecision
from retention.law.facts import Consent, Outcome, Request, RequestType, Suppression
from retention.live import BoundPolicy, live_policy
from retention.selectors import BLOCKS
from retention.units.assess import decision_on, decisions
from retention.units.holders import Holder, UnitKey
from retention.units.requests import asked_about
from retention.units.whole_person import load_theirs_and_what_names_them

Unit = tuple[UnitKey, RetentionDecision]
Fact = list[Any]
"""What a decision on one unit comes to: category, item, action, until (ISO), codes. As JSON has it."""
Key = tuple[str, int]
"""The category and the item of a unit."""


def if_granted(request: DataSubjectRequest, today: date, live: BoundPolicy | None = None) -> list[Unit]:
    """Decide every unit of a person in order, as if the erasure were granted today (fine point 6)."""
    live = live or live_policy(request.controller)
    return sorted(_if_granted(request, today, live), key=lambda unit: unit[0])


def _if_granted(request: DataSubjectRequest, today: date, live: BoundPolicy) -> Iterator[Unit]:
    subject = subject_of(request)
    granted = _granted(request, today)
    theirs, elsewhere = load_theirs_and_what_names_them(subject.pk, live)
    for holder in theirs:
        for key, decision in _assess(holder, granted, live, today):
            if granted.asks_about(key.category):
                yield key, decision
    # What other organisations hold that names the person is not the person's alone: it stays by its own rule.
    for holder in elsewhere:
        for key, decision in decisions(holder, today, live):
            if granted.asks_about(key.category):
                yield key, replace(decision, action=Action.KEEP)


def proposal_lines(units: Iterable[Unit]) -> list[dict[str, Any]]:
    """Write what goes, then what stays."""
    gone, kept = goes_and_stays(units)
    return lines_of(fact_of(*unit) for unit in (*gone, *kept))


def goes_and_stays(units: Iterable[Unit]) -> tuple[list[Unit], list[Unit]]:
    """Part the units that go from those that stay."""
    gone: list[Unit] = []
    kept: list[Unit] = []
    for unit in units:
        (gone if unit[1].is_destructive else kept).append(unit)
    return gone, kept


def beside(request: DataSubjectRequest, today: date, live: BoundPolicy) -> list[dict[str, Any]]:
    """Give a line for what an erasure itself leaves behind, by the policy's rules.

    The request's own file and what is counted of it; where everything is asked about, also the keyed
    hashes by which the addresses stay closed, and the evidence that consents were given (domain.md 4.1).
    """
    closed = Facts(dsrs=(_granted(request, today),), include_dsr_records=True)
    kept = [(Category.DSR_FILE, closed), (Category.DSR_LEDGER, closed)]
    if not request.categories:
        kept.append((Category.SUPPRESSION_ENTRY, Facts(suppression=Suppression(since=today))))
        if consents := _consents(request, today):
            kept.append((Category.CONSENT_EVIDENCE, Facts(consents=consents)))
    facts = [
        fact_of(UnitKey(category, 0), decision_on(category, found, today, live)) for category, found in kept
    ]
    return [{**line, "beside": True} for line in lines_of(facts)]


def fact_of(key: UnitKey, decision: RetentionDecision) -> Fact:
    """Write what a decision on a unit comes to; the day of an erasure is the decision's own."""
    codes = sorted(map(str, decision.reasons))
    if decision.is_destructive:
        return [key.category, key.item_id, decision.action.value, None, codes]
    return kept_fact(key.category, key.item_id, decision.retain_until, codes)


def kept_fact(category: str, item: int, until: date | None, codes: list[str]) -> Fact:
    """Write that a unit is kept until a day; what a block keeps has none."""
    day = None if until is None or BLOCKS & set(codes) else until.isoformat()
    return [category, item, Action.KEEP.value, day, codes]


def key_of(fact: Fact) -> Key:
    """Give which unit a fact is about."""
    return fact[0], fact[1]


def goes(fact: Fact) -> bool:
    """Tell whether a fact says that the unit goes."""
    return bool(fact[2] != Action.KEEP.value)


def lines_of(facts: Iterable[Fact]) -> list[dict[str, Any]]:
    """Gather units into lines: one a category and outcome, with its reasons and what they cite."""
    lines: dict[str, dict[str, Any]] = {}
    for category, _item, action, until, codes in facts:
        line = lines.setdefault(
            json.dumps([category, action, until, codes]),
            {
                "category": category,
                "action": action,
                "until": until,
                "codes": codes,
                "law": sorted({PROVISIONS[code] for code in codes if code in PROVISIONS}),
                "items": 0,
            },
        )
        line["items"] += 1
    return list(lines.values())


def _granted(request: DataSubjectRequest, today: date) -> Request:
    return Request(
        RequestType.ERASURE,
        stockholm_day(request.received_at),
        closed_on=today,
        decided_on=today,
        outcome=Outcome.GRANTED,
        categories=frozenset(request.categories) or None,
    )


def _assess(holder: Holder, granted: Request, live: BoundPolicy, today: date) -> Iterator[Unit]:
    for key, facts in holder.units:
        if key.category in live.processor_categories:
            continue
        hypothetical = asked_about(key.category, replace(facts, dsrs=(*facts.dsrs, granted)))
        yield key, decision_on(key.category, hypothetical, today, live)


def _consents(request: DataSubjectRequest, today: date) -> tuple[Consent, ...]:
    """Give the person's consents as they are after the erasure: none stands any more."""
    given = ConsentRecord.objects.filter(subject=request.subject).values("ref")
    ends = ConsentEvidence.objects.filter(record_ref__in=given).values_list("ended_at", flat=True)
    return tuple(Consent(ended_on=stockholm_day(ended) if ended else today) for ended in ends)
