"""RT-4 to RT-6b: a profile is kept while used and 24 months more, and never goes in silence."""

from __future__ import annotations

from typing import Any

import pytest

from retention.law import RetentionPolicy, decide
from retention.law.facts import Facts, SupportProfile, SupportTickets
from tests.retention.law.builders import (
    Answer,
    anonymise,
    day,
    decided,
    erase,
    granted,
    hold,
    keep,
    profile,
    remind,
    restriction,
    told,
)

S = "SUPPORT_24M"
ON_TIME = ("2026-09-24", "2026-10-24", "2026-11-16")
LAST = "2024-11-22"


def promised(told: str, day: str, status: str = "sent") -> dict[str, Any]:
    """A profile whose reminder of one day named another as the day it goes."""
    facts = profile(LAST, told, status=status)
    facts["support_profile"]["reminders"][0]["promised_on"] = day
    return facts


@pytest.mark.parametrize(
    ("as_of", "facts", "answer"),
    [
        pytest.param(
            "2026-11-22", profile(LAST, *ON_TIME), keep("2026-11-22", "2026-11-23", S), id="last day kept"
        ),
        pytest.param(
            "2026-11-23", profile(LAST, *ON_TIME), erase("2026-11-22", "2026-11-23", S), id="the day after"
        ),
        pytest.param(
            "2026-02-28",
            profile("2024-02-29", "2026-01-02", "2026-02-22"),
            keep("2026-02-28", "2026-03-01", S),
            id="29 February counts to 28 February",
        ),
        pytest.param(
            "2027-01-01",
            profile("2026-02-28"),
            keep("2028-02-28", "2028-02-29", S),
            id="28 February stays 28 February, also in a leap year",
        ),
        pytest.param("2026-09-23", profile(LAST), keep("2026-11-22", "2026-11-23", S), id="61 days before"),
        pytest.param(
            "2026-09-24",
            profile(LAST),
            remind("2026-11-22", "2026-11-23", "2026-09-24", f"REMINDER_DUE {S}"),
            id="60 days before",
        ),
        pytest.param(
            "2026-10-23",
            profile(LAST),
            remind("2026-11-22", "2026-11-23", "2026-09-24", f"REMINDER_DUE {S}"),
            id="still the first point, 31 days before",
        ),
        pytest.param(
            "2026-10-24",
            profile(LAST),
            remind("2026-11-22", "2026-11-23", "2026-10-24", f"REMINDER_DUE {S}"),
            id="missed points collapse into the second",
        ),
        pytest.param(
            "2026-11-16",
            profile(LAST),
            remind("2026-11-22", "2026-11-23", "2026-11-16", f"REMINDER_DUE {S}"),
            id="and into the third",
        ),
        pytest.param(
            "2026-11-22",
            profile(LAST),
            remind("2026-11-22", "2026-11-23", "2026-11-16", f"REMINDER_DUE {S}"),
            id="the last day kept, never reminded",
        ),
        pytest.param(
            "2026-11-23",
            profile(LAST),
            remind("2026-11-22", None, "2026-11-16", f"REMINDER_MISSING {S}"),
            id="past it, never reminded: no date and no purge",
        ),
        pytest.param(
            "2026-10-23",
            profile(LAST, "2026-09-24"),
            keep("2026-11-22", "2026-11-23", S),
            id="reminded on the point itself",
        ),
        pytest.param(
            "2026-10-24",
            profile(LAST, "2026-10-23"),
            remind("2026-11-22", "2026-11-23", "2026-10-24", f"REMINDER_DUE {S}"),
            id="a reminder before the point does not serve it",
        ),
        pytest.param(
            "2026-11-23",
            profile(LAST, "2026-10-24"),
            erase("2026-11-22", "2026-11-23", S),
            id="30 days' notice exactly",
        ),
        pytest.param(
            "2026-11-23",
            profile(LAST, "2026-10-25"),
            remind("2026-11-22", "2026-11-24", "2026-11-17", f"REMINDER_DUE REMINDER_LATE_GRACE {S}"),
            id="29 days' notice: one day more, and the points move too",
        ),
        pytest.param(
            "2026-11-24",
            profile(LAST, "2026-10-25"),
            erase("2026-11-22", "2026-11-24", f"REMINDER_LATE_GRACE {S}"),
            id="the grace is over",
        ),
        pytest.param(
            "2027-01-15",
            profile(LAST, "2027-01-10"),
            keep("2026-11-22", "2027-02-09", f"REMINDER_LATE_GRACE {S}"),
            id="first reminder long after: 30 days start",
        ),
        pytest.param(
            "2027-02-02",
            profile(LAST, "2027-01-10"),
            remind("2026-11-22", "2027-02-09", "2027-02-02", f"REMINDER_DUE REMINDER_LATE_GRACE {S}"),
            id="and the seven-day point is reminded again",
        ),
        pytest.param(
            "2027-02-09",
            profile(LAST, "2027-01-10", "2027-02-02"),
            erase("2026-11-22", "2027-02-09", f"REMINDER_LATE_GRACE {S}"),
            id="then it goes",
        ),
        pytest.param(
            "2027-01-10",
            promised("2026-10-24", "2027-01-11"),
            remind("2026-11-22", "2027-01-11", "2027-01-04", f"REMINDER_DUE REMINDER_PROMISED {S}"),
            id="a day that our mail named holds, whatever the rule says by now",
        ),
        pytest.param(
            "2027-01-11",
            promised("2026-10-24", "2027-01-11"),
            erase("2026-11-22", "2027-01-11", f"REMINDER_PROMISED {S}"),
            id="and then it goes",
        ),
        pytest.param(
            "2026-11-23",
            promised("2026-10-24", "2026-11-01"),
            erase("2026-11-22", "2026-11-23", S),
            id="a day named too early moves nothing",
        ),
        pytest.param(
            "2026-11-23",
            promised("2026-10-24", "2027-01-11", status="failed"),
            remind("2026-11-22", None, "2026-11-16", f"REMINDER_MISSING {S}"),
            id="a mail that never left promised nothing",
        ),
        pytest.param(
            "2026-11-23",
            profile(LAST, *ON_TIME, status="bounced"),
            erase("2026-11-22", "2026-11-23", S),
            id="a bounce counts as a reminder",
        ),
        pytest.param(
            "2026-11-23",
            profile(LAST, *ON_TIME, status="failed"),
            remind("2026-11-22", None, "2026-11-16", f"REMINDER_MISSING {S}"),
            id="a failed one never left",
        ),
        pytest.param(
            "2026-11-23",
            profile(LAST, LAST),
            erase("2026-11-22", "2026-11-23", S),
            id="a reminder on the day of the last use is within it",
        ),
        pytest.param(
            "2026-11-23",
            profile(LAST, "2024-11-21"),
            remind("2026-11-22", None, "2026-11-16", f"REMINDER_MISSING {S}"),
            id="use after a reminder makes it void",
        ),
        pytest.param(
            "2026-11-23",
            profile(LAST, "2026-11-24"),
            remind("2026-11-22", None, "2026-11-16", f"REMINDER_MISSING {S}"),
            id="a reminder dated after today is none yet",
        ),
        pytest.param(
            "2026-11-23",
            profile("2026-11-24"),
            keep(None, None, "DATA_QUALITY_REVIEW"),
            id="use dated after today",
        ),
        pytest.param(
            "2026-11-23", profile("2026-11-23"), keep("2028-11-23", "2028-11-24", S), id="use today"
        ),
    ],
)
def test_a_profile_goes_after_its_notice_and_not_before(
    as_of: str, facts: dict[str, Any], answer: Answer
) -> None:
    assert decided("support_profile", as_of, facts) == answer


@pytest.mark.parametrize(
    "kind",
    [
        "registration",
        "login",
        "ticket_created",
        "ticket_reply",
        "profile_update_by_user",
        "renewal_confirmed",
    ],
)
def test_what_the_person_does_counts(kind: str) -> None:
    found = decided("support_profile", "2026-11-23", profile("2026-01-01", kind=kind))
    assert found == keep("2028-01-01", "2028-01-02", S)


@pytest.mark.parametrize(
    "kind",
    [
        "email_open",
        "marketing_click",
        "staff_edit",
        "login_failed",
        "password_reset_requested",
        "api_sync",
        "reminder",
        "profile_view",
    ],
)
def test_what_others_do_does_not_count_nor_cast_doubt(kind: str) -> None:
    for last in ("2026-01-01", "2027-01-01"):
        found = decided("support_profile", "2019-06-01", profile(last, kind=kind))
        assert found == keep("2020-01-02", "2020-01-03", S)


@pytest.mark.parametrize(
    ("at", "until"),
    [
        pytest.param("2024-12-31T22:59:59Z", "2026-12-31", id="a second before midnight, winter"),
        pytest.param("2024-12-31T23:00:00Z", "2027-01-01", id="midnight, winter"),
        pytest.param("2024-06-30T21:59:59Z", "2026-06-30", id="a second before midnight, summer"),
        pytest.param("2024-06-30T22:00:00Z", "2026-07-01", id="midnight, summer"),
        pytest.param("2024-03-30T23:30:00Z", "2026-03-31", id="the night the clock goes forward"),
        pytest.param("2024-10-26T22:30:00Z", "2026-10-27", id="the night it goes back"),
        pytest.param("2024-10-27T22:59:59Z", "2026-10-27", id="the long day is over an hour later"),
        pytest.param("2024-07-01T05:00:00+09:00", "2026-06-30", id="an offset from elsewhere"),
    ],
)
def test_the_day_is_the_stockholm_day(at: str, until: str) -> None:
    facts = profile("2020-01-01")
    facts["support_profile"]["activity"] = [{"at": at, "kind": "login"}]
    assert decided("support_profile", "2025-01-10", facts)[1] == until


def test_a_profile_registered_after_today_is_doubtful() -> None:
    facts = profile("2026-01-01")
    facts["support_profile"]["registered_at"] = "2026-11-24T00:00:00+01:00"
    assert decided("support_profile", "2026-11-23", facts) == keep(None, None, "DATA_QUALITY_REVIEW")


@pytest.mark.parametrize(
    ("as_of", "facts", "answer"),
    [
        pytest.param(
            "2026-11-23",
            profile(LAST) | granted("2026-11-20"),
            erase("2026-11-22", "2026-11-20", f"DSR_ERASURE_GRANTED {S}"),
            id="no reminder is needed",
        ),
        pytest.param(
            "2026-10-30",
            profile(LAST) | granted("2026-10-30"),
            erase("2026-11-22", "2026-10-30", f"DSR_ERASURE_GRANTED {S}"),
            id="a reminder due drops",
        ),
        pytest.param(
            "2027-01-20",
            profile(LAST, "2027-01-10") | granted("2027-01-20"),
            erase("2026-11-22", "2027-01-20", f"DSR_ERASURE_GRANTED REMINDER_LATE_GRACE {S}"),
            id="the late grace stays told",
        ),
        pytest.param(
            "2027-03-01",
            profile(LAST, *ON_TIME) | granted("2027-02-01"),
            erase("2026-11-22", "2026-11-23", f"DSR_ERASURE_GRANTED {S}"),
            id="the earlier limit wins",
        ),
        pytest.param(
            "2026-11-23",
            profile("2026-11-24") | granted("2026-11-20"),
            keep(None, None, "DATA_QUALITY_REVIEW"),
            id="doubt keeps, whatever was granted",
        ),
        pytest.param(
            "2026-10-30",
            profile(LAST) | granted("2017-10-30"),
            remind("2026-11-22", "2026-11-23", "2026-10-24", f"REMINDER_DUE {S}"),
            id="registered after the decision: untouched",
        ),
        pytest.param(
            "2026-10-30",
            profile(LAST) | hold("2026-10-30"),
            keep("2026-11-22", None, f"LEGAL_HOLD {S}"),
            id="no reminder under a hold",
        ),
        pytest.param(
            "2027-01-15",
            profile(LAST, "2027-01-10") | hold("2027-01-15"),
            keep("2026-11-22", None, f"LEGAL_HOLD {S}"),
            id="nor the late grace",
        ),
        pytest.param(
            "2027-01-15",
            profile(LAST) | restriction("2026-11-01", "2027-01-15"),
            remind("2026-11-22", None, "2026-11-16", f"REMINDER_MISSING {S}"),
            id="released and never reminded: missing, not merely due",
        ),
        pytest.param(
            "2026-10-30",
            profile(LAST) | hold("2026-11-20"),
            remind("2026-11-22", None, "2026-10-24", f"DEFERRED_BLOCK_ENDED REMINDER_DUE {S}"),
            id="a hold to come moves the date, not the reminder",
        ),
    ],
)
def test_rights_and_blocks_meet_the_notice(as_of: str, facts: dict[str, Any], answer: Answer) -> None:
    assert decided("support_profile", as_of, facts) == answer


T = "TICKET_FOLLOWS_PROFILE"
TICKETS = {"support_tickets": {"count": 2}}


@pytest.mark.parametrize(
    ("as_of", "facts", "answer"),
    [
        pytest.param(
            "2026-11-23", profile(LAST, *ON_TIME), anonymise("2026-11-22", "2026-11-23", T), id="goes with it"
        ),
        pytest.param(
            "2026-11-22", profile(LAST, *ON_TIME), keep("2026-11-22", "2026-11-23", T), id="kept with it"
        ),
        pytest.param(
            "2026-10-30", profile(LAST), keep("2026-11-22", "2026-11-23", T), id="kept while it is reminded"
        ),
        pytest.param(
            "2026-11-23", profile(LAST), keep("2026-11-22", None, T), id="kept while notice is missing"
        ),
        pytest.param(
            "2026-11-23",
            profile(LAST, *ON_TIME) | hold("2026-11-01"),
            keep("2026-11-22", None, T),
            id="held with it, and its reason stands alone",
        ),
        pytest.param("2026-11-23", profile("2026-11-24"), keep(None, None, T), id="in doubt with it"),
        pytest.param(
            "2026-11-23",
            profile("2026-11-22") | granted("2026-11-23"),
            anonymise("2028-11-22", "2026-11-23", T),
            id="erased on request with it",
        ),
        pytest.param(
            "2026-11-23",
            profile(LAST, *ON_TIME) | hold("2026-11-01", None, ["support_tickets"]),
            keep("2026-11-22", None, f"LEGAL_HOLD {T}"),
            id="a hold that names the tickets alone",
        ),
        pytest.param(
            "2026-11-23",
            profile(LAST, *ON_TIME) | hold("2026-11-01", None, ["support_profile"]),
            keep("2026-11-22", None, T),
            id="a hold that names the profile alone",
        ),
        pytest.param(
            "2026-11-23",
            profile(LAST, *ON_TIME) | hold("2026-11-01", "2026-12-01", ["support_tickets"]),
            keep("2026-11-22", None, f"LEGAL_HOLD {T}"),
            id="until it is released",
        ),
        pytest.param(
            "2026-12-01",
            profile(LAST, *ON_TIME) | hold("2026-11-01", "2026-12-01", ["support_tickets"]),
            anonymise("2026-11-22", "2026-12-01", f"DEFERRED_BLOCK_ENDED {T}"),
            id="and goes then",
        ),
    ],
)
def test_tickets_follow_the_profile(as_of: str, facts: dict[str, Any], answer: Answer) -> None:
    assert decided("support_tickets", as_of, facts | TICKETS) == answer


def test_no_tickets_and_no_profile_are_no_category() -> None:
    assert list(told("2026-11-23", TICKETS)["categories"]) == []
    none = profile(LAST) | {"support_tickets": {"count": 0}}
    assert list(told("2026-11-23", none)["categories"]) == ["support_profile"]


def test_a_ticket_unit_whose_profile_is_gone_waits_for_a_person() -> None:
    found = decide(
        "support_tickets",
        Facts(support_tickets=SupportTickets(1)),
        day("2026-11-23"),
        RetentionPolicy.default(),
    )
    assert (found.action, found.reasons) == ("keep", ("DATA_QUALITY_REVIEW",))


@pytest.mark.parametrize(
    ("as_of", "action"),
    [
        pytest.param("2026-11-08", "keep", id="seventh day"),
        pytest.param("2026-11-09", "erase", id="eighth day"),
    ],
)
def test_an_address_never_confirmed_goes_after_a_week_without_a_reminder(as_of: str, action: str) -> None:
    unverified = Facts(support_profile=SupportProfile(day("2026-11-01"), verified=False))
    found = decide("support_profile", unverified, day(as_of), RetentionPolicy.default())
    assert (found.action, found.action_date, found.reasons) == (action, day("2026-11-09"), ("UNVERIFIED_7D",))
