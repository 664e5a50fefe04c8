"""A deadline case as JSON: read, answer, write (domain.md 2, `manage.py explain_deadline`)."""

from __future__ import annotations

from typing import Any

from law.calendar import CalendarEnds
from law.input import Node
from requests_dsr.law.clock import deadline
from requests_dsr.law.facts import ClockFacts, Extension, Pause, PauseKind
from requests_dsr.law.values import ClockError, Deadline, Limit


def explain(case: Node, *, eves_nonworking: bool = False) -> dict[str, Any]:
    """Answer one case: its deadline, or `{"error": code}`. Raises BadInput with the place of a fault.

    `eves_nonworking` is the company's choice; the option of a case goes before it.
    """
    given = case["input"]
    try:
        return as_json(deadline(read_facts(given, eves_nonworking=eves_nonworking)))
    except ClockError as error:
        return {"error": error.fault.value}
    except CalendarEnds as fault:
        given.refuse(str(fault))


def read_facts(given: Node, *, eves_nonworking: bool = False) -> ClockFacts:
    """Read `{received_at, pauses, extension, options?}`."""
    options = given.optional("options")
    eves = options.optional("eves_nonworking") if options else None
    extension = given["extension"].nullable()
    return ClockFacts(
        received_at=given["received_at"].timestamp(),
        pauses=given["pauses"].each(_read_pause),
        extension=_read_extension(extension) if extension else None,
        eves_nonworking=eves.flag() if eves else eves_nonworking,
    )


def as_json(found: Deadline) -> dict[str, Any]:
    """Write a deadline as the cases do (instants in UTC); null where the clock stands still."""
    return {
        "received_local_date": found.received_on.isoformat(),
        "pause_days": found.pause_days,
        "suspended": found.suspended,
        "nominal_1m": _nominal(found.one_month),
        **_due(found.one_month, "due_1m", "due_1m_before_utc"),
        "nominal_3m": _nominal(found.three_months),
        **_due(found.three_months, "due_3m", "due_3m_before_utc"),
        "extension": found.extension.value,
        **_due(found.effective, "effective_due_date", "effective_due_before_utc"),
        "reasons": [code.value for code in found.reasons],
    }


def _read_pause(pause: Node) -> Pause:
    answered_at = pause["answered_at"].nullable()
    large_volume = pause.optional("large_volume")
    return Pause(
        kind=pause["kind"].choice(PauseKind),
        asked_at=pause["asked_at"].timestamp(),
        answered_at=answered_at.timestamp() if answered_at else None,
        large_volume=large_volume.flag() if large_volume else False,
    )


def _read_extension(extension: Node) -> Extension:
    return Extension(
        notified_at=extension["notified_at"].timestamp(), reasons=extension["reasons"].each(Node.text)
    )


def _nominal(limit: Limit | None) -> str | None:
    return limit.nominal_on.isoformat() if limit else None


def _due(limit: Limit | None, day: str, before: str) -> dict[str, str | None]:
    if limit is None:
        return {day: None, before: None}
    return {day: limit.due_on.isoformat(), before: limit.before_at.strftime("%Y-%m-%dT%H:%M:%SZ")}
