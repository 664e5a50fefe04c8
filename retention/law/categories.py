"""Where each category's items stand in the facts, and which provision is asked about them."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from law.shapes import Trigger, When
from retention.law.facts import Facts, Record, SupportProfile
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

LimitOf = Callable[[Any, Facts, date, RetentionPolicy], Limit]
Reached = Callable[[Any, Facts, date, Limit], bool]
Ends = Callable[[Any, Facts, date], tuple[marketing.End, ...]]


def _never(item: Any, facts: Facts, granted: date, limit: Limit) -> bool:
    return False


def _always(item: Any, facts: Facts, granted: date, limit: Limit) -> bool:
    return True


def _no_ends(item: Any, facts: Facts, as_of: date) -> tuple[marketing.End, ...]:
    return ()


@dataclass(frozen=True, slots=True)
class Home:
    """One category: its items, its limit, whom a granted erasure reaches, what else ends it."""

    items: Callable[[Facts], Iterable[Any]]
    limit: LimitOf
    reached: Reached = _never
    ends: Ends = _no_ends


def counted(category: str, day_of: Callable[[Any], date]) -> LimitOf:
    """Give the limit of a category whose item has one day to count from."""

    def limit(item: Any, facts: Facts, as_of: date, policy: RetentionPolicy) -> Limit:
        return apply(policy.rule(category), Standing(day_of(item)), as_of)

    return limit


def _profile(profile: SupportProfile, facts: Facts, as_of: date, policy: RetentionPolicy) -> Limit:
    rule = policy.rule("support_profile", When.VERIFIED if profile.verified else When.UNVERIFIED)
    used = rule.trigger == Trigger.LAST_COUNTED_ACTIVITY
    trigger = activity.last_counted_activity if used else activity.registration
    return apply(rule, trigger(profile, as_of), as_of)


def _customer(item: Any, facts: Facts, as_of: date, policy: RetentionPolicy) -> Limit:
    return contracts.graced(contracts.customer_limit(facts, as_of, policy), facts, as_of, policy)


def _request(category: str) -> LimitOf:
    def limit(item: Any, facts: Facts, as_of: date, policy: RetentionPolicy) -> Limit:
        return apply(policy.rule(category), proof.request_closed(item), as_of)

    return limit


def _requests(facts: Facts) -> Iterable[Any]:
    return facts.dsrs if facts.include_dsr_records else ()


def _one(item: Any) -> tuple[Any, ...]:
    return () if item is None else (item,)


def _whole(items: tuple[Any, ...]) -> tuple[Any, ...]:
    """Give all the rows of a category as its one item: contracts, consents."""
    return (items,) if items else ()


HOMES: dict[str, Home] = {
    "support_profile": Home(
        lambda facts: _one(facts.support_profile),
        _profile,
        reached=lambda profile, facts, day, limit: activity.existed_on(profile, day),
    ),
    "customer_data": Home(
        lambda facts: _whole(facts.contracts),
        _customer,
        reached=lambda item, facts, day, limit: contracts.none_started_after(facts, day),
    ),
    "correspondence": Home(
        lambda facts: _one(facts.correspondence),
        messages.correspondence_limit,
        reached=lambda mail, facts, day, limit: messages.mail_existed_on(mail, day),
    ),
    "billing_claim": Home(lambda facts: facts.invoices, claims.claim_limit, reached=_always),
    "accounting_records": Home(lambda facts: facts.accounting_docs, vouchers.voucher_limit, reached=_always),
    "crm_inquiry": Home(
        lambda facts: facts.inquiries, messages.inquiry_limit, reached=messages.inquiry_existed_on
    ),
    "credit_check": Home(
        lambda facts: facts.credit_checks,
        counted("credit_check", lambda report: report.obtained_on),
        reached=lambda report, facts, day, limit: report.obtained_on <= day,
    ),
    "marketing_profile": Home(
        lambda facts: _one(facts.marketing),
        marketing.marketing_limit,
        reached=lambda profile, facts, day, limit: marketing.marketing_existed_on(profile, day),
        ends=marketing.marketing_ends,
    ),
    "web_visit_stats": Home(
        lambda facts: facts.web_visits,
        lambda visit, facts, as_of, policy: web.visit_limit(visit, as_of, policy),
    ),
    "stats_extract": Home(
        lambda facts: facts.stats_extracts,
        lambda extract, facts, as_of, policy: web.extract_limit(extract, as_of, policy),
    ),
    "phone_message": Home(
        lambda facts: facts.phone_messages,
        counted("phone_message", lambda message: message.taken_on),
        reached=lambda message, facts, day, limit: message.taken_on <= day,
    ),
    "security_log": Home(lambda facts: facts.security_log, counted("security_log", lambda event: event.on)),
    "dsr_file": Home(_requests, _request("dsr_file")),
    "dsr_ledger": Home(_requests, _request("dsr_ledger")),
    "consent_evidence": Home(
        lambda facts: _whole(facts.consents),
        lambda consents, facts, as_of, policy: apply(
            policy.rule("consent_evidence"), proof.last_consent_end(consents, as_of), as_of
        ),
    ),
    "disclosure_log": Home(
        lambda facts: facts.disclosures, counted("disclosure_log", lambda disclosure: disclosure.on)
    ),
    "suppression_entry": Home(
        lambda facts: _one(facts.suppression),
        counted("suppression_entry", lambda entry: entry.since),
    ),
}

NOT_ERASABLE_RECORDS = frozenset({"access_log", "message_log", "staff_account", "account", "identity"})
"""The hub's own tables kept as records: proof of what we did, not data a granted erasure reaches."""


def _record_reached(record: Record, facts: Facts, granted: date, limit: Limit) -> bool:
    return record.category not in NOT_ERASABLE_RECORDS and records.record_existed_on(record, granted)


@cache
def home_of(category: str) -> Home:
    """Give a category's home; a category of a policy file's own is at home in the records."""
    return HOMES.get(category) or Home(
        lambda facts: tuple(record for record in facts.records if record.category == category),
        lambda record, facts, as_of, policy: records.record_limit(record, as_of, policy),
        reached=_record_reached,
    )
