"""The clock once more, read from domain.md 2 sentence by sentence and written as plainly as possible.

Sets of days instead of merged spans, walking instead of arithmetic, dictionaries instead of types:
where this and the product agree, they agree for different reasons.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from tests.law.swedish_year import eves, public_holidays

DAY = timedelta(days=1)


def answer(given: dict[str, Any]) -> dict[str, Any]:
    stamps = [given["received_at"]]
    for pause in given["pauses"]:
        stamps += [pause["asked_at"], pause["answered_at"] or "1999-01-01T00:00:00Z"]
    if given["extension"]:
        stamps.append(given["extension"]["notified_at"])
    if any(datetime.fromisoformat(stamp).tzinfo is None for stamp in stamps):
        return {"error": "E_NAIVE_TIMESTAMP"}

    r = local(given["received_at"])
    for pause in given["pauses"]:
        asked = local(pause["asked_at"])
        if asked < r or (pause["answered_at"] and local(pause["answered_at"]) < asked):
            return {"error": "E_PAUSE_ORDER"}

    codes: set[str] = set()
    paused_days: set[date] = set()
    suspended = False
    for pause in given["pauses"]:
        if local(pause["asked_at"]) > r + 7 * DAY:
            codes.add("PAUSE_IGNORED_LATE_ASK")
        elif pause["kind"] == "clarification" and not pause.get("large_volume"):
            codes.add("PAUSE_IGNORED_NOT_RECITAL63")
        else:
            codes.add("PAUSED_" + pause["kind"].upper())
            if pause["answered_at"] is None:
                suspended = True
            else:
                day = local(pause["asked_at"])
                while day < local(pause["answered_at"]):
                    day += DAY
                    paused_days.add(day)
    result = {"received_local_date": str(r), "pause_days": len(paused_days), "suspended": suspended}
    if suspended:
        codes.add("SUSPENDED_AWAITING_SUBJECT")
        empty = "nominal_1m due_1m due_1m_before_utc nominal_3m due_3m due_3m_before_utc"
        nothing = dict.fromkeys((empty + " effective_due_date effective_due_before_utc").split())
        return result | nothing | {"extension": "none", "reasons": sorted(codes)}

    dues = {}
    for name, months in (("1m", 1), ("3m", 3)):
        nominal = months_later(r, months) + len(paused_days) * DAY
        due = nominal
        while not working(due, given["options"]["eves_nonworking"]):
            due += DAY
        dues[name] = due
        if due != nominal:
            codes.add("ROLLED_" + name.upper())
        result |= {
            f"nominal_{name}": str(nominal),
            f"due_{name}": str(due),
            f"due_{name}_before_utc": utc(due),
        }

    extension, which = "none", "1m"
    if given["extension"]:
        notified = datetime.fromisoformat(given["extension"]["notified_at"])
        extension = "invalid"
        if notified < datetime.fromisoformat(given["received_at"]):
            codes.add("EXTENSION_BEFORE_RECEIPT")
        elif notified >= datetime.fromisoformat(utc(dues["1m"])):
            codes.add("EXTENSION_LATE")
        elif not {"complexity", "number_of_requests"} & set(given["extension"]["reasons"]):
            codes.add("EXTENSION_NO_REASON")
        else:
            codes.add("EXTENDED")
            extension, which = "valid", "3m"
    effective = {"effective_due_date": str(dues[which]), "effective_due_before_utc": utc(dues[which])}
    return result | effective | {"extension": extension, "reasons": sorted(codes)}


def local(stamp: str) -> date:
    return datetime.fromisoformat(stamp).astimezone(ZoneInfo("Europe/Stockholm")).date()


def months_later(day: date, months: int) -> date:
    wanted = (day.month - 1 + months) % 12 + 1
    year = day.year + (1 if wanted < day.month else 0)
    for number in (day.day, 30, 29, 28):
        try:
            return date(year, wanted, min(number, day.day))
        except ValueError:
            continue
    raise AssertionError(day)


def working(day: date, eves_nonworking: bool) -> bool:
    closed = public_holidays(day.year) | (eves(day.year) if eves_nonworking else set())
    return day.isoweekday() < 6 and day not in closed


def utc(day: date) -> str:
    """Midnight after the day, found by trying both offsets Stockholm has."""
    for hour in (22, 23):
        end = datetime(day.year, day.month, day.day, hour, tzinfo=UTC)
        if end.astimezone(ZoneInfo("Europe/Stockholm")).time().hour == 0:
            return end.strftime("%Y-%m-%dT%H:%M:%SZ")
    raise AssertionError(day)
