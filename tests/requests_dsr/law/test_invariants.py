"""What holds of every deadline (domain.md 6: I10, I11)."""

from __future__ import annotations

from copy import deepcopy
from datetime import date, datetime, time, timedelta
from typing import Any

from hypothesis import HealthCheck, assume, settings
from hypothesis import given as forall
from hypothesis import strategies as st

from law.calendar import STOCKHOLM, add_months, is_working_day
from law.input import Node
from requests_dsr.law import ClockFacts, deadline
from requests_dsr.law.cases import explain
from tests.requests_dsr.law.strategies import given

PATIENT = settings(max_examples=300, suppress_health_check=[HealthCheck.too_slow], deadline=None)
DAYS = st.dates(date(2006, 1, 1), date(2098, 1, 1))
TIMES = st.times()


def answer(case: dict[str, Any]) -> dict[str, Any]:
    return explain(Node({"input": case}))


def on(day: date, at: time) -> datetime:
    return datetime.combine(day, at, STOCKHOLM)


@PATIENT
@forall(given(ordered=True))
def test_i10_limits_never_come_before_the_calendar_and_fall_on_working_days(case: dict[str, Any]) -> None:
    result = answer(case)
    assume(not result.get("suspended", True))
    eves = case["options"]["eves_nonworking"]
    for limit in ("1m", "3m"):
        nominal, due = (date.fromisoformat(result[f"{kind}_{limit}"]) for kind in ("nominal", "due"))
        assert due >= nominal
        assert is_working_day(due, eves_nonworking=eves)
        ends_at = datetime.fromisoformat(result[f"due_{limit}_before_utc"])
        summer = bool(on(due, time(23)).dst())
        assert (ends_at.date(), ends_at.hour, ends_at.minute) == (due, 22 if summer else 23, 0)
    assert result["due_3m"] >= result["due_1m"]


@PATIENT
@forall(given(ordered=True), st.integers(1, 7), st.integers(0, 30))
def test_i10_one_more_pause_never_shortens(case: dict[str, Any], asked: int, days: int) -> None:
    before = answer(case)
    assume("due_1m" in before and not before["suspended"])
    received_on = date.fromisoformat(before["received_local_date"])
    question = on(received_on + timedelta(days=asked), time(12))
    reply = on(received_on + timedelta(days=asked + days), time(12))
    more = deepcopy(case)
    more["pauses"].append(
        {"kind": "identity", "asked_at": question.isoformat(), "answered_at": reply.isoformat()}
    )
    after = answer(more)
    assert before["pause_days"] <= after["pause_days"] <= before["pause_days"] + days
    assert all(after[key] >= before[key] for key in ("nominal_1m", "due_1m", "nominal_3m", "due_3m"))


@PATIENT
@forall(given(ordered=True))
def test_i10_an_extension_never_shortens(case: dict[str, Any]) -> None:
    result = answer(case)
    without = answer(case | {"extension": None})
    assume(not without["suspended"])
    assert result["effective_due_date"] >= without["effective_due_date"]


@forall(DAYS, TIMES, TIMES)
def test_i11_two_moments_of_one_stockholm_day_give_one_deadline(day: date, one: time, other: time) -> None:
    first, second = (deadline(ClockFacts(received_at=on(day, at))) for at in (one, other))
    assert first == second


@forall(DAYS)
def test_i11_crossing_midnight_moves_the_deadline_by_the_calendar_alone(day: date) -> None:
    last = deadline(ClockFacts(received_at=on(day, time(23, 59, 59, 999_999))))
    next_ = deadline(ClockFacts(received_at=on(day, time(23, 59, 59)) + timedelta(days=1)))
    assert (last.received_on, next_.received_on) == (day, day + timedelta(days=1))
    for result in (last, next_):
        assert result.one_month is not None
        assert result.one_month.nominal_on == add_months(result.received_on, 1)


@PATIENT
@forall(given(), st.randoms())
def test_the_order_of_questions_and_reasons_changes_nothing(case: dict[str, Any], random: Any) -> None:
    shuffled = deepcopy(case)
    random.shuffle(shuffled["pauses"])
    if shuffled["extension"]:
        random.shuffle(shuffled["extension"]["reasons"])
    assert answer(shuffled) == answer(case)
