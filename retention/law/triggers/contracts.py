"""The end of the customer relation: the latest contract end, or the day the contact left (RT-7)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from law.reasons import Code
from retention.law.facts import Contract, Facts
from retention.law.limit import IN_DOUBT, Limit, Standing
from retention.law.policy import RetentionPolicy
from retention.law.shapes import apply


def latest_contract_end(facts: Facts, as_of: date) -> Standing:
    """Count from the last day of the last contract, or from the day the contact left before it.

    A contract without an end keeps, also one that starts later. A gap between contracts means nothing.
    A contract that ends before it starts makes all that follows it doubtful (fine point 13).
    """
    if not facts.contracts or contradictory(facts.contracts):
        return IN_DOUBT
    end = last_day(facts.contracts)
    left = facts.contact_left_on
    if left is not None and left <= as_of and (end is None or left < end):
        return Standing(left, Code.CONTACT_LEFT_24M)
    if end is None:
        return Standing(None, Code.CONTRACT_OPEN, exempt=Code.ERASURE_EXEMPT_CONTRACT)
    if end >= as_of:
        return Standing(end, Code.CONTRACT_RUNNING_FIXED, exempt=Code.ERASURE_EXEMPT_CONTRACT)
    return Standing(end)


def relation_limit(
    contracts: tuple[Contract, ...], facts: Facts, as_of: date, policy: RetentionPolicy
) -> Limit:
    """Give the limit of customer_data: the relation's, with the grace after a correction."""
    return graced(customer_limit(facts, as_of, policy), facts, as_of, policy)


def customer_limit(facts: Facts, as_of: date, policy: RetentionPolicy) -> Limit:
    """Give the limit of the customer relation, which mail and converted inquiries follow (RT-8)."""
    return apply(policy.rule("customer_data"), latest_contract_end(facts, as_of), as_of)


def graced(limit: Limit, facts: Facts, as_of: date, policy: RetentionPolicy) -> Limit:
    """Leave a fortnight after an end was corrected, for a second person to confirm it (RT-7c).

    Only where the correction would make the data due earlier than that; a later one counts later.
    """
    corrected = [c.end_corrected_on for c in facts.contracts if c.end_corrected_on]
    known = [day for day in corrected if day <= as_of]
    if limit.action_date is None or not known:
        return limit
    earliest = policy.retro_grace.after(max(known))
    if limit.action_date >= earliest:
        return limit
    return replace(limit, action_date=earliest, reasons=(*limit.reasons, Code.RETRO_CORRECTION_GRACE))


def last_day(contracts: tuple[Contract, ...]) -> date | None:
    """Give the last day of the last contract; None while one has no end."""
    latest = date.min
    for contract in contracts:
        if contract.end is None:
            return None
        latest = max(latest, contract.end)
    return latest


def contradictory(contracts: tuple[Contract, ...]) -> bool:
    """Tell whether a contract ends before it starts."""
    return any(c.end is not None and c.end < c.start for c in contracts)


def contracts_known(item: object, facts: Facts, granted_on: date, limit: Limit) -> bool:
    """Tell whether an erasure granted that day knew every contract (fine points 6 and 16)."""
    return all(contract.start <= granted_on for contract in facts.contracts)
