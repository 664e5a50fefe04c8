"""Deadline cases for Hypothesis, as JSON: crowded around the boundaries where rules meet."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from typing import Any

from hypothesis import strategies as st

ZONES = st.sampled_from([UTC, *(timezone(timedelta(hours=h)) for h in (-8, 1, 2, 14))])
RECEIVED = st.datetimes(datetime(2006, 1, 1), datetime(2098, 1, 1), timezones=ZONES)


@st.composite
def near(draw: st.DrawFn, at: datetime, first_day: int, last_day: int) -> str:
    """A timestamp some days from another, often in the hours around a midnight."""
    days = draw(st.integers(first_day, last_day))
    seconds = draw(st.integers(-86_400, 86_400) | st.sampled_from([-1, 0, 1]))
    return (at + timedelta(days=days, seconds=seconds)).astimezone(draw(ZONES)).isoformat()


@st.composite
def pauses(draw: st.DrawFn, received_at: datetime, *, ordered: bool) -> dict[str, Any]:
    asked_at = draw(near(received_at, 1, 9) if ordered else near(received_at, -1, 10))
    asked = datetime.fromisoformat(asked_at)
    kind = draw(st.sampled_from(["identity", "clarification"]))
    pause: dict[str, Any] = {"kind": kind, "asked_at": asked_at}
    pause["answered_at"] = draw(st.none() | near(asked, 1 if ordered else -1, 40))
    if kind == "clarification" or draw(st.booleans()):
        pause["large_volume"] = draw(st.booleans())
    return pause


@st.composite
def extensions(draw: st.DrawFn, received_at: datetime) -> dict[str, Any]:
    words = st.sampled_from(["complexity", "number_of_requests", "staff_holiday", "", "COMPLEXITY"])
    notified_at = draw(near(received_at, -1, 1) | near(received_at, 28, 36) | near(received_at, 2, 100))
    return {"notified_at": notified_at, "reasons": draw(st.lists(words, max_size=3))}


@st.composite
def given(draw: st.DrawFn, *, ordered: bool = False) -> dict[str, Any]:
    """The `input` of a case; `ordered` ones hold no error."""
    received_at = draw(RECEIVED)
    return {
        "received_at": received_at.isoformat(),
        "pauses": draw(st.lists(pauses(received_at, ordered=ordered), max_size=4)),
        "extension": draw(st.none() | extensions(received_at)),
        "options": {"eves_nonworking": draw(st.booleans())},
    }
