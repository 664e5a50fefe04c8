"""The invariants I1 to I9 of domain.md 6, on random cases."""

from __future__ import annotations

import copy
import json
from datetime import date, timedelta
from typing import Any

from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from law.input import parse_json
from retention.law import BEYOND_ALL, next_look
from retention.law.blocks import blocks_of, covers
from retention.law.cases import explain
from retention.law.cases.reading import read_facts
from retention.law.looks import days_in
from retention.law.policy import default_policy
from tests.retention.law.strategies import cases, instant, near

MANY = settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
GOES = {"erase", "anonymise", "partial"}
ITEMS_APART = {
    "REMINDER_LATE_GRACE",
    "REMINDER_PROMISED",
    "RETRO_CORRECTION_GRACE",
    "DEFERRED_BLOCK_ENDED",
    "DSR_ERASURE_GRANTED",
    "CONSENT_WITHDRAWN",
    "OBJECTION_ART21_2",
    "IP_NOT_MASKED",
    "STATS_MUST_BE_ANONYMISED",
}


def asked(case: dict[str, Any]) -> dict[str, Any]:
    return explain(parse_json(json.dumps(case)))


def changed(case: dict[str, Any], **facts: Any) -> dict[str, Any]:
    return case | {"facts": case["facts"] | facts}


def today(case: dict[str, Any]) -> date:
    return date.fromisoformat(case["as_of"])


@MANY
@given(cases(), st.randoms(use_true_random=False))
def test_i1_i2_the_same_facts_in_any_order_give_the_same_answer(case: dict[str, Any], chance: Any) -> None:
    other = copy.deepcopy(case)
    _shuffle(other["facts"], chance)
    assert asked(case) == asked(other) == asked(case)


def _shuffle(value: Any, chance: Any) -> None:
    if isinstance(value, list):
        chance.shuffle(value)
    for part in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        _shuffle(part, chance)


@MANY
@given(cases(only={"support_profile", "holds", "dsrs"}), st.data())
def test_i3_more_activity_never_brings_the_day_forward(case: dict[str, Any], data: Any) -> None:
    assume("support_profile" in case["facts"])
    before = asked(case)["categories"]["support_profile"]
    more = copy.deepcopy(case)
    at = instant(data.draw(near(today(case), ahead=0)), 12, 0)
    more["facts"]["support_profile"]["activity"].append({"at": at, "kind": "login"})
    after = asked(more)["categories"]["support_profile"]
    if before["action_date"] and after["action_date"]:
        assert after["action_date"] >= before["action_date"]


@MANY
@given(cases(), st.sampled_from(["holds", "restrictions", "dsrs"]), st.data())
def test_i4_an_active_block_never_lets_anything_go(case: dict[str, Any], kind: str, data: Any) -> None:
    before, start = asked(case), data.draw(near(today(case), ahead=0)).isoformat()
    assume(start <= case["as_of"])
    block = {
        "holds": {"from": start, "released_on": None, "scope": "all"},
        "restrictions": {"ground": "18_1_a", "from": start, "lifted_on": None, "scope": "all"},
        "dsrs": {"type": "access", "received_on": start, "closed_on": None},
    }[kind]
    after = asked(changed(case, **{kind: [*case["facts"].get(kind, []), block]}))
    for category, decided in after["categories"].items():
        if category not in BEYOND_ALL:
            assert decided["decision"] == "keep", category
            assert decided["action_date"] is None or category == "support_tickets"
        elif category in before["categories"] and not category.startswith("dsr_"):
            assert decided == before["categories"][category]


@MANY
@given(cases(only={"support_profile", "holds", "restrictions"}))
def test_i4_what_comes_out_of_a_block_past_its_day_is_missing_its_reminder(case: dict[str, Any]) -> None:
    found = asked(case)["categories"].get("support_profile")
    if found and found["decision"] == "remind" and (found["retain_until"] or "") < case["as_of"]:
        assert {"REMINDER_MISSING", "REMINDER_LATE_GRACE", "REMINDER_PROMISED"} & set(found["reasons"])


@MANY
@given(cases(only={"contracts", "dsrs"}), st.data())
def test_i5_the_latest_end_governs(case: dict[str, Any], data: Any) -> None:
    assume("contracts" in case["facts"])
    before = asked(case)["categories"]["customer_data"]
    assume("DATA_QUALITY_REVIEW" not in before["reasons"] and "DSR_ERASURE_GRANTED" not in before["reasons"])
    end = data.draw(near(today(case), ahead=0))
    ended = {"id": "X", "start": "2000-01-01", "end": end.isoformat()}
    after = asked(changed(case, contracts=[*case["facts"]["contracts"], ended]))["categories"][
        "customer_data"
    ]
    assert (after["retain_until"] or "9999") >= (before["retain_until"] or "9999")
    running = {"id": "X", "start": "2000-01-01", "end": None}
    after = asked(changed(case, contracts=[*case["facts"]["contracts"], running]))["categories"][
        "customer_data"
    ]
    assert "CONTRACT_OPEN" in after["reasons"]


@MANY
@given(cases(only={"invoices"}), st.data())
def test_i6_splitting_a_payment_changes_nothing_and_a_part_never_settles(
    case: dict[str, Any], data: Any
) -> None:
    assume("invoices" in case["facts"])
    one, two, part = (copy.deepcopy(case) for _ in range(3))
    on = data.draw(near(today(case), ahead=10)).isoformat()
    for made, amounts in ((one, [100]), (two, [60, 40]), (part, [0.001])):
        paid = [{"on": on, "type": "payment", "amount": amount} for amount in amounts]
        made["facts"]["invoices"][0]["events"] += paid
        made["facts"]["invoices"] = made["facts"]["invoices"][:1]
    assert asked(one) == asked(two)
    if on <= case["as_of"]:
        assert "CLAIM_SETTLED_24M" not in asked(part)["reasons"]


@MANY
@given(cases())
def test_i7_vouchers_depend_on_nothing_but_the_calendar_and_blocks(case: dict[str, Any]) -> None:
    assume("accounting_docs" in case["facts"])
    kept = {"accounting_docs", "fiscal_years", "holds", "restrictions"}
    alone = {key: value for key, value in case["facts"].items() if key in kept}
    blocking = [request for request in case["facts"].get("dsrs", []) if request["type"] != "erasure"]
    both = asked(case), asked(case | {"facts": alone | {"dsrs": blocking}})
    found, expected = (it["categories"]["accounting_records"] for it in both)
    assert set(found["reasons"]) - {"ERASURE_EXEMPT_BFL"} == set(expected["reasons"])
    assert {**found, "reasons": []} == {**expected, "reasons": []}


@MANY
@given(cases())
def test_i8_what_goes_today_goes_tomorrow_unless_a_block_starts(case: dict[str, Any]) -> None:
    facts, as_of = read_facts(parse_json(json.dumps(case["facts"]))), today(case)
    assume(all(day <= as_of for day in days_in(facts)))
    tomorrow = asked(case | {"as_of": (as_of + timedelta(days=1)).isoformat()})["categories"]
    for category, decided in asked(case)["categories"].items():
        if decided["decision"] == "erase":
            assert tomorrow[category]["decision"] == "erase"


@MANY
@given(cases())
def test_i9_the_day_after_the_last_day_kept_unless_a_reason_says_otherwise(case: dict[str, Any]) -> None:
    for key in ("invoices", "accounting_docs", "inquiries", "credit_checks", "web_visits", "stats_extracts"):
        case["facts"][key] = case["facts"].get(key, [])[:1]
    case["facts"] |= {
        "disclosures": case["facts"].get("disclosures", [])[:1],
        "dsrs": case["facts"].get("dsrs", [])[:1],
    }
    for category, decided in asked(case)["categories"].items():
        told = decided["action_date"] is not None and category != "support_tickets"
        if told and not ITEMS_APART & set(decided["reasons"]):
            after = date.fromisoformat(decided["retain_until"]) + timedelta(days=1)
            assert decided["action_date"] == after.isoformat(), category


@MANY
@given(cases())
def test_every_answer_is_consistent_with_itself(case: dict[str, Any]) -> None:
    found = asked(case)
    facts = read_facts(parse_json(json.dumps(case["facts"])))
    for category, decided in found["categories"].items():
        goes = decided["decision"] in GOES
        assert goes <= (decided["action_date"] is not None and decided["action_date"] <= case["as_of"])
        assert (decided["remind_on"] is not None) == (decided["decision"] == "remind")
        assert decided["reasons"] == sorted(set(decided["reasons"]))
        assert decided["reasons"]
        standing = any(covers(block, today(case)) for block, _ in blocks_of(category, facts))
        assert not (goes and standing)


@MANY
@given(cases(), st.data())
def test_no_answer_changes_before_the_next_look(case: dict[str, Any], data: Any) -> None:
    facts, as_of = read_facts(parse_json(json.dumps(case["facts"]))), today(case)
    for category, decided in asked(case)["categories"].items():
        look = next_look(category, facts, as_of, default_policy())
        assert look is None or look > as_of
        last = min(look - timedelta(days=1) if look else date.max, as_of + timedelta(days=6000))
        days = {last, *data.draw(st.lists(st.dates(as_of, max(as_of, last)), max_size=4))}
        for day in days - {as_of}:
            later = asked(case | {"as_of": day.isoformat()})
            assert later["categories"][category] == decided, (category, day, look)
