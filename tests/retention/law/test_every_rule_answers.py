"""Each rule answers, and only once, on every day from 2018 to 2036: no answer and two are both errors."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import pytest

from law.input import Node
from law.reasons import BLOCK_CODES, Code
from law.shapes import OFFERED
from register.categories import Category
from retention.law import Facts, RetentionPolicy, decide, evaluate, next_look
from retention.law.cases.reading import read_facts
from retention.law.default_rules import DEFAULT_RULES
from retention.law.facts import PhoneMessage, Record, SecurityEvent
from tests.retention.law.builders import (
    by_consent,
    by_interest,
    contracts,
    day,
    hold,
    inquiry,
    invoice,
    mail,
    profile,
    visit,
)

POLICY = RetentionPolicy.default()
MIDDLE = "2027-06-30"
PERSON: dict[str, Any] = {
    **profile("2024-02-29", "2026-01-30"),
    "support_tickets": {"count": 1},
    **contracts(("2020-01-01", MIDDLE)),
    **mail("2027-02-28"),
    **inquiry("2026-02-28"),
    "invoices": [invoice(("2026-08-31", "payment", 1000)), invoice(origin="2020-02-29")],
    "accounting_docs": [{"id": "V", "posting_date": "2024-02-29"}],
    "credit_checks": [{"obtained_on": "2026-11-30"}],
    **by_interest("2026-01-01"),
    **visit("2025-12-31"),
    "stats_extracts": [{"created_on": "2027-01-01", "anonymised": False}],
    "consents": [{"purpose": "p", "ended_on": MIDDLE}],
    "suppression": {"since": "2020-01-01"},
    "disclosures": [{"on": "2024-02-29"}],
    "dsrs": [{"type": "access", "received_on": "2026-01-01", "closed_on": "2026-01-31"}],
    "include_dsr_records": True,
    **hold("2028-01-01", "2028-02-29"),
}
FACTS = read_facts(Node(PERSON))
BASE_CODES = {rule.code for rule in DEFAULT_RULES} | {
    Code.CONTRACT_OPEN,
    Code.CONTRACT_RUNNING_FIXED,
    Code.CONTACT_LEFT_24M,
    Code.INQUIRY_CONVERTED,
    Code.CLAIM_OPEN,
    Code.CLAIM_BALANCE_NOT_ZERO,
    Code.CLAIM_TIME_BARRED,
    Code.NOT_PERSONAL_DATA,
    Code.MARKETING_LI_CUSTOMER,
    Code.CONSENT_ACTIVE,
    Code.DATA_QUALITY_REVIEW,
}


def days() -> Iterator[date]:
    """Every day around the turns of months and years, and every 17th between."""
    current, last = date(2018, 1, 1), date(2036, 12, 31)
    while current <= last:
        if current.day in (1, 28, 29, 30, 31) or current.toordinal() % 17 == 0:
            yield current
        current += timedelta(days=1)


@pytest.mark.parametrize(
    "category",
    [
        "support_profile",
        "customer_data",
        "correspondence",
        "accounting_records",
        "marketing_profile",
        "credit_check",
        "web_visit_stats",
        "stats_extract",
        "consent_evidence",
        "disclosure_log",
        "suppression_entry",
        "support_tickets",
        "dsr_file",
        "dsr_ledger",
        "crm_inquiry",
    ],
)
def test_one_ground_and_one_only_on_every_day(category: str) -> None:
    for today in days():
        decided = decide(category, FACTS, today, POLICY)
        grounds = BASE_CODES & set(decided.reasons)
        assert len(grounds) == 1, (today, decided)
        assert not (decided.is_destructive and BLOCK_CODES & set(decided.reasons))


def test_a_person_is_answered_on_every_day_and_erased_once_and_for_all() -> None:
    gone: set[str] = set()
    for today in days():
        found = evaluate(FACTS, today, POLICY)
        erased = {name for name, it in found.categories.items() if it.action == "erase"}
        held = {name for name, it in found.categories.items() if BLOCK_CODES & set(it.reasons)}
        assert gone - held <= erased, today
        gone = (gone | erased) - held
    assert gone == set(found.categories) - {"suppression_entry", "support_tickets", "stats_extract"}


def test_leaping_from_look_to_look_sees_what_every_day_sees() -> None:
    for category in evaluate(FACTS, date(2026, 1, 1), POLICY).categories:
        today, seen = date(2026, 1, 1), {}
        while (look := next_look(category, FACTS, today, POLICY)) is not None:
            seen[today] = decide(category, FACTS, today, POLICY)
            today = look
        for any_day in days():
            if any_day >= date(2026, 1, 1) and any_day < today:
                latest = max(day for day in seen if day <= any_day)
                assert decide(category, FACTS, any_day, POLICY) == seen[latest], (category, any_day)


def test_every_category_of_the_hub_has_a_rule() -> None:
    assert {category.value for category in Category} - {"per_row"} <= POLICY.categories
    assert set(OFFERED) <= POLICY.categories


def test_every_rule_of_the_defaults_is_asked() -> None:
    asked = Facts(
        phone_messages=(PhoneMessage(day("2026-01-01")),),
        security_log=(SecurityEvent(day("2026-01-01")),),
        records=tuple(
            Record(category, {})
            for category in ("access_log", "message_log", "staff_account", "account", "identity")
        ),
    )
    together = {
        *evaluate(FACTS, day(MIDDLE), POLICY).categories,
        *evaluate(asked, day(MIDDLE), POLICY).categories,
    }
    assert together == POLICY.categories


def test_marketing_by_consent_has_its_own_rule() -> None:
    found = decide("marketing_profile", read_facts(Node(by_consent("2026-01-01"))), day(MIDDLE), POLICY)
    assert found.reasons == ("MARKETING_IDLE_24M",)
