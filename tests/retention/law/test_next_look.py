"""`next_look`: the first day on which an answer may change by itself."""

from __future__ import annotations

from typing import Any

import pytest

from law.input import Node
from retention.law import Facts, RetentionPolicy, next_look
from retention.law.cases.reading import read_facts
from retention.law.facts import FiscalYear, Record, SupportProfile
from tests.retention.law.builders import (
    by_consent,
    contracts,
    day,
    granted,
    hold,
    inquiry,
    invoice,
    mail,
    profile,
    request,
    visit,
)

TODAY = "2026-11-23"
POLICY = RetentionPolicy.default()
LAST = "2024-12-22"
"""Due on 23 December 2026; reminders are due on 24 October, 23 November and 16 December."""


@pytest.mark.parametrize(
    ("category", "as_of", "facts", "look"),
    [
        pytest.param(
            "support_profile", "2026-10-01", profile(LAST), "2026-10-24", id="the first reminder point"
        ),
        pytest.param("support_profile", "2026-10-24", profile(LAST), "2026-11-23", id="the second"),
        pytest.param("support_profile", "2026-11-23", profile(LAST), "2026-12-16", id="the third"),
        pytest.param("support_profile", "2026-12-16", profile(LAST), "2026-12-23", id="the limit"),
        pytest.param(
            "support_profile", "2026-12-23", profile(LAST), None, id="reminder missing: nothing by itself"
        ),
        pytest.param(
            "support_profile",
            "2026-12-20",
            profile(LAST, "2026-12-20"),
            "2026-12-21",
            id="the day after a fact",
        ),
        pytest.param(
            "support_profile",
            "2026-12-21",
            profile(LAST, "2026-12-20"),
            "2027-01-12",
            id="points after a late one",
        ),
        pytest.param(
            "support_tickets",
            "2026-12-16",
            profile(LAST) | {"support_tickets": {"count": 1}},
            "2026-12-23",
            id="tickets",
        ),
        pytest.param("customer_data", TODAY, contracts(("2020-01-01", None)), None, id="an open contract"),
        pytest.param(
            "customer_data",
            TODAY,
            contracts(("2020-01-01", "2026-12-31")),
            "2026-12-31",
            id="a contract's end",
        ),
        pytest.param(
            "customer_data",
            "2026-12-31",
            contracts(("2020-01-01", "2026-12-31")),
            "2027-01-01",
            id="the day after",
        ),
        pytest.param(
            "customer_data", TODAY, contracts(("2020-01-01", "2026-01-31")), "2028-02-01", id="the limit"
        ),
        pytest.param(
            "customer_data",
            TODAY,
            contracts(("2020-01-01", "2024-05-31", "2026-11-20")),
            "2026-12-04",
            id="the grace",
        ),
        pytest.param(
            "customer_data", "2029-01-01", contracts(("2020-01-01", "2026-01-31")), None, id="due and waiting"
        ),
        pytest.param(
            "customer_data",
            TODAY,
            contracts(("2020-01-01", None)) | {"contact_left_on": "2027-03-01"},
            "2027-03-01",
            id="a contact who will leave",
        ),
        pytest.param(
            "crm_inquiry",
            TODAY,
            inquiry("2026-03-01") | hold("2027-01-01"),
            "2027-01-01",
            id="a hold to come",
        ),
        pytest.param(
            "crm_inquiry",
            TODAY,
            inquiry("2026-03-01") | hold("2026-01-01", "2027-01-01"),
            "2027-01-01",
            id="a release",
        ),
        pytest.param(
            "crm_inquiry", TODAY, inquiry("2025-03-01") | hold("2026-01-01"), None, id="a hold without end"
        ),
        pytest.param(
            "crm_inquiry",
            TODAY,
            inquiry("2025-03-01") | request("access", "2026-11-01"),
            None,
            id="an open request",
        ),
        pytest.param(
            "correspondence",
            TODAY,
            contracts(("2020-01-01", "2026-12-31")) | mail("2026-01-01"),
            "2026-12-31",
            id="mail",
        ),
        pytest.param(
            "billing_claim",
            TODAY,
            {"invoices": [invoice(origin="2017-01-31")]},
            "2027-02-01",
            id="prescription",
        ),
        pytest.param(
            "billing_claim",
            TODAY,
            {"invoices": [invoice(("2026-12-05", "payment", 1000))]},
            "2026-12-05",
            id="a payment to come",
        ),
        pytest.param(
            "accounting_records",
            TODAY,
            {"accounting_docs": [{"id": "V", "posting_date": "2019-05-01"}]},
            "2027-01-01",
            id="a year's end",
        ),
        pytest.param(
            "marketing_profile",
            TODAY,
            by_consent("2026-01-01", withdrawn="2027-01-05"),
            "2027-01-05",
            id="a withdrawal to come",
        ),
        pytest.param(
            "web_visit_stats",
            TODAY,
            visit("2026-01-01", masked=False),
            "2028-03-02",
            id="anonymised, then erased",
        ),
        pytest.param(
            "crm_inquiry",
            TODAY,
            inquiry("2026-03-01") | granted("2026-12-24"),
            "2026-12-24",
            id="a grant to come",
        ),
        pytest.param("suppression_entry", TODAY, {"suppression": {"since": "2019-01-01"}}, None, id="never"),
    ],
)
def test_the_next_look_is_the_next_day_that_matters(
    category: str, as_of: str, facts: dict[str, Any], look: str | None
) -> None:
    found = next_look(category, read_facts(Node(facts)), day(as_of), POLICY)
    assert found == (day(look) if look else None)


def test_financial_years_to_come_call_for_no_look() -> None:
    facts = Facts(fiscal_years=(FiscalYear(day("2026-01-01"), day("2026-12-31")),))
    assert next_look("accounting_records", facts, day(TODAY), POLICY) is None


def test_an_address_not_confirmed_is_looked_at_after_a_week() -> None:
    facts = Facts(support_profile=SupportProfile(day("2026-11-20"), verified=False))
    assert next_look("support_profile", facts, day(TODAY), POLICY) == day("2026-11-28")


def test_a_record_is_looked_at_when_it_is_due() -> None:
    facts = Facts(records=(Record("access_log", {"seen_on": day("2026-11-01")}),))
    assert next_look("access_log", facts, day(TODAY), POLICY) == day("2028-11-02")
