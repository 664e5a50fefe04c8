"""The gate and a second, plain reading of domain.md 4.12 give the same answers."""

from __future__ import annotations

from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from consents.law import Address, Basis, Channel, ConsentStatus, MessageClass
from consents.law.cases import explain
from law.input import Node
from tests.consents.law import naive_gate
from tests.vectors import cases

PURPOSES = st.sampled_from(["marketing", "profiling", "development", "newsletter"])
RARELY = st.sampled_from([False, False, False, True])
MOSTLY = RARELY.map(lambda value: not value)
CONSENTS = st.fixed_dictionaries(
    {"purpose": PURPOSES, "channel": st.sampled_from([*Channel]), "status": st.sampled_from([*ConsentStatus])}
)
USES = st.fixed_dictionaries(
    {
        "purpose": PURPOSES,
        "channel": st.sampled_from([*Channel]),
        "message_class": st.sampled_from([*MessageClass]),
        "opt_out_offered": MOSTLY,
        "sender_address_valid": MOSTLY,
        "contains_promotion": st.booleans(),
    }
)
FACTS = st.fixed_dictionaries(
    {
        "basis": st.none() | st.sampled_from([*Basis]),
        "lia_valid": st.booleans(),
        "suppressed": RARELY,
        "objections": st.just([]) | st.lists(PURPOSES, max_size=2),
        "restricted": RARELY,
        "consents": st.just([]) | st.lists(CONSENTS, max_size=12),
        "address": st.sampled_from([*Address]),
        "soft_opt_in": st.none()
        | st.fixed_dictionaries(
            {"sale": MOSTLY, "similar_products": MOSTLY, "opt_out_at_collection": MOSTLY}
        ),
        "tenant": st.fixed_dictionaries({"b2b_li": st.booleans()}),
        "relevant_to_role": MOSTLY,
    }
)
MANY = settings(max_examples=2_000, suppress_health_check=[HealthCheck.too_slow], deadline=None)


def answer(use: dict[str, Any], facts: dict[str, Any]) -> dict[str, Any]:
    return explain(Node({"use": use, "facts": facts}))


@MANY
@given(USES, FACTS)
def test_the_gate_agrees_with_a_plain_reading_on_any_case(use: dict[str, Any], facts: dict[str, Any]) -> None:
    assert answer(use, facts) == naive_gate.answer(use, facts)


@given(USES, FACTS)
def test_a_suppressed_person_is_sent_no_marketing_and_no_promotion(
    use: dict[str, Any], facts: dict[str, Any]
) -> None:
    """I13, at the gate: every path asks it."""
    result = answer(use | {"message_class": "marketing"}, facts | {"suppressed": True})
    promotion = {"message_class": "service", "contains_promotion": True}
    assert not result["allowed"]
    assert not answer(use | promotion, facts | {"suppressed": True})["allowed"]


@given(USES, FACTS, st.sampled_from(["suppressed", "restricted"]))
def test_no_obstacle_ever_opens_the_gate(use: dict[str, Any], facts: dict[str, Any], obstacle: str) -> None:
    if answer(use, facts | {obstacle: True})["allowed"]:
        assert answer(use, facts | {obstacle: False})["allowed"]


@given(USES, FACTS)
def test_there_is_always_a_reason_and_reasons_are_sorted_and_told_once(
    use: dict[str, Any], facts: dict[str, Any]
) -> None:
    reasons = answer(use, facts)["reasons"]
    assert reasons
    assert reasons == sorted(set(reasons))


def test_the_plain_reading_agrees_with_the_cases_typed_by_hand() -> None:
    for parameter in cases("use"):
        (case,) = parameter.values
        assert naive_gate.answer(case["use"], case["facts"]) == case["expect"], case["id"]
