"""RT-13, RT-14 and RT-15: what proves that we did right, and the hub's own logs."""

from __future__ import annotations

from typing import Any

import pytest

from retention.law import Facts, RetentionPolicy, decide
from retention.law.facts import PhoneMessage, Record, SecurityEvent
from tests.retention.law.builders import Answer, day, decided, erase, granted, hold, keep, request, told

TODAY = "2026-11-23"
ACTIVE, EVIDENCE = "CONSENT_ACTIVE", "CONSENT_EVIDENCE_60M"


def consents(*ends: str | None) -> dict[str, Any]:
    return {"consents": [{"purpose": "marketing", "ended_on": end} for end in ends]}


@pytest.mark.parametrize(
    ("as_of", "facts", "answer"),
    [
        pytest.param(
            "2026-11-22", consents("2021-11-22"), keep("2026-11-22", TODAY, EVIDENCE), id="last day kept"
        ),
        pytest.param(TODAY, consents("2021-11-22"), erase("2026-11-22", TODAY, EVIDENCE), id="the day after"),
        pytest.param(
            TODAY, consents("2010-01-01", "2021-11-22"), erase("2026-11-22", TODAY, EVIDENCE), id="the last"
        ),
        pytest.param(TODAY, consents("2010-01-01", None), keep(None, None, ACTIVE), id="one still stands"),
        pytest.param(TODAY, consents("2026-11-24"), keep(None, None, ACTIVE), id="ends tomorrow: stands"),
        pytest.param(
            TODAY, consents(TODAY), keep("2031-11-23", "2031-11-24", EVIDENCE), id="ends today: ended"
        ),
        pytest.param(
            TODAY,
            consents("2021-11-22") | hold("2020-01-01"),
            erase("2026-11-22", TODAY, EVIDENCE),
            id="held",
        ),
        pytest.param(
            TODAY,
            consents("2021-11-22") | hold("2020-01-01", None, ["consent_evidence"]),
            keep("2026-11-22", None, f"{EVIDENCE} LEGAL_HOLD"),
            id="held by name",
        ),
        pytest.param(
            TODAY,
            consents("2026-01-01") | granted("2026-11-10"),
            keep("2031-01-01", "2031-01-02", EVIDENCE),
            id="granted",
        ),
    ],
)
def test_evidence_is_kept_while_a_consent_stands_and_60_months(
    as_of: str, facts: dict[str, Any], answer: Answer
) -> None:
    assert decided("consent_evidence", as_of, facts) == answer


RECORDS = {"include_dsr_records": True}


@pytest.mark.parametrize(
    ("as_of", "closed", "of_file", "of_ledger"),
    [
        pytest.param(
            "2026-11-22",
            "2024-11-22",
            keep("2026-11-22", TODAY, "DSR_FILE_24M"),
            keep("2029-11-22", "2029-11-23", "DSR_LEDGER_60M"),
            id="last day of the file",
        ),
        pytest.param(
            TODAY,
            "2024-11-22",
            erase("2026-11-22", TODAY, "DSR_FILE_24M"),
            keep("2029-11-22", "2029-11-23", "DSR_LEDGER_60M"),
            id="the day after",
        ),
        pytest.param(
            TODAY,
            "2021-11-22",
            erase("2023-11-22", "2023-11-23", "DSR_FILE_24M"),
            erase("2026-11-22", TODAY, "DSR_LEDGER_60M"),
            id="the ledger too",
        ),
        pytest.param(
            TODAY, None, keep(None, None, "DSR_FILE_24M"), keep(None, None, "DSR_LEDGER_60M"), id="open"
        ),
    ],
)
def test_requests_are_counted_from_closing(
    as_of: str, closed: str | None, of_file: Answer, of_ledger: Answer
) -> None:
    facts = request("access", "2020-01-01", closed) | RECORDS | hold("2020-01-01") | {}
    assert decided("dsr_file", as_of, facts) == of_file
    assert decided("dsr_ledger", as_of, facts) == of_ledger


def test_the_records_of_requests_are_told_only_when_asked_for() -> None:
    assert told(TODAY, request("access", "2020-01-01"))["categories"] == {}
    assert told(TODAY, request("access", "2020-01-01") | {"include_dsr_records": False})["categories"] == {}
    assert told(TODAY, RECORDS)["categories"] == {}


@pytest.mark.parametrize(
    ("as_of", "answer"),
    [
        pytest.param("2026-11-22", keep("2026-11-22", TODAY, "DISCLOSURE_LOG_60M"), id="last day kept"),
        pytest.param(TODAY, erase("2026-11-22", TODAY, "DISCLOSURE_LOG_60M"), id="the day after"),
    ],
)
def test_disclosures_are_kept_60_months(as_of: str, answer: Answer) -> None:
    facts = {"disclosures": [{"on": "2021-11-22"}]}
    assert decided("disclosure_log", as_of, facts | granted("2026-01-01") | hold("2020-01-01")) == answer


def test_a_suppression_entry_has_no_end() -> None:
    entry = {"suppression": {"since": "2019-01-01"}}
    assert decided("suppression_entry", TODAY, entry | granted("2026-01-01")) == keep(
        None, None, "SUPPRESSION_PERSISTS"
    )


POLICY = RetentionPolicy.default()


@pytest.mark.parametrize(
    ("category", "facts", "last", "code"),
    [
        pytest.param(
            "phone_message",
            Facts(phone_messages=(PhoneMessage(day("2026-10-23")),)),
            "2026-11-22",
            "PHONE_30D",
            id="phone",
        ),
        pytest.param(
            "security_log",
            Facts(security_log=(SecurityEvent(day("2025-11-22")),)),
            "2026-11-22",
            "SECURITY_LOG_12M",
            id="log",
        ),
        pytest.param(
            "access_log",
            Facts(records=(Record("access_log", {"seen_on": day("2024-11-22")}),)),
            "2026-11-22",
            "ACCESS_LOG_24M",
            id="looks",
        ),
        pytest.param(
            "message_log",
            Facts(records=(Record("message_log", {"sent_on": day("2025-11-22")}),)),
            "2026-11-22",
            "MESSAGE_LOG_12M",
            id="messages",
        ),
        pytest.param(
            "staff_account",
            Facts(records=(Record("staff_account", {"last_role_ended_on": day("2024-11-22")}),)),
            "2026-11-22",
            "STAFF_24M",
            id="staff",
        ),
    ],
)
def test_the_hubs_own_tables_have_rules_too(category: str, facts: Facts, last: str, code: str) -> None:
    kept, gone = (decide(category, facts, day(as_of), POLICY) for as_of in (last, TODAY))
    assert (kept.action, gone.action) == ("keep", "erase")
    assert {(it.retain_until, it.action_date, it.reasons) for it in (kept, gone)} == {
        (day(last), day(TODAY), (code,))
    }


@pytest.mark.parametrize(
    ("category", "code"),
    [
        ("account", "ACCOUNT_FOLLOWS_SUBJECT"),
        ("identity", "IDENTITY_FOLLOWS_HOLDER"),
        ("staff_account", "STAFF_24M"),
    ],
)
def test_what_goes_with_its_holder_has_no_day_of_its_own(category: str, code: str) -> None:
    found = decide(category, Facts(records=(Record(category, {}),)), day(TODAY), POLICY)
    assert (found.action, found.retain_until, found.action_date, found.reasons) == (
        "keep",
        None,
        None,
        (code,),
    )
