"""Saved mail, inquiries and phone messages (RT-8, RT-8b, WN-16, WN-17, WL-35)."""

from __future__ import annotations

from datetime import date

from law.reasons import Code
from retention.law.facts import Correspondence, Facts, Inquiry
from retention.law.limit import Limit, Standing
from retention.law.policy import RetentionPolicy
from retention.law.shapes import apply
from retention.law.triggers.contracts import contracts_known, customer_limit, graced


def correspondence_limit(mail: Correspondence, facts: Facts, as_of: date, policy: RetentionPolicy) -> Limit:
    """Follow the customer; without contracts, and for late messages, count from the last message.

    A message after the contract ended may keep the mail longer than the contract does, never shorter;
    only where it is the contract's end that counts (fine points 9 and 18).
    """
    by_message = apply(policy.rule("correspondence"), Standing(mail.last_message_on), as_of)
    if not facts.contracts:
        return by_message
    by_contract = customer_limit(facts, as_of, policy)
    late = _ended(by_contract, policy) and _later(by_message, by_contract)
    return graced(by_message if late else by_contract, facts, as_of, policy)


def inquiry_limit(inquiry: Inquiry, facts: Facts, as_of: date, policy: RetentionPolicy) -> Limit:
    """Count from the last contact; an inquiry that became a customer follows the customer (RT-8)."""
    if not inquiry.converted:
        return apply(policy.rule("crm_inquiry"), Standing(_last_contact(inquiry)), as_of)
    followed = graced(customer_limit(facts, as_of, policy), facts, as_of, policy)
    return followed if followed.in_doubt else _converted(followed)


def _converted(followed: Limit) -> Limit:
    grace = tuple(code for code in followed.reasons if code is Code.RETRO_CORRECTION_GRACE)
    return Limit(
        followed.retain_until,
        followed.action_date,
        (Code.INQUIRY_CONVERTED, *grace),
        exempt=followed.exempt,
        turns=followed.turns,
    )


def inquiry_known(inquiry: Inquiry, facts: Facts, granted_on: date, limit: Limit) -> bool:
    """Tell whether an erasure granted that day speaks of the inquiry (fine points 6 and 16).

    Where a running contract keeps it, only if that contract was known then.
    """
    if inquiry.received_on > granted_on:
        return False
    return not limit.exempt or contracts_known(inquiry, facts, granted_on, limit)


def _last_contact(inquiry: Inquiry) -> date:
    return max(inquiry.received_on, inquiry.last_contact_on or date.min)


def _ended(limit: Limit, policy: RetentionPolicy) -> bool:
    return limit.reasons[0] == policy.rule("customer_data").code


def _later(one: Limit, other: Limit) -> bool:
    return bool(one.retain_until and other.retain_until and one.retain_until > other.retain_until)
