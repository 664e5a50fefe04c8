"""Short ways to write a case, and to read its answer: `kept("2026-11-22", ...)`."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

from law.input import parse_json
from law.periods import Period
from law.shapes import Shape
from retention.law.cases import explain
from retention.law.policy import RetentionPolicy
from retention.law.rule import Rule

Answer = tuple[Any, ...]


def told(as_of: str, facts: dict[str, Any], policy: RetentionPolicy | None = None) -> dict[str, Any]:
    """Explain facts on a day, as the command does."""
    return explain(parse_json(json.dumps({"id": "T", "as_of": as_of, "facts": facts})), policy)


def decided(
    category: str, as_of: str, facts: dict[str, Any], policy: RetentionPolicy | None = None
) -> Answer:
    """Give a category's answer as (decision, retain_until, action_date, remind_on, codes)."""
    it = told(as_of, facts, policy)["categories"][category]
    days = (it["retain_until"], it["action_date"], it["remind_on"])
    return (it["decision"], *days, " ".join(it["reasons"]))


def day(text: str) -> date:
    return date.fromisoformat(text)


def keep(until: str | None, act: str | None, codes: str) -> Answer:
    return ("keep", until, act, None, codes)


def erase(until: str | None, act: str | None, codes: str) -> Answer:
    return ("erase", until, act, None, codes)


def anonymise(until: str | None, act: str | None, codes: str) -> Answer:
    return ("anonymise", until, act, None, codes)


def remind(until: str | None, act: str | None, on: str, codes: str) -> Answer:
    return ("remind", until, act, on, codes)


# --- facts ----------------------------------------------------------------------------------------
def profile(last: str, *reminders: str, status: str = "sent", kind: str = "login") -> dict[str, Any]:
    """A profile registered long ago, used last on a day (noon), reminded on days (7 in the morning)."""
    return {
        "support_profile": {
            "registered_at": "2018-01-02T10:00:00+01:00",
            "activity": [{"at": f"{last}T12:00:00+01:00", "kind": kind}],
            "reminders": [{"at": f"{day}T07:00:00+01:00", "status": status} for day in reminders],
        }
    }


def contracts(*spans: tuple[str, str | None] | tuple[str, str | None, str]) -> dict[str, Any]:
    """Contracts as (start, end) or (start, end, corrected on)."""
    made = [{"id": str(number), "start": span[0], "end": span[1]} for number, span in enumerate(spans)]
    for contract, span in zip(made, spans, strict=True):
        if len(span) == 3:
            contract["end_corrected_on"] = span[2]
    return {"contracts": made}


def invoice(
    *events: tuple[str, str, float],
    amount: float = 1000,
    origin: str = "2024-01-15",
    interrupted: tuple[str, ...] = (),
    debtor: str = "business",
) -> dict[str, Any]:
    """One invoice with events as (day, type, amount)."""
    return {
        "id": "F",
        "amount": amount,
        "debtor": debtor,
        "claim_origin": origin,
        "interruptions": list(interrupted),
        "events": [{"on": on, "type": kind, "amount": value} for on, kind, value in events],
    }


def hold(start: str, stop: str | None = None, scope: Any = "all") -> dict[str, Any]:
    return {"holds": [{"from": start, "released_on": stop, "scope": scope}]}


def restriction(start: str, stop: str | None = None, scope: Any = "all") -> dict[str, Any]:
    return {"restrictions": [{"ground": "18_1_a", "from": start, "lifted_on": stop, "scope": scope}]}


def request(kind: str, received: str, closed: str | None = None) -> dict[str, Any]:
    return {"dsrs": [{"type": kind, "received_on": received, "closed_on": closed}]}


def granted(*days: str, outcome: str = "granted") -> dict[str, Any]:
    """Requests for erasure decided on days."""
    return {
        "dsrs": [
            {
                "type": "erasure",
                "received_on": "2018-01-02",
                "decided_on": day,
                "closed_on": None,
                "outcome": outcome,
            }
            for day in days
        ]
    }


def mail(last: str) -> dict[str, Any]:
    return {"correspondence": {"last_message_on": last}}


def inquiry(received: str, **more: Any) -> dict[str, Any]:
    return {"inquiries": [{"received_at": f"{received}T10:00:00+01:00", **more}]}


def by_consent(given: str, seen: str | None = None, **more: Any) -> dict[str, Any]:
    """Marketing by consent, given and last seen at days (10 in the morning)."""
    consent = {"given_at": _at(given), "withdrawn_at": _at(more.pop("withdrawn", None))}
    return {"marketing": {"basis": "consent", "consent": consent, **_marketing(seen, more)}}


def by_interest(seen: str | None = None, **more: Any) -> dict[str, Any]:
    return {"marketing": {"basis": "legitimate_interest", **_marketing(seen, more)}}


def _marketing(seen: str | None, more: dict[str, Any]) -> dict[str, Any]:
    return {"last_interaction_at": _at(seen), "objected_at": _at(more.pop("objected", None))}


def _at(day: str | None) -> str | None:
    return day if day is None or "T" in day else f"{day}T10:00:00+01:00"


def visit(day: str, *, masked: bool = True) -> dict[str, Any]:
    return {"web_visits": [{"visited_at": f"{day}T10:00:00+01:00", "ip_masked": masked}]}


def own(category: str = "certificates", **more: Any) -> Rule:
    """A rule of a category the hub does not know: a day after it was issued."""
    return Rule(
        **{"category": category, "shape": Shape.AFTER_EVENT, "trigger": "issued_on", "period": Period(days=1)}
        | more
    )
