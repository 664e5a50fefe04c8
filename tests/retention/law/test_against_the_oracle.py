"""The law and a second, plain reading of domain.md 3 give the same answers."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings

from law.input import parse_json
from retention.law.cases import explain
from tests.retention.law import oracle, strategies
from tests.vectors import cases

GROUPS = [
    {"support_profile", "support_tickets", "holds", "restrictions", "dsrs"},
    {"contracts", "contact_left_on", "correspondence", "inquiries", "dsrs", "holds", "invoices", "settings"},
    {"invoices", "accounting_docs", "fiscal_years", "dsrs", "restrictions"},
    {"marketing", "contracts", "dsrs", "holds"},
    {"web_visits", "stats_extracts", "holds", "dsrs", "include_dsr_records", "consents", "disclosures"},
]
MANY = settings(max_examples=250, deadline=None, suppress_health_check=list(HealthCheck))


def answers_agree(case: dict[str, Any]) -> None:
    plain = oracle.evaluate(case["facts"], date.fromisoformat(case["as_of"]))
    assert explain(parse_json(json.dumps(case))) == plain


@pytest.mark.parametrize("case", cases("retention"))
def test_the_oracle_itself_answers_the_cases_typed_by_hand(case: dict[str, Any]) -> None:
    assert oracle.evaluate(case["facts"], date.fromisoformat(case["as_of"])) == case["expect"]


@MANY
@given(strategies.cases())
def test_a_whole_person_gets_the_same_answer_from_both(case: dict[str, Any]) -> None:
    answers_agree(case)


@pytest.mark.parametrize("only", GROUPS, ids=lambda group: sorted(group)[0])
def test_each_part_gets_the_same_answer_from_both(only: set[str]) -> None:
    @MANY
    @given(strategies.cases(only=only))
    def both(case: dict[str, Any]) -> None:
        answers_agree(case)

    both()
