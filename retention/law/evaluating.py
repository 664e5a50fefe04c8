"""A whole person on one day: every category, and what they come to together (domain.md 3.3)."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from retention.law.blocks import RESIDUAL
from retention.law.categories import HOMES
from retention.law.deciding import TICKETS, decide
from retention.law.decision import Action, Evaluation, RetentionDecision
from retention.law.facts import Facts
from retention.law.policy import RetentionPolicy


def evaluate(facts: Facts, as_of: date, policy: RetentionPolicy) -> Evaluation:
    """Gather the decisions of every category the facts show something of.

    Residual categories add their reasons and no decision, unless there is nothing else.
    Raises LawIsSilent for a category without a rule.
    """
    decided = {category: decide(category, facts, as_of, policy) for category in categories_in(facts)}
    primary = [decision for category, decision in decided.items() if category not in RESIDUAL]
    counted = primary or list(decided.values())
    reasons = {code for decision in decided.values() for code in decision.reasons}
    return Evaluation(_overall(counted), _due(counted), decided, tuple(sorted(reasons)))


def categories_in(facts: Facts) -> list[str]:
    """Give the categories the facts show something of."""
    found = [category for category, home in HOMES.items() if any(True for _ in home.items(facts))]
    if facts.support_profile and facts.support_tickets and facts.support_tickets.count:
        found.append(TICKETS)
    found += sorted({record.category for record in facts.records} - set(found))
    return found


def _overall(decisions: Collection[RetentionDecision]) -> Action:
    actions = {decision.action for decision in decisions}
    if actions and actions <= {Action.ERASE, Action.ANONYMISE}:
        return Action.ERASE if Action.ERASE in actions else Action.ANONYMISE
    if any(action.is_destructive for action in actions):
        return Action.PARTIAL
    return Action.REMIND if Action.REMIND in actions else Action.KEEP


def _due(decisions: Collection[RetentionDecision]) -> date | None:
    """Give the earliest day of what must go; else of a reminder; else of what will go."""
    destructive = [decision.action_date for decision in decisions if decision.is_destructive]
    reminded = [decision.remind_on for decision in decisions if decision.action is Action.REMIND]
    later = [decision.action_date for decision in decisions]
    for days in (destructive, reminded, later):
        known = [day for day in days if day is not None]
        if known:
            return min(known)
    return None
