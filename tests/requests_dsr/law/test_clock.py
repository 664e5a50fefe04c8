"""When a request must be answered: the cases typed by hand, and both sides of every boundary."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import pytest

from law.calendar import CalendarEnds
from law.input import Node
from requests_dsr.law import (
    ClockError,
    ClockFacts,
    ClockNumbers,
    Extension,
    ExtensionStatus,
    Pause,
    PauseKind,
    deadline,
)
from requests_dsr.law.cases import explain
from tests.vectors import cases

RECEIVED = "2026-09-01T09:00:00+02:00"  # a Tuesday; one month ends Thursday 1 October


def at(stamp: str) -> datetime:
    return datetime.fromisoformat(stamp)


def identity(asked: str, answered: str | None) -> Pause:
    return Pause(
        kind=PauseKind.IDENTITY,
        asked_at=at(asked),
        answered_at=at(answered) if answered is not None else None,
    )


def clarification(asked: str, answered: str | None, *, large_volume: bool) -> Pause:
    return Pause(
        kind=PauseKind.CLARIFICATION,
        asked_at=at(asked),
        answered_at=at(answered) if answered is not None else None,
        large_volume=large_volume,
    )


def found(
    *pauses: Pause, extension: Extension | None = None, received: str = RECEIVED, **numbers: int
) -> Any:
    facts = ClockFacts(received_at=at(received), pauses=pauses, extension=extension)
    return deadline(facts, ClockNumbers(**numbers))  # type: ignore[arg-type]


@pytest.mark.parametrize("case", cases("deadlines"))
def test_the_clock_answers_as_typed_by_hand(case: dict[str, Any]) -> None:
    assert explain(Node(case)) == case["expect"]


# --- pauses -------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("asked", "pause_days", "codes"),
    [
        pytest.param("2026-09-01T09:00:00+02:00", 11, ["PAUSED_IDENTITY"], id="at receipt"),
        pytest.param("2026-09-01T00:00:00+02:00", 11, ["PAUSED_IDENTITY"], id="earlier that very day"),
        pytest.param(
            "2026-09-08T23:59:59+02:00", 4, ["PAUSED_IDENTITY"], id="the last second of the seventh day"
        ),
        pytest.param("2026-09-08T21:59:59Z", 4, ["PAUSED_IDENTITY"], id="that second in UTC"),
        pytest.param("2026-09-09T00:00:00+02:00", 0, ["PAUSE_IGNORED_LATE_ASK"], id="the eighth day"),
        pytest.param("2026-09-08T22:00:00Z", 0, ["PAUSE_IGNORED_LATE_ASK"], id="that moment in UTC"),
    ],
)
def test_a_question_counts_when_asked_within_seven_days(
    asked: str, pause_days: int, codes: list[str]
) -> None:
    result = found(identity(asked, "2026-09-12T10:00:00+02:00"))
    assert result.pause_days == pause_days
    assert [code for code in result.reasons if "PAUSE" in code] == codes


@pytest.mark.parametrize(
    ("pauses", "days"),
    [
        pytest.param(
            [
                ("2026-09-02T08:00:00Z", "2026-09-05T08:00:00Z"),
                ("2026-09-02T08:00:00Z", "2026-09-05T08:00:00Z"),
            ],
            3,
            id="the same twice",
        ),
        pytest.param(
            [
                ("2026-09-02T08:00:00Z", "2026-09-06T08:00:00Z"),
                ("2026-09-04T08:00:00Z", "2026-09-09T08:00:00Z"),
            ],
            7,
            id="overlapping",
        ),
        pytest.param(
            [
                ("2026-09-02T08:00:00Z", "2026-09-10T08:00:00Z"),
                ("2026-09-04T08:00:00Z", "2026-09-05T08:00:00Z"),
            ],
            8,
            id="one within the other",
        ),
        pytest.param(
            [
                ("2026-09-02T08:00:00Z", "2026-09-05T08:00:00Z"),
                ("2026-09-05T08:00:00Z", "2026-09-08T08:00:00Z"),
            ],
            6,
            id="end to end",
        ),
        pytest.param(
            [
                ("2026-09-06T08:00:00Z", "2026-09-08T08:00:00Z"),
                ("2026-09-02T08:00:00Z", "2026-09-04T08:00:00Z"),
            ],
            4,
            id="apart, newest first",
        ),
        pytest.param([("2026-09-02T21:59:59Z", "2026-09-02T22:00:00Z")], 1, id="a second over midnight"),
        pytest.param([("2026-10-24T08:00:00Z", "2026-10-26T08:00:00Z")], 2, id="over the long day"),
    ],
)
def test_pause_days_are_the_distinct_days_after_each_question_up_to_its_answer(
    pauses: list[tuple[str, str]], days: int
) -> None:
    received = "2026-10-20T09:00:00+02:00" if pauses[0][0] > "2026-10" else RECEIVED
    assert found(*(identity(*pause) for pause in pauses), received=received).pause_days == days


def test_an_identity_and_a_clarification_pause_share_their_days() -> None:
    result = found(
        identity("2026-09-02T10:00:00+02:00", "2026-09-05T10:00:00+02:00"),
        clarification("2026-09-03T10:00:00+02:00", "2026-09-07T10:00:00+02:00", large_volume=True),
    )
    assert result.pause_days == 5
    assert result.reasons == ("PAUSED_CLARIFICATION", "PAUSED_IDENTITY", "ROLLED_3M")
    assert result.one_month.due_on == date(2026, 10, 6)


def test_a_clarification_pauses_only_with_a_large_volume() -> None:
    asked = ("2026-09-02T10:00:00+02:00", "2026-09-05T10:00:00+02:00")
    assert found(clarification(*asked, large_volume=True)).pause_days == 3
    assert found(clarification(*asked, large_volume=False)).reasons == ("PAUSE_IGNORED_NOT_RECITAL63",)


def test_a_late_clarification_without_volume_is_told_as_late_alone() -> None:
    late = clarification("2026-09-10T10:00:00+02:00", "2026-09-12T10:00:00+02:00", large_volume=False)
    assert found(late).reasons == ("PAUSE_IGNORED_LATE_ASK",)


def test_an_ignored_question_beside_a_counted_one_is_told_too() -> None:
    result = found(
        identity("2026-09-02T10:00:00+02:00", "2026-09-04T10:00:00+02:00"),
        identity("2026-09-20T10:00:00+02:00", None),
    )
    assert (result.suspended, result.pause_days) == (False, 2)
    assert result.reasons == ("PAUSED_IDENTITY", "PAUSE_IGNORED_LATE_ASK", "ROLLED_1M")


@pytest.mark.parametrize(
    "pause",
    [
        pytest.param(
            identity("2026-09-05T10:00:00+02:00", "2026-09-04T23:59:59+02:00"), id="answer the day before"
        ),
        pytest.param(identity("2026-08-31T23:59:59+02:00", None), id="question the day before receipt"),
        pytest.param(
            identity("2026-09-20T10:00:00+02:00", "2026-09-19T10:00:00+02:00"), id="an ignored question too"
        ),
    ],
)
def test_questions_and_answers_out_of_order_are_an_error(pause: Pause) -> None:
    with pytest.raises(ClockError, match="E_PAUSE_ORDER"):
        found(pause)


@pytest.mark.parametrize(
    "pause",
    [
        pytest.param(
            identity("2026-09-05T10:00:00+02:00", "2026-09-05T09:00:00+02:00"), id="answer an hour before"
        ),
        pytest.param(
            identity("2026-09-01T08:00:00+02:00", "2026-09-01T08:30:00+02:00"), id="an hour before receipt"
        ),
    ],
)
def test_the_order_is_of_days_not_of_hours(pause: Pause) -> None:
    assert found(pause).pause_days == 0


# --- suspended -----------------------------------------------------------------------------------------
def test_while_a_question_waits_nothing_is_due_and_nothing_extended() -> None:
    result = found(
        identity("2026-09-02T10:00:00+02:00", None),
        clarification("2026-09-02T10:00:00+02:00", "2026-09-05T10:00:00+02:00", large_volume=True),
        extension=Extension(notified_at=at("2026-09-10T10:00:00+02:00"), reasons=("complexity",)),
    )
    assert (result.suspended, result.pause_days, result.extension) == (True, 3, ExtensionStatus.NONE)
    assert (result.one_month, result.three_months, result.effective) == (None, None, None)
    assert result.reasons == ("PAUSED_CLARIFICATION", "PAUSED_IDENTITY", "SUSPENDED_AWAITING_SUBJECT")


def test_an_ignored_question_without_answer_suspends_nothing() -> None:
    assert not found(clarification("2026-09-02T10:00:00+02:00", None, large_volume=False)).suspended
    assert not found(identity("2026-09-09T10:00:00+02:00", None)).suspended


# --- extension -----------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("notified", "reasons", "status", "code"),
    [
        pytest.param("2026-09-01T09:00:00+02:00", ["complexity"], "valid", "EXTENDED", id="at receipt"),
        pytest.param(
            "2026-09-01T08:59:59+02:00",
            ["complexity"],
            "invalid",
            "EXTENSION_BEFORE_RECEIPT",
            id="a second before",
        ),
        pytest.param("2026-10-01T23:59:59+02:00", ["complexity"], "valid", "EXTENDED", id="the last second"),
        pytest.param("2026-10-01T22:00:00Z", ["complexity"], "invalid", "EXTENSION_LATE", id="at midnight"),
        pytest.param(
            "2026-10-05T00:00:00Z", ["staff"], "invalid", "EXTENSION_LATE", id="late before no reason"
        ),
        pytest.param("2026-08-01T00:00:00Z", [], "invalid", "EXTENSION_BEFORE_RECEIPT", id="before all else"),
        pytest.param("2026-09-10T00:00:00Z", [], "invalid", "EXTENSION_NO_REASON", id="no reason at all"),
        pytest.param(
            "2026-09-10T00:00:00Z", ["Complexity"], "invalid", "EXTENSION_NO_REASON", id="not that word"
        ),
        pytest.param(
            "2026-09-10T00:00:00Z", ["staff", "number_of_requests"], "valid", "EXTENDED", id="one lawful"
        ),
    ],
)
def test_an_extension_needs_a_lawful_reason_told_within_the_month(
    notified: str, reasons: list[str], status: str, code: str
) -> None:
    result = found(extension=Extension(notified_at=at(notified), reasons=tuple(reasons)))
    assert (result.extension, result.reasons) == (status, (code,))
    assert result.effective.due_on == (date(2026, 12, 1) if status == "valid" else date(2026, 10, 1))


def test_the_month_for_an_extension_grows_with_the_pause_and_the_roll() -> None:
    pause = identity("2026-09-02T10:00:00+02:00", "2026-09-12T18:00:00+02:00")  # due Monday 12 October
    told = [
        Extension(notified_at=at(f"2026-10-{day}T10:00:00Z"), reasons=("complexity",)) for day in (12, 13)
    ]
    assert [found(pause, extension=extension).extension for extension in told] == ["valid", "invalid"]


# --- the edges -------------------------------------------------------------------------------------------
def test_a_policy_may_ask_for_another_grace() -> None:
    pause = identity("2026-09-09T10:00:00+02:00", "2026-09-12T10:00:00+02:00")
    assert found(pause, ask_grace_days=8).pause_days == 3
    assert found(pause, ask_grace_days=7).pause_days == 0


def test_a_deadline_beyond_the_known_holidays_is_refused() -> None:
    with pytest.raises(CalendarEnds, match="2101"):
        found(received="2100-11-15T09:00:00+01:00")


def test_an_answer_is_in_time_until_the_midnight_that_ends_the_due_day() -> None:
    before_at = found().effective.before_at
    assert at("2026-10-01T23:59:59.999+02:00") < before_at
    assert not at("2026-10-02T00:00:00+02:00") < before_at
