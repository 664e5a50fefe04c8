"""Categories of a policy file's own: kept in records, and no code is needed (design.md 3)."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from law.input import Node
from law.periods import Period
from retention.law import Facts, Notice, RetentionPolicy, Rule, Shape, decide, evaluate
from retention.law.cases.reading import read_facts
from retention.law.facts import Record, Reminder, ReminderStatus
from tests.retention.law.builders import day, granted, own

TODAY = "2026-11-23"


def kept(rule: Rule, as_of: str, *reminders: str, **days: str) -> tuple[str, date | None, date | None, str]:
    policy = RetentionPolicy.from_rules([rule])
    told = tuple(Reminder(day(on), ReminderStatus.SENT) for on in reminders)
    record = Record(rule.category, {name: day(text) for name, text in days.items()}, told)
    found = decide(rule.category, Facts(records=(record,)), day(as_of), policy)
    return found.action.value, found.retain_until, found.action_date, " ".join(found.reasons)


@pytest.mark.parametrize(
    ("rule", "as_of", "days", "answer"),
    [
        pytest.param(
            own(),
            TODAY,
            {"issued_on": "2026-11-21"},
            ("erase", "2026-11-22", TODAY, "CERTIFICATES"),
            id="after an event",
        ),
        pytest.param(
            own(),
            TODAY,
            {"other": "2020-01-01"},
            ("keep", None, None, "DATA_QUALITY_REVIEW"),
            id="no such day",
        ),
        pytest.param(
            own(shape=Shape.WHILE_OPEN_THEN_AFTER, trigger="closed_on"),
            TODAY,
            {"issued_on": "2020-01-01"},
            ("keep", None, None, "CERTIFICATES"),
            id="open",
        ),
        pytest.param(
            own(shape=Shape.WHILE_OPEN_THEN_AFTER, trigger="closed_on", code="MINE"),
            TODAY,
            {"closed_on": "2026-11-21"},
            ("erase", "2026-11-22", TODAY, "MINE"),
            id="closed, under a code of its own",
        ),
        pytest.param(
            own(shape=Shape.YEAR_END, period=Period.of_years(2)),
            TODAY,
            {"issued_on": "2023-05-05"},
            ("erase", "2025-12-31", "2026-01-01", "CERTIFICATES"),
            id="year end",
        ),
        pytest.param(
            own(shape=Shape.YEAR_END),
            TODAY,
            {},
            ("keep", None, None, "DATA_QUALITY_REVIEW"),
            id="year end, no day",
        ),
        pytest.param(
            own(shape=Shape.AT_ONCE),
            TODAY,
            {"issued_on": TODAY},
            ("erase", None, TODAY, "CERTIFICATES"),
            id="at once",
        ),
        pytest.param(own(shape=Shape.NO_END), TODAY, {}, ("keep", None, None, "CERTIFICATES"), id="no end"),
        pytest.param(
            own(trigger=""),
            TODAY,
            {"a": "2020-01-01", "b": "2026-11-21"},
            ("erase", "2026-11-22", TODAY, "CERTIFICATES"),
            id="latest",
        ),
        pytest.param(
            own(shape=Shape.AFTER_LAST_ACTIVITY, trigger="used_on"),
            TODAY,
            {"used_on": "2026-11-24"},
            ("keep", None, None, "DATA_QUALITY_REVIEW"),
            id="used tomorrow",
        ),
        pytest.param(
            own(shape=Shape.AFTER_LAST_ACTIVITY, trigger="used_on", notice=Notice((5,), 3)),
            TODAY,
            {"used_on": "2026-11-21"},
            ("remind", "2026-11-22", None, "CERTIFICATES REMINDER_MISSING"),
            id="never without its notice",
        ),
        pytest.param(
            own(effect="anonymise"),
            TODAY,
            {"issued_on": "2026-11-21"},
            ("anonymise", "2026-11-22", TODAY, "CERTIFICATES"),
            id="effect",
        ),
    ],
)
def test_another_category_needs_a_rule_and_no_code(
    rule: Rule, as_of: str, days: dict[str, str], answer: Any
) -> None:
    action, until, act, code = answer
    assert kept(rule, as_of, **days) == (action, until and day(until), act and day(act), code)


def test_a_record_with_notice_goes_when_it_was_given() -> None:
    rule = own(shape=Shape.AFTER_LAST_ACTIVITY, trigger="used_on", notice=Notice((5,), 3))
    assert kept(rule, TODAY, "2026-11-20", used_on="2026-11-18") == (
        "erase",
        day("2026-11-19"),
        day(TODAY),
        "CERTIFICATES REMINDER_LATE_GRACE",
    )


@pytest.mark.parametrize(
    ("category", "issued", "action"),
    [
        pytest.param("certificates", "2026-11-10", "erase", id="existed"),
        pytest.param("certificates", "2026-11-11", "keep", id="came later"),
        pytest.param("access_log", "2026-11-01", "keep", id="the hub's own proof"),
    ],
)
def test_a_granted_erasure_reaches_records_that_existed(category: str, issued: str, action: str) -> None:
    policy = RetentionPolicy.from_rules([own(category, period=Period(months=12))])
    given = read_facts(
        Node(
            granted("2026-11-10") | {"records": [{"category": category, "triggers": {"issued_on": issued}}]}
        ),
        policy.categories,
    )
    assert decide(category, given, day(TODAY), policy).action == action


def test_records_are_part_of_the_person() -> None:
    policy = RetentionPolicy.from_rules([own()])
    facts = Facts(records=(Record("certificates", {"issued_on": day("2026-01-01")}),))
    found = evaluate(facts, day(TODAY), policy)
    assert (found.decision, found.due_date, list(found.categories)) == (
        "erase",
        day("2026-01-03"),
        ["certificates"],
    )
