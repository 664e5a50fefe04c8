"""What the person's rights make of a limit: granted erasure, withdrawal, objection (domain.md 3.3 row 7)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from law.reasons import Code
from law.shapes import Effect
from retention.law.facts import Facts, Outcome, RequestType
from retention.law.limit import Limit

GRANTS = frozenset({Outcome.GRANTED, Outcome.PARTIAL})
OVERTAKEN = frozenset({Code.REMINDER_DUE, Code.REMINDER_MISSING})
"""Reminders that mean nothing once the person has asked to be erased (fine point 15)."""


def granted_on(facts: Facts, as_of: date) -> date | None:
    """Give the day of the latest erasure granted, in whole or part, until today (fine point 4)."""
    days = [
        request.decided_on
        for request in facts.dsrs
        if request.type is RequestType.ERASURE
        and request.outcome in GRANTS
        and request.decided_on
        and request.decided_on <= as_of
    ]
    return max(days, default=None)


def with_erasure(limit: Limit, granted: date) -> Limit:
    """Bring the limit forward to the day an erasure was granted, or say why it cannot reach (Art. 17(3))."""
    if limit.exempt:
        return replace(limit, reasons=(*limit.reasons, limit.exempt))
    kept = tuple(code for code in limit.reasons if code not in OVERTAKEN)
    return brought_forward(replace(limit, reasons=kept, remind_on=None), granted, Code.DSR_ERASURE_GRANTED)


def brought_forward(limit: Limit, day: date, code: Code) -> Limit:
    """Let the earliest day win; every ground is listed (fine points 5 and 15)."""
    earliest = min(day, limit.action_date or day)
    return replace(limit, action_date=earliest, reasons=(*limit.reasons, code), effect=Effect.ERASE)
