"""Where each category's items stand in the facts, and which provision is asked about them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from operator import attrgetter
from typing import Any

from retention.law.facts import Facts, Record
from retention.law.limit import Limit, Standing
from retention.law.policy import RetentionPolicy
from retention.law.shapes import apply
from retention.law.triggers import (
    activity,
    claims,
    contracts,
    marketing,
    messages,
    proof,
    records,
    vouchers,
    web,
)

Items = Callable[[Facts], Sequence[Any]]
LimitOf = Callable[[Any, Facts, date, RetentionPolicy], Limit]
Reached = Callable[[Any, Facts, date, Limit], bool]
Ends = Callable[[Any, Facts, date], tuple[marketing.End, ...]]


def never(item: Any, facts: Facts, granted_on: date, limit: Limit) -> bool:
    """Tell that no granted erasure reaches the category (fine point 6)."""
    return False


def always(item: Any, facts: Facts, granted_on: date, limit: Limit) -> bool:
    """Tell that every granted erasure reaches it, or is answered with an exemption."""
    return True


def known_by(day: str) -> Reached:
    """Reach what existed when the erasure was granted, by the day named."""
    day_of = attrgetter(day)
    return lambda item, facts, granted_on, limit: day_of(item) <= granted_on


def no_ends(item: Any, facts: Facts, as_of: date) -> tuple[marketing.End, ...]:
    """Tell that nothing the person says ends it but an erasure."""
    return ()


@dataclass(frozen=True, slots=True)
class Home:
    """One category: its items, the limit of each, what a granted erasure reaches, what else ends it."""

    items: Items
    limit: LimitOf
    reached: Reached = never
    ends: Ends = no_ends


def rows(name: str) -> Items:
    """Take every row as an item of its own."""
    return attrgetter(name)


def one(name: str) -> Items:
    """Take the one there is, if any."""
    fact_of = attrgetter(name)
    return lambda facts: () if (fact := fact_of(facts)) is None else (fact,)


def together(name: str) -> Items:
    """Take all the rows as one item: the relation of all contracts, the evidence of all consents."""
    rows_of = attrgetter(name)
    return lambda facts: (found,) if (found := rows_of(facts)) else ()


def counted(category: str, day: str) -> LimitOf:
    """Count from the one day the item has."""
    day_of = attrgetter(day)
    return lambda item, facts, as_of, policy: apply(policy.rule(category), Standing(day_of(item)), as_of)


def requests(facts: Facts) -> Sequence[Any]:
    """Take every request, where their records are asked about."""
    return facts.dsrs if facts.include_dsr_records else ()


HOMES: dict[str, Home] = {
    "support_profile": Home(one("support_profile"), activity.profile_limit, known_by("registered_on")),
    "customer_data": Home(together("contracts"), contracts.relation_limit, contracts.contracts_known),
    "correspondence": Home(one("correspondence"), messages.correspondence_limit, known_by("last_message_on")),
    "billing_claim": Home(rows("invoices"), claims.claim_limit, claims.claim_known),
    "accounting_records": Home(rows("accounting_docs"), vouchers.voucher_limit, always),
    "crm_inquiry": Home(rows("inquiries"), messages.inquiry_limit, messages.inquiry_known),
    "credit_check": Home(
        rows("credit_checks"), counted("credit_check", "obtained_on"), known_by("obtained_on")
    ),
    "marketing_profile": Home(
        one("marketing"), marketing.marketing_limit, marketing.marketing_known, marketing.marketing_ends
    ),
    "web_visit_stats": Home(rows("web_visits"), web.visit_limit),
    "stats_extract": Home(rows("stats_extracts"), web.extract_limit),
    "phone_message": Home(rows("phone_messages"), counted("phone_message", "taken_on"), known_by("taken_on")),
    "security_log": Home(rows("security_log"), counted("security_log", "on")),
    "dsr_file": Home(requests, counted("dsr_file", "closed_on")),
    "dsr_ledger": Home(requests, counted("dsr_ledger", "closed_on")),
    "consent_evidence": Home(together("consents"), proof.evidence_limit),
    "disclosure_log": Home(rows("disclosures"), counted("disclosure_log", "on")),
    "suppression_entry": Home(one("suppression"), counted("suppression_entry", "since")),
}

BEYOND_ERASURE = frozenset({"access_log", "message_log", "staff_account", "account", "identity"})
"""Records of what we did, and what goes with its holder: no granted erasure reaches them apart."""


@cache
def home_of(category: str) -> Home:
    """Give a category's home; a category of a policy file's own is at home in the records."""
    return HOMES.get(category) or Home(
        lambda facts: tuple(record for record in facts.records if record.category == category),
        records.record_limit,
        _record_known,
    )


def _record_known(record: Record, facts: Facts, granted_on: date, limit: Limit) -> bool:
    return record.category not in BEYOND_ERASURE and records.existed_on(record, granted_on)
