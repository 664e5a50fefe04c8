"""One unit, one day, one decision (domain.md 3.3): the rule, then the person's rights, then what blocks."""

from __future__ import annotations

from datetime import date
from typing import Any

from law.reasons import REMINDER_CODES, Code
from law.shapes import Effect
from retention.law.blocks import Blocks, blocks_of, first_free_day, standing_codes
from retention.law.categories import Home, home_of
from retention.law.combining import combine
from retention.law.decision import Action, RetentionDecision
from retention.law.facts import Facts
from retention.law.limit import Limit
from retention.law.policy import RetentionPolicy
from retention.law.rights import brought_forward, granted_on, with_erasure
from retention.law.triggers.claims import unsettled_blocks_all

KEPT_BY_UNPAID = frozenset({"customer_data", "correspondence"})
TICKETS = "support_tickets"
IN_DOUBT = RetentionDecision(Action.KEEP, reasons=(Code.DATA_QUALITY_REVIEW,))


def decide(category: str, facts: Facts, as_of: date, policy: RetentionPolicy) -> RetentionDecision:
    """Say what the law wants done with one category on a Stockholm day, and why.

    Several items in the facts are decided each alone and told together. A unit of which the facts
    show nothing is kept with DATA_QUALITY_REVIEW: a person must look. Raises LawIsSilent for a
    category without a rule.
    """
    if category == TICKETS:
        return _tickets(facts, as_of, policy)
    home = home_of(category)
    items = tuple(home.items(facts))
    if not items:
        policy.refuse_silence(category)
        return IN_DOUBT
    blocks, owing = blocks_of(category, facts), _owing(category, facts, as_of, policy)
    limits = [limit_of(home, item, facts, as_of, policy) for item in items]
    return combine([_judge(limit, blocks, as_of, owing) for limit in limits])


def limit_of(home: Home, item: Any, facts: Facts, as_of: date, policy: RetentionPolicy) -> Limit:
    """Give an item's limit once the rights of the person are counted; doubt overrides them (fine point 7)."""
    limit = home.limit(item, facts, as_of, policy)
    if limit.in_doubt:
        return limit
    granted = granted_on(facts, as_of) if facts.dsrs else None
    if granted and home.reached(item, facts, granted, limit):
        limit = with_erasure(limit, granted)
    for day, code in home.ends(item, facts, as_of):
        limit = brought_forward(limit, day, code)
    return limit


def _judge(
    limit: Limit, blocks: Blocks, as_of: date, owing: frozenset[str] = frozenset()
) -> RetentionDecision:
    """Let what stands today win over any date (domain.md 3.3 rows 1 to 3)."""
    standing = standing_codes(blocks, as_of) | owing
    return _blocked(limit, standing) if standing else _free(limit, blocks, as_of)


def _owing(category: str, facts: Facts, as_of: date, policy: RetentionPolicy) -> frozenset[str]:
    """Give the code by which an unsettled invoice keeps more than its own file (RT-9b)."""
    kept = category in KEPT_BY_UNPAID and unsettled_blocks_all(facts, as_of, policy)
    return frozenset({Code.CLAIM_OPEN_BLOCKS_ALL}) if kept else frozenset()


def _blocked(limit: Limit, standing: set[str]) -> RetentionDecision:
    """Keep, without a date and without reminders, while a block stands (fine points 2 and 14)."""
    reasons = standing.union(limit.reasons) - REMINDER_CODES
    return RetentionDecision(Action.KEEP, limit.retain_until, reasons=tuple(sorted(reasons)))


def _free(limit: Limit, blocks: Blocks, as_of: date) -> RetentionDecision:
    """Act on the first day no block covers (fine point 1)."""
    due_on, reasons = limit.action_date, set(limit.reasons)
    if due_on and blocks and (free_on := first_free_day(due_on, blocks)) != due_on:
        due_on = free_on
        reasons.add(Code.DEFERRED_BLOCK_ENDED)
    action = _action(limit, due_on, as_of)
    remind_on = limit.remind_on if action is Action.REMIND else None
    return RetentionDecision(action, limit.retain_until, due_on, remind_on, tuple(sorted(reasons)))


def _action(limit: Limit, due_on: date | None, as_of: date) -> Action:
    if due_on is not None and as_of >= due_on:
        return Action(limit.effect)
    return Action.REMIND if limit.remind_on else Action.KEEP


def _tickets(facts: Facts, as_of: date, policy: RetentionPolicy) -> RetentionDecision:
    """Anonymise the tickets with the profile, on its dates and for one reason alone (RT-6b, fine point 3).

    A block that names the tickets themselves holds them back also when the profile goes.
    """
    code = policy.rule(TICKETS).code
    if facts.support_profile is None:
        return IN_DOUBT
    profile = decide("support_profile", facts, as_of, policy)
    followed = Limit(profile.retain_until, profile.action_date, (code,), Effect.ANONYMISE)
    blocks = blocks_of(TICKETS, facts) if followed.action_date else ()
    return _judge(followed, blocks, as_of)
