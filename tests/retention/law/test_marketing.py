"""RT-11, RT-12: marketing profiles, visits and statistics."""

from __future__ import annotations

from typing import Any

import pytest

from tests.retention.law.builders import (
    Answer,
    anonymise,
    by_consent,
    by_interest,
    contracts,
    decided,
    erase,
    granted,
    hold,
    keep,
    restriction,
    visit,
)

TODAY = "2026-11-23"
IDLE, LI, CUSTOMER = "MARKETING_IDLE_24M", "MARKETING_LI_12M", "MARKETING_LI_CUSTOMER"
WITHDRAWN, OBJECTED = "CONSENT_WITHDRAWN", "OBJECTION_ART21_2"
DOUBT = keep(None, None, "DATA_QUALITY_REVIEW")


@pytest.mark.parametrize(
    ("as_of", "facts", "answer"),
    [
        pytest.param(
            "2026-11-22",
            by_consent("2024-01-01", "2024-11-22"),
            keep("2026-11-22", TODAY, IDLE),
            id="last day",
        ),
        pytest.param(
            TODAY, by_consent("2024-01-01", "2024-11-22"), erase("2026-11-22", TODAY, IDLE), id="idle"
        ),
        pytest.param(
            TODAY, by_consent("2024-11-22", "2024-01-01"), erase("2026-11-22", TODAY, IDLE), id="given last"
        ),
        pytest.param(TODAY, by_consent("2024-11-22"), erase("2026-11-22", TODAY, IDLE), id="never seen"),
        pytest.param(
            TODAY,
            by_consent("2026-01-01", withdrawn=TODAY),
            erase("2028-01-01", TODAY, f"{WITHDRAWN} {IDLE}"),
            id="withdrawn today",
        ),
        pytest.param(
            TODAY,
            by_consent("2026-01-01", withdrawn="2026-11-24"),
            keep("2028-01-01", "2028-01-02", IDLE),
            id="tomorrow",
        ),
        pytest.param(
            TODAY,
            by_consent("2026-01-01", withdrawn="2025-12-31"),
            keep("2028-01-01", "2028-01-02", IDLE),
            id="withdrawn, and given anew",
        ),
        pytest.param(
            TODAY,
            by_consent("2026-01-01T12:00:00+01:00", withdrawn="2026-01-01T11:59:00+01:00"),
            keep("2028-01-01", "2028-01-02", IDLE),
            id="withdrawn and given anew the same day",
        ),
        pytest.param(
            TODAY,
            by_consent("2026-01-01T12:00:00+01:00", withdrawn="2026-01-01T12:01:00+01:00"),
            erase("2028-01-01", "2026-01-01", f"{WITHDRAWN} {IDLE}"),
            id="given and withdrawn the same day",
        ),
        pytest.param(
            TODAY,
            by_consent("2026-01-01T12:00:00+01:00", withdrawn="2026-01-01T11:00:00Z"),
            erase("2028-01-01", "2026-01-01", f"{WITHDRAWN} {IDLE}"),
            id="withdrawn the very instant it was given: not before it",
        ),
        pytest.param(
            TODAY,
            by_consent("2026-01-01", objected="2026-11-20"),
            erase("2028-01-01", "2026-11-20", f"{IDLE} {OBJECTED}"),
            id="an objection ends it under consent too",
        ),
        pytest.param(
            TODAY,
            by_consent("2026-01-01", objected="2025-11-20"),
            keep("2028-01-01", "2028-01-02", IDLE),
            id="an objection the newest consent answers",
        ),
        pytest.param(
            TODAY,
            by_consent("2026-01-01", withdrawn="2026-11-20", objected="2026-11-10") | granted("2026-11-15"),
            erase("2028-01-01", "2026-11-10", f"{WITHDRAWN} DSR_ERASURE_GRANTED {IDLE} {OBJECTED}"),
            id="all are told, the earliest wins",
        ),
        pytest.param(
            TODAY,
            by_consent("2024-01-01", withdrawn="2026-11-20"),
            erase("2026-01-01", "2026-01-02", f"{WITHDRAWN} {IDLE}"),
            id="the base day was earlier still",
        ),
        pytest.param(
            TODAY,
            by_consent("2026-11-10") | granted("2026-11-10"),
            erase("2028-11-10", "2026-11-10", f"DSR_ERASURE_GRANTED {IDLE}"),
            id="given the day of the grant",
        ),
        pytest.param(
            TODAY,
            by_consent("2026-11-11") | granted("2026-11-10"),
            keep("2028-11-11", "2028-11-12", IDLE),
            id="given after it",
        ),
        pytest.param(
            TODAY,
            by_consent("2026-01-01", withdrawn="2026-11-20") | contracts(("2020-01-01", None)),
            erase("2028-01-01", "2026-11-20", f"{WITHDRAWN} {IDLE}"),
            id="a running contract keeps no marketing",
        ),
        pytest.param(
            TODAY,
            by_consent("2026-01-01", withdrawn="2026-11-20") | restriction("2026-11-01"),
            keep("2028-01-01", None, f"{WITHDRAWN} {IDLE} RESTRICTION_ART18"),
            id="restricted: stored only",
        ),
    ],
)
def test_consented_marketing_ends_when_idle_or_when_the_person_says_so(
    as_of: str, facts: dict[str, Any], answer: Answer
) -> None:
    assert decided("marketing_profile", as_of, facts) == answer


EX = contracts(("2020-01-01", "2025-11-22"))


@pytest.mark.parametrize(
    ("as_of", "facts", "answer"),
    [
        pytest.param(
            TODAY, EX | by_interest("2026-11-01"), erase("2026-11-22", TODAY, LI), id="12 months after"
        ),
        pytest.param(
            "2026-11-22", EX | by_interest("2026-11-01"), keep("2026-11-22", TODAY, LI), id="the last day"
        ),
        pytest.param(
            "2025-11-22",
            EX | by_interest("2025-11-01"),
            keep(None, None, CUSTOMER),
            id="the last day as a customer",
        ),
        pytest.param(
            TODAY, contracts(("2020-01-01", None)) | by_interest(), keep(None, None, CUSTOMER), id="open"
        ),
        pytest.param(
            TODAY,
            contracts(("2020-01-01", None)) | by_interest() | {"contact_left_on": "2020-06-01"},
            keep(None, None, CUSTOMER),
            id="the contact left, the customer stays",
        ),
        pytest.param(
            TODAY,
            contracts(("2026-01-01", "2025-01-01")) | by_interest("2019-01-01"),
            DOUBT,
            id="doubtful contracts",
        ),
        pytest.param(
            TODAY, by_interest("2025-11-22"), erase("2026-11-22", TODAY, LI), id="a lead: last interaction"
        ),
        pytest.param(TODAY, by_interest(), DOUBT, id="a lead never seen: a person looks"),
        pytest.param(
            TODAY,
            EX | by_interest(objected=TODAY),
            erase("2026-11-22", TODAY, f"{LI} {OBJECTED}"),
            id="objected today",
        ),
        pytest.param(
            "2026-11-22",
            EX | by_interest(objected=TODAY),
            keep("2026-11-22", TODAY, LI),
            id="objects tomorrow",
        ),
        pytest.param(
            TODAY,
            contracts(("2026-11-15", None)) | by_interest() | granted("2026-11-10"),
            erase(None, "2026-11-10", f"DSR_ERASURE_GRANTED {CUSTOMER}"),
            id="a granted erasure reaches interest-based marketing always",
        ),
        pytest.param(
            TODAY,
            contracts(("2020-01-01", "2025-11-22", "2026-11-20")) | by_interest(),
            erase("2026-11-22", TODAY, LI),
            id="a corrected end gives marketing no grace",
        ),
    ],
)
def test_interest_based_marketing_ends_a_year_after_the_customer(
    as_of: str, facts: dict[str, Any], answer: Answer
) -> None:
    assert decided("marketing_profile", as_of, facts) == answer


W, IP = "WEB_26M", "IP_NOT_MASKED"


@pytest.mark.parametrize(
    ("as_of", "facts", "answer"),
    [
        pytest.param("2026-11-22", visit("2024-09-22"), keep("2026-11-22", TODAY, W), id="last day kept"),
        pytest.param(TODAY, visit("2024-09-22"), erase("2026-11-22", TODAY, W), id="the day after"),
        pytest.param(
            "2026-11-22",
            visit("2024-09-22", masked=False),
            anonymise("2026-11-22", "2024-09-22", f"{IP} {W}"),
            id="unmasked on its last day",
        ),
        pytest.param(
            TODAY,
            visit("2024-09-22", masked=False),
            erase("2026-11-22", TODAY, W),
            id="unmasked and past it: erase",
        ),
        pytest.param(
            TODAY,
            visit(TODAY, masked=False),
            anonymise("2029-01-23", TODAY, f"{IP} {W}"),
            id="unmasked today",
        ),
        pytest.param(
            TODAY,
            visit("2026-11-24", masked=False),
            keep("2029-01-24", "2026-11-24", f"{IP} {W}"),
            id="unmasked tomorrow: not yet",
        ),
        pytest.param(
            TODAY, visit("2024-09-22") | hold("2026-01-01"), erase("2026-11-22", TODAY, W), id="all is not it"
        ),
        pytest.param(
            TODAY,
            visit("2026-11-01", masked=False) | hold("2026-01-01", None, ["web_visit_stats"]),
            keep("2029-01-01", None, f"{IP} LEGAL_HOLD {W}"),
            id="a hold that names it is",
        ),
        pytest.param(
            TODAY,
            visit("2024-10-22") | granted("2026-11-10"),
            keep("2026-12-22", "2026-12-23", W),
            id="no one's visit",
        ),
    ],
)
def test_visits_go_after_26_months_and_full_addresses_at_once(
    as_of: str, facts: dict[str, Any], answer: Answer
) -> None:
    assert decided("web_visit_stats", as_of, facts) == answer


STATS = "STATS_MUST_BE_ANONYMISED"


@pytest.mark.parametrize(
    ("created", "anonymous", "answer"),
    [
        pytest.param(TODAY, False, anonymise(None, TODAY, STATS), id="drawn today"),
        pytest.param("2026-11-24", False, keep(None, "2026-11-24", STATS), id="drawn tomorrow"),
        pytest.param("2010-01-01", True, keep(None, None, "NOT_PERSONAL_DATA"), id="anonymous"),
    ],
)
def test_statistics_are_anonymised_at_once(created: str, anonymous: bool, answer: Answer) -> None:
    extract = {"stats_extracts": [{"created_on": created, "anonymised": anonymous}]}
    assert decided("stats_extract", TODAY, extract | granted("2026-11-22") | hold("2026-01-01")) == answer
