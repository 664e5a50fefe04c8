"""Several items of one category, told as one decision (domain.md 3.3)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from retention.law.decision import Action, RetentionDecision


def combine(decisions: Sequence[RetentionDecision]) -> RetentionDecision:
    """Tell the decisions of one or more items together.

    The latest day is kept longest, null if one has no end; the earliest to go acts first: what must
    go today is always earlier than what is kept.
    """
    if len(decisions) == 1:
        return decisions[0]
    return RetentionDecision(
        _action({decision.action for decision in decisions}),
        _latest([decision.retain_until for decision in decisions]),
        _earliest([decision.action_date for decision in decisions]),
        _earliest([decision.remind_on for decision in decisions]),
        tuple(sorted({code for decision in decisions for code in decision.reasons})),
    )


def _action(actions: set[Action]) -> Action:
    """Give the action all share; partial where some go and some stay, or are erased beside anonymised."""
    if len(actions) == 1:
        return next(iter(actions))
    if any(action.is_destructive for action in actions):
        return Action.PARTIAL
    return Action.REMIND


def _latest(days: list[date | None]) -> date | None:
    known = [day for day in days if day is not None]
    return max(known) if len(known) == len(days) else None


def _earliest(days: list[date | None]) -> date | None:
    return min((day for day in days if day is not None), default=None)
