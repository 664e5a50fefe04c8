"""The target, the warnings and the nudge around a deadline."""

from __future__ import annotations

from datetime import date, datetime

from law.periods import Period
from requests_dsr.law import (
    ClockFacts,
    ClockNumbers,
    Pause,
    PauseKind,
    ServiceLevels,
    deadline,
    service_levels,
)

RECEIVED = datetime.fromisoformat("2026-09-01T09:00:00+02:00")


def asked(kind: PauseKind, day: int) -> Pause:
    asked_at = datetime.fromisoformat(f"2026-09-{day:02}T23:59:59+02:00")
    return Pause(kind=kind, asked_at=asked_at, answered_at=None, large_volume=True)


def levels(*pauses: Pause, numbers: ClockNumbers = ClockNumbers()) -> ServiceLevels:  # noqa: B008
    return service_levels(deadline(ClockFacts(received_at=RECEIVED, pauses=pauses)), numbers)


def test_the_target_is_fourteen_days_after_receipt_and_staff_are_warned_seven_and_two_days_before() -> None:
    assert levels() == ServiceLevels(
        target_on=date(2026, 9, 15),
        warn_on=(date(2026, 9, 24), date(2026, 9, 29)),
        overdue_from=date(2026, 10, 2),
    )


def test_an_unanswered_identity_question_is_nudged_after_fourteen_days_and_closed_after_sixty() -> None:
    assert levels(asked(PauseKind.IDENTITY, 2)) == ServiceLevels(
        nudge_on=date(2026, 9, 16), close_on=date(2026, 11, 1)
    )


def test_an_unanswered_clarification_is_nudged_but_never_closes_a_request() -> None:
    assert levels(asked(PauseKind.CLARIFICATION, 2)) == ServiceLevels(nudge_on=date(2026, 9, 16))


def test_of_two_open_questions_the_latest_counts() -> None:
    both = levels(
        asked(PauseKind.IDENTITY, 5), asked(PauseKind.CLARIFICATION, 7), asked(PauseKind.IDENTITY, 3)
    )
    assert both == ServiceLevels(nudge_on=date(2026, 9, 21), close_on=date(2026, 11, 4))


def test_a_policy_may_promise_more() -> None:
    assert levels(numbers=ClockNumbers(target=Period(days=5))).target_on == date(2026, 9, 6)
