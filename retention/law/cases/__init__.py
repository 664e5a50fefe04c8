"""A retention case as JSON: read, answer, write (domain.md 3.4, `manage.py explain_retention`)."""

from __future__ import annotations

from datetime import date
from typing import Any

from law.dated import LawIsSilent
from law.input import Node
from retention.law.cases.reading import NaiveTimestamp, read_facts
from retention.law.decision import Evaluation, RetentionDecision
from retention.law.evaluating import evaluate
from retention.law.policy import RetentionPolicy, default_policy


def explain(case: Node, policy: RetentionPolicy | None = None) -> dict[str, Any]:
    """Answer one case: what its facts come to on its day, or `{"error": code}`.

    Raises BadInput with the place of a fault.
    """
    policy = policy or default_policy()
    as_of = case["as_of"].day()
    try:
        return as_json(evaluate(read_facts(case["facts"], policy.categories), as_of, policy))
    except NaiveTimestamp:
        return {"error": "E_NAIVE_TIMESTAMP"}
    except LawIsSilent as silence:
        case["facts"].refuse(str(silence))


def as_json(found: Evaluation) -> dict[str, Any]:
    """Write an evaluation as the cases do."""
    return {
        "decision": found.decision.value,
        "due_date": _day(found.due_date),
        "categories": {category: _decision(it) for category, it in found.categories.items()},
        "reasons": [str(code) for code in found.reasons],
    }


def _decision(decided: RetentionDecision) -> dict[str, Any]:
    return {
        "decision": decided.action.value,
        "retain_until": _day(decided.retain_until),
        "action_date": _day(decided.action_date),
        "remind_on": _day(decided.remind_on),
        "reasons": [str(code) for code in decided.reasons],
    }


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None
