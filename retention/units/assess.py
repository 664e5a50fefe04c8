"""Ask the law about every unit of a holder: what to do, and when to ask again."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from law.dated import LawIsSilent
from retention.law import Action, Facts, RetentionDecision, decide, next_look
from retention.live import BoundPolicy
from retention.units.holders import Holder, UnitKey

NO_RULE = "NO_RULE"
"""The reason of a unit whose category has no rule in the live policy: kept, and a finding."""


@dataclass(frozen=True, slots=True)
class Assessment:
    """The decision on one unit, and the first day on which it must be looked at again."""

    key: UnitKey
    decision: RetentionDecision
    look_on: date | None


def assess(holder: Holder, as_of: date, live: BoundPolicy) -> Iterator[Assessment]:
    """Decide every unit of a holder on a Stockholm day.

    Data for which the controller is only processor have no unit (WL-17, I14). A category without a
    rule is kept: nothing is erased by default.
    """
    for key, facts in holder.units:
        if key.category in live.processor_categories:
            continue
        decision = decision_on(key.category, facts, as_of, live)
        look_on = None
        if NO_RULE not in decision.reasons:
            look_on = _look_on(key.category, facts, decision, as_of, live)
        yield Assessment(key, decision, look_on)


def decisions(holder: Holder, as_of: date, live: BoundPolicy) -> Iterator[tuple[UnitKey, RetentionDecision]]:
    """Decide every unit of a holder as `assess` does, without asking when to look again.

    Units of a category with the same facts share their decision: the law is asked once.
    """
    decided: dict[tuple[str, Facts], RetentionDecision] = {}
    for key, facts in holder.units:
        if key.category in live.processor_categories:
            continue
        decision = decided.get((key.category, facts))
        if decision is None:
            decision = decided[key.category, facts] = decision_on(key.category, facts, as_of, live)
        yield key, decision


def decision_on(category: str, facts: Facts, as_of: date, live: BoundPolicy) -> RetentionDecision:
    """Decide one unit; one whose category has no rule is kept."""
    try:
        return decide(category, facts, as_of, live.rules)
    except LawIsSilent:
        return RetentionDecision(Action.KEEP, reasons=(NO_RULE,))


def _look_on(
    category: str, facts: Facts, decision: RetentionDecision, as_of: date, live: BoundPolicy
) -> date | None:
    """Look at what is due again every night until it is done: a plan may be replaced or interrupted."""
    if decision.is_destructive:
        return decision.action_date
    return next_look(category, facts, as_of, live.rules)
