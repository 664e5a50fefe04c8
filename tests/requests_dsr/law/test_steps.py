"""How a deadline is explained, step by step."""

from __future__ import annotations

from datetime import date, datetime
from itertools import pairwise

from hypothesis import given as forall

from law.calendar import Closed
from law.input import Node
from requests_dsr.law import (
    ClockError,
    ClockFacts,
    Extension,
    Pause,
    PauseKind,
    Step,
    StepKind,
    deadline,
    steps,
)
from requests_dsr.law.cases import read_facts
from tests.requests_dsr.law.strategies import given


def at(stamp: str) -> datetime:
    return datetime.fromisoformat(stamp)


def step(kind: StepKind, day: str, amount: int = 0, closed: Closed | None = None) -> Step:
    return Step(kind=kind, on=date.fromisoformat(day), amount=amount, closed=closed)


def test_a_month_that_ends_on_a_sunday_is_explained_to_the_monday() -> None:
    assert steps(deadline(ClockFacts(received_at=at("2027-01-31T12:00:00+01:00")))) == (
        step(StepKind.RECEIVED, "2027-01-31"),
        step(StepKind.MONTHS, "2027-02-28", amount=1),
        step(StepKind.CLOSED, "2027-02-28", closed=Closed.SUNDAY),
        step(StepKind.DUE, "2027-03-01"),
    )


def test_pause_extension_and_holidays_each_have_their_step() -> None:
    facts = ClockFacts(
        received_at=at("2026-10-04T10:00:00+02:00"),
        pauses=(
            Pause(
                kind=PauseKind.IDENTITY,
                asked_at=at("2026-10-05T10:00:00+02:00"),
                answered_at=at("2026-10-07T10:00:00+02:00"),
            ),
        ),
        extension=Extension(notified_at=at("2026-10-20T10:00:00+02:00"), reasons=("complexity",)),
    )
    assert steps(deadline(facts)) == (
        step(StepKind.RECEIVED, "2026-10-04"),
        step(StepKind.MONTHS, "2027-01-04", amount=3),
        step(StepKind.PAUSED, "2027-01-06", amount=2),
        step(StepKind.CLOSED, "2027-01-06", closed=Closed.PUBLIC_HOLIDAY),
        step(StepKind.DUE, "2027-01-07"),
    )


def test_an_eve_is_named_where_it_counts() -> None:
    facts = ClockFacts(received_at=at("2026-11-24T10:00:00+01:00"), eves_nonworking=True)
    closed = [step.closed for step in steps(deadline(facts)) if step.kind is StepKind.CLOSED]
    assert closed == [Closed.EVE, Closed.PUBLIC_HOLIDAY, Closed.PUBLIC_HOLIDAY, Closed.SUNDAY]


def test_a_suspended_request_says_what_it_waits_for() -> None:
    waiting = Pause(kind=PauseKind.IDENTITY, asked_at=at("2026-09-02T10:00:00+02:00"), answered_at=None)
    facts = ClockFacts(received_at=at("2026-09-01T10:00:00+02:00"), pauses=(waiting,))
    assert steps(deadline(facts)) == (
        step(StepKind.RECEIVED, "2026-09-01"),
        step(StepKind.WAITING, "2026-09-02"),
    )


@forall(given())
def test_the_steps_lead_from_receipt_to_the_day_that_binds(case: dict) -> None:  # type: ignore[type-arg]
    try:
        found = deadline(read_facts(Node(case)))
    except ClockError:
        return
    explained = steps(found)
    assert explained[0].on == found.received_on
    if found.effective:
        assert all(one.on <= two.on for one, two in pairwise(explained))
        assert all(step.closed for step in explained if step.kind is StepKind.CLOSED)
        assert explained[-1] == Step(kind=StepKind.DUE, on=found.effective.due_on)
