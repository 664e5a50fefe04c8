"""The clock and a second, plain reading of domain.md 2 give the same answers."""

from __future__ import annotations

from typing import Any

from hypothesis import HealthCheck, settings
from hypothesis import given as forall
from hypothesis import strategies as st

from law.input import Node
from requests_dsr.law.cases import explain
from tests.requests_dsr.law import naive_clock
from tests.requests_dsr.law.strategies import given
from tests.vectors import cases

SLOW_IS_FINE = settings(max_examples=400, suppress_health_check=[HealthCheck.too_slow], deadline=None)


@SLOW_IS_FINE
@forall(given())
def test_the_clock_agrees_with_a_plain_reading_on_any_case(case: dict[str, Any]) -> None:
    assert explain(Node({"input": case})) == naive_clock.answer(case)


@SLOW_IS_FINE
@forall(given(ordered=True))
def test_the_clock_agrees_with_a_plain_reading_on_cases_in_order(case: dict[str, Any]) -> None:
    assert explain(Node({"input": case})) == naive_clock.answer(case)


@SLOW_IS_FINE
@forall(given(), st.data())
def test_any_naive_timestamp_is_the_first_error(case: dict[str, Any], data: st.DataObject) -> None:
    places = [(case, "received_at"), *((pause, "asked_at") for pause in case["pauses"])]
    places += [(pause, "answered_at") for pause in case["pauses"] if pause["answered_at"]]
    places += [(case["extension"], "notified_at")] if case["extension"] else []
    place, key = data.draw(st.sampled_from(places))
    place[key] = place[key][:19]
    assert explain(Node({"input": case})) == {"error": "E_NAIVE_TIMESTAMP"}


def test_the_plain_reading_agrees_with_the_cases_typed_by_hand() -> None:
    for parameter in cases("deadlines"):
        (case,) = parameter.values
        assert naive_clock.answer(case["input"]) == case["expect"], case["id"]
