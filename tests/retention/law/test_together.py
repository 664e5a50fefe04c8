"""Domain.md 3.3: several items in a category, several categories in a person."""

from __future__ import annotations

from typing import Any

import pytest

from tests.retention.law.builders import (
    Answer,
    by_interest,
    contracts,
    decided,
    invoice,
    profile,
    told,
    visit,
)

TODAY = "2026-11-23"
W, IP = "WEB_26M", "IP_NOT_MASKED"
OLD, YOUNG, BARE, OLD_BARE = (
    {"visited_at": "2024-01-01T10:00:00Z", "ip_masked": True},
    {"visited_at": "2026-01-01T10:00:00Z", "ip_masked": True},
    {"visited_at": "2026-02-01T10:00:00Z", "ip_masked": False},
    {"visited_at": "2023-02-01T10:00:00Z", "ip_masked": False},
)


@pytest.mark.parametrize(
    ("visits", "answer"),
    [
        pytest.param(
            [OLD, OLD_BARE], ("erase", "2026-03-01", "2025-04-02", None, W), id="all go: the earliest acts"
        ),
        pytest.param([OLD, YOUNG], ("partial", "2028-03-01", "2026-03-02", None, W), id="some go"),
        pytest.param(
            [OLD, BARE],
            ("partial", "2028-04-01", "2026-02-01", None, f"{IP} {W}"),
            id="erase beside anonymise",
        ),
        pytest.param(
            [BARE, BARE], ("anonymise", "2028-04-01", "2026-02-01", None, f"{IP} {W}"), id="all anonymised"
        ),
        pytest.param([YOUNG, YOUNG], ("keep", "2028-03-01", "2028-03-02", None, W), id="all kept"),
    ],
)
def test_items_are_decided_each_alone_and_told_together(visits: list[Any], answer: Answer) -> None:
    assert decided("web_visit_stats", TODAY, {"web_visits": visits}) == answer
    assert decided("web_visit_stats", TODAY, {"web_visits": visits[::-1]}) == answer


def test_one_item_without_an_end_leaves_the_category_without_one() -> None:
    settled = invoice(("2026-01-31", "payment", 1000))
    found = decided("billing_claim", TODAY, {"invoices": [settled, invoice()]})
    assert found == ("keep", None, "2028-02-01", None, "CLAIM_OPEN CLAIM_SETTLED_24M")


DUE_PROFILE = profile("2024-01-10", "2025-12-01")
REMINDED = profile("2024-12-10")
DUE_CUSTOMER = contracts(("2020-01-01", "2024-01-31"))
CUSTOMER = contracts(("2020-01-01", "2026-01-31"))
BARE_VISIT = visit("2026-11-01", masked=False)
EVIDENCE = {"consents": [{"purpose": "p", "ended_on": "2020-01-01"}]}
STANDING = {"consents": [{"purpose": "p", "ended_on": None}]}
LOG = {"disclosures": [{"on": "2021-01-01"}]}
MIXED = {"web_visits": [OLD, BARE]}


@pytest.mark.parametrize(
    ("facts", "decision", "due"),
    [
        pytest.param(DUE_PROFILE | DUE_CUSTOMER, "erase", "2026-01-11", id="all erased: the earliest day"),
        pytest.param(DUE_PROFILE | BARE_VISIT, "erase", "2026-01-11", id="erased and anonymised: erase"),
        pytest.param(BARE_VISIT, "anonymise", "2026-11-01", id="only anonymised"),
        pytest.param(DUE_PROFILE | CUSTOMER, "partial", "2026-01-11", id="some go"),
        pytest.param(DUE_CUSTOMER | REMINDED, "partial", "2026-02-01", id="some go, some are reminded"),
        pytest.param(MIXED, "partial", "2026-02-01", id="a partial category"),
        pytest.param(MIXED | DUE_PROFILE, "partial", "2026-01-11", id="beside an erased one"),
        pytest.param(REMINDED | CUSTOMER, "remind", "2026-11-11", id="a reminder before what is kept"),
        pytest.param(CUSTOMER | visit("2026-01-01"), "keep", "2028-02-01", id="kept: the next day to come"),
        pytest.param(contracts(("2020-01-01", None)), "keep", None, id="no end"),
        pytest.param(CUSTOMER | EVIDENCE, "keep", "2028-02-01", id="residual erasure has no vote"),
        pytest.param(DUE_CUSTOMER | STANDING, "erase", "2026-02-01", id="nor has residual keeping"),
        pytest.param(EVIDENCE, "erase", "2025-01-02", id="alone it decides"),
        pytest.param(LOG | EVIDENCE, "erase", "2025-01-02", id="several alone"),
        pytest.param(LOG | STANDING, "partial", "2026-01-02", id="and disagree"),
        pytest.param({}, "keep", None, id="nothing"),
    ],
)
def test_the_primary_categories_decide_for_the_person(
    facts: dict[str, Any], decision: str, due: str | None
) -> None:
    found = told(TODAY, facts)
    assert (found["decision"], found["due_date"]) == (decision, due)


def test_the_reasons_of_all_categories_are_told() -> None:
    found = told(TODAY, DUE_CUSTOMER | EVIDENCE | by_interest("2026-01-01"))
    assert found["reasons"] == ["CONSENT_EVIDENCE_60M", "CONTRACT_ENDED_24M", "MARKETING_LI_12M"]
    assert told(TODAY, {})["reasons"] == []


def test_old_purges_and_unknown_facts_change_nothing() -> None:
    more = {"previous_purges": [{"purged_on": "2026-03-01"}], "shoe_size": 43}
    assert told(TODAY, DUE_PROFILE | more) == told(TODAY, DUE_PROFILE)
