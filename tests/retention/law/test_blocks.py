"""Domain.md 3.3: holds, restrictions and open requests; what they reach, and what happens when they end."""

from __future__ import annotations

from typing import Any

import pytest

from retention.law import BEYOND_ALL, Facts, RetentionPolicy, decide
from retention.law.facts import Block, CreditCheck
from tests.retention.law.builders import (
    Answer,
    contracts,
    day,
    decided,
    erase,
    granted,
    hold,
    inquiry,
    keep,
    request,
    restriction,
)

TODAY = "2026-11-23"
M, D, H, R, Q = "INQUIRY_12M", "DEFERRED_BLOCK_ENDED", "LEGAL_HOLD", "RESTRICTION_ART18", "OPEN_DSR"
DUE = inquiry("2025-11-09")
"""Due on 10 November 2026."""


@pytest.mark.parametrize(
    ("as_of", "facts", "answer"),
    [
        pytest.param(TODAY, DUE | hold(TODAY), keep("2026-11-09", None, f"{M} {H}"), id="from its first day"),
        pytest.param(
            TODAY, DUE | hold("2026-11-24"), erase("2026-11-09", "2026-11-10", M), id="not the day before"
        ),
        pytest.param(
            TODAY,
            DUE | hold("2026-11-01", "2026-11-24"),
            keep("2026-11-09", None, f"{M} {H}"),
            id="until its release",
        ),
        pytest.param(
            TODAY,
            DUE | hold("2026-11-01", TODAY),
            erase("2026-11-09", TODAY, f"{D} {M}"),
            id="not on the day of it",
        ),
        pytest.param(
            TODAY,
            DUE | hold("2026-11-10", "2026-11-20"),
            erase("2026-11-09", "2026-11-20", f"{D} {M}"),
            id="over the day",
        ),
        pytest.param(
            TODAY,
            DUE | hold("2026-11-11", "2026-11-20"),
            erase("2026-11-09", "2026-11-10", M),
            id="a day too late for it",
        ),
        pytest.param(
            TODAY,
            DUE | hold("2026-11-01", "2026-11-10"),
            erase("2026-11-09", "2026-11-10", M),
            id="released on the day",
        ),
        pytest.param(
            TODAY,
            DUE | hold("2026-11-10", "2026-11-10"),
            erase("2026-11-09", "2026-11-10", M),
            id="no day at all",
        ),
        pytest.param(
            TODAY,
            DUE | hold("2026-11-01", "2026-11-15") | restriction("2026-11-15", "2026-11-18"),
            erase("2026-11-09", "2026-11-18", f"{D} {M}"),
            id="one meets the next",
        ),
        pytest.param(
            TODAY,
            DUE | hold("2026-11-01", "2026-11-15") | restriction("2026-11-16", "2026-11-18"),
            erase("2026-11-09", "2026-11-15", f"{D} {M}"),
            id="a day between them: due in the gap",
        ),
        pytest.param(
            TODAY,
            DUE | hold("2026-11-01", "2026-11-20") | restriction("2026-11-05", "2026-11-12"),
            erase("2026-11-09", "2026-11-20", f"{D} {M}"),
            id="one within the other",
        ),
        pytest.param(
            TODAY,
            DUE | hold("2026-11-01") | restriction("2026-11-05") | request("access", "2026-11-20"),
            keep("2026-11-09", None, f"{M} {H} {Q} {R}"),
            id="every active one is told",
        ),
        pytest.param(
            "2026-11-05",
            DUE | hold("2026-11-10", "2026-12-01"),
            keep("2026-11-09", "2026-12-01", f"{D} {M}"),
            id="one to come moves the day to come",
        ),
        pytest.param(
            "2026-11-05",
            DUE | hold("2026-11-10"),
            keep("2026-11-09", None, f"{D} {M}"),
            id="without end: no day",
        ),
        pytest.param(
            TODAY,
            DUE | hold("2026-11-01", "2026-11-20") | granted("2026-11-05"),
            erase("2026-11-09", "2026-11-20", f"{D} DSR_ERASURE_GRANTED {M}"),
            id="a granted erasure waits for the hold",
        ),
        pytest.param(
            TODAY,
            DUE | hold("2026-11-20") | granted("2026-11-21"),
            keep("2026-11-09", None, f"DSR_ERASURE_GRANTED {M} {H}"),
            id="and is told under it",
        ),
    ],
)
def test_a_block_keeps_while_it_stands_and_the_first_free_day_is_due(
    as_of: str, facts: dict[str, Any], answer: Answer
) -> None:
    assert decided("crm_inquiry", as_of, facts) == answer


@pytest.mark.parametrize("kind", ["access", "portability", "rectification", "restriction", "objection"])
def test_an_open_request_blocks_until_it_is_closed(kind: str) -> None:
    assert decided("crm_inquiry", TODAY, DUE | request(kind, TODAY)) == keep("2026-11-09", None, f"{M} {Q}")
    closed = DUE | request(kind, "2026-11-01", "2026-11-20")
    assert decided("crm_inquiry", TODAY, closed) == erase("2026-11-09", "2026-11-20", f"{D} {M}")
    assert decided("crm_inquiry", TODAY, DUE | request(kind, "2026-11-24")) == erase(
        "2026-11-09", "2026-11-10", M
    )


def test_an_open_request_for_erasure_never_blocks() -> None:
    assert decided("crm_inquiry", TODAY, DUE | request("erasure", "2026-11-01")) == erase(
        "2026-11-09", "2026-11-10", M
    )


@pytest.mark.parametrize(
    ("scope", "held"),
    [
        pytest.param("all", True, id="all"),
        pytest.param(["crm_inquiry"], True, id="by name"),
        pytest.param(["customer_data", "support_profile"], False, id="others by name"),
        pytest.param([], False, id="nothing"),
    ],
)
def test_a_scope_says_what_is_held(scope: Any, held: bool) -> None:
    found = decided("crm_inquiry", TODAY, DUE | hold("2026-11-01", None, scope))
    assert found[0] == ("keep" if held else "erase")


def test_all_leaves_out_what_is_nobodys_and_what_proves() -> None:
    assert {
        "web_visit_stats",
        "stats_extract",
        "dsr_file",
        "consent_evidence",
        "dsr_ledger",
        "disclosure_log",
        "suppression_entry",
        "account",
        "identity",
    } == BEYOND_ALL


def test_a_hold_keeps_what_follows_the_customer_only_where_it_reaches_it() -> None:
    facts = contracts(("2020-01-01", "2024-11-22")) | inquiry("2019-01-01", converted=True)
    facts |= hold("2026-11-01", None, ["customer_data"])
    assert decided("customer_data", TODAY, facts)[0] == "keep"
    assert decided("crm_inquiry", TODAY, facts) == erase("2026-11-22", TODAY, "INQUIRY_CONVERTED")


def test_a_request_known_as_a_block_alone_keeps_too() -> None:
    facts = Facts(credit_checks=(CreditCheck(day("2026-01-01")),), open_requests=(Block(day("2026-11-01")),))
    found = decide("credit_check", facts, day(TODAY), RetentionPolicy.default())
    assert (found.action, found.action_date, found.reasons) == ("keep", None, ("CREDIT_INFO_3M", "OPEN_DSR"))


@pytest.mark.parametrize(
    ("as_of", "grants", "answer"),
    [
        pytest.param("2026-11-01", granted("2026-11-01"), "erase", id="granted today"),
        pytest.param("2026-10-31", granted("2026-11-01"), "keep", id="granted tomorrow"),
        pytest.param("2026-11-01", granted("2026-11-01", outcome="partial"), "erase", id="in part"),
        pytest.param("2026-11-01", granted("2026-11-01", outcome="refused"), "keep", id="refused"),
        pytest.param("2026-11-01", granted("2025-11-08"), "keep", id="before it was received"),
        pytest.param("2026-11-01", granted("2025-11-08", "2026-10-20"), "erase", id="the latest counts"),
        pytest.param("2026-11-01", granted("2025-11-08", "2026-11-02"), "keep", id="the latest until today"),
    ],
)
def test_a_granted_erasure_counts_from_its_day(as_of: str, grants: dict[str, Any], answer: str) -> None:
    assert decided("crm_inquiry", as_of, DUE | grants)[0] == answer


def test_of_two_grants_the_latest_is_the_day() -> None:
    found = decided("crm_inquiry", "2026-11-01", DUE | granted("2026-10-20", "2025-12-20"))
    assert found == erase("2026-11-09", "2026-10-20", f"DSR_ERASURE_GRANTED {M}")


def test_a_request_that_is_no_erasure_grants_none() -> None:
    access = {"type": "access", "received_on": "2026-01-01", "closed_on": "2026-02-01"}
    answered = {"dsrs": [access | {"decided_on": "2026-02-01", "outcome": "granted"}]}
    assert decided("crm_inquiry", "2026-11-01", DUE | answered) == keep("2026-11-09", "2026-11-10", M)
