"""Days and months as the law counts them: Stockholm days, corresponding dates, working days.

Nothing here reads a clock. Instants are aware datetimes; days are Stockholm calendar days.
"""

from __future__ import annotations

import calendar
from collections.abc import Mapping
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from functools import cache
from zoneinfo import ZoneInfo

STOCKHOLM = ZoneInfo("Europe/Stockholm")


def add_months(day: date, months: int) -> date:
    """Give the same day number so many months later, or the last day of that month.

    Regulation (EEC, Euratom) 1182/71 Art. 3(2)(c). The day itself is not counted:
    5 March + 1 month is 5 April. 29 February + 24 months is 28 February.
    """
    index = day.year * 12 + (day.month - 1) + months
    year, month0 = divmod(index, 12)
    last = calendar.monthrange(year, month0 + 1)[1]
    return date(year, month0 + 1, min(day.day, last))


def stockholm_day(at: datetime) -> date:
    """Give the Stockholm calendar day of an aware instant (domain.md RT-1, DL-0).

    Raises ValueError for a naive timestamp: it names no instant.
    """
    if at.tzinfo is None or at.utcoffset() is None:
        raise ValueError("a timestamp without a time zone names no instant")
    return at.astimezone(STOCKHOLM).date()


class Closed(StrEnum):
    """Why a day is not a working day."""

    SATURDAY = "saturday"
    SUNDAY = "sunday"
    PUBLIC_HOLIDAY = "public_holiday"
    EVE = "eve"


class CalendarEnds(ValueError):
    """A day outside the years whose public holidays are known: an answer would be a guess."""


def why_closed(day: date, *, eves_nonworking: bool = False) -> Closed | None:
    """Say why a day is not a working day; None for a working day (squeeze and half days are).

    Public holidays are those of SFS 1989:253. Midsummer Eve, Christmas Eve and New Year's Eve
    are not among them; SFS 1930:173 treats them so for Swedish statutory periods only, so they
    count behind the switch alone (domain.md DL-4). Raises CalendarEnds outside 1953-2100.
    """
    if day in _holidays(day.year, "public", "sv"):
        return Closed.PUBLIC_HOLIDAY
    if eves_nonworking and day in _holidays(day.year, "de_facto", "sv"):
        return Closed.EVE
    return {5: Closed.SATURDAY, 6: Closed.SUNDAY}.get(day.weekday())


def is_working_day(day: date, *, eves_nonworking: bool = False) -> bool:
    """Tell a working day from a Saturday, a Sunday and a public holiday."""
    return why_closed(day, eves_nonworking=eves_nonworking) is None


def roll(day: date, *, eves_nonworking: bool = False) -> date:
    """Give the day itself, or the next working day (Regulation 1182/71 Art. 3(4)).

    For periods within which somebody must act. Never for a limit promised as a maximum (RT-3).
    """
    while not is_working_day(day, eves_nonworking=eves_nonworking):
        day += timedelta(days=1)
    return day


def holiday_name(day: date, *, language: str = "sv") -> str | None:
    """Name the public holiday or the eve that falls on a day, in Swedish (`sv`) or English (`en`)."""
    tongue = {"sv": "sv", "en": "en_US"}[language]
    return _holidays(day.year, "public", tongue).get(day) or _holidays(day.year, "de_facto", tongue).get(day)


def midnight_after(day: date) -> datetime:
    """Give the midnight that ends a Stockholm day, in UTC: what is done before it was done in time (DL-5).

    22:00 UTC in summer time, 23:00 UTC in winter time.
    """
    return datetime.combine(day + timedelta(days=1), time(), STOCKHOLM).astimezone(UTC)


@cache
def _holidays(year: int, category: str, language: str) -> Mapping[date, str]:
    """Give one year's holidays; each year is made apart, so that threads never share one half filled."""
    from holidays.countries.sweden import Sweden  # late: a slow import few processes need

    if not Sweden.start_year <= year <= Sweden.end_year:
        known = f"{Sweden.start_year}-{Sweden.end_year}"
        raise CalendarEnds(f"public holidays are known for {known} only, not for {year}")
    return dict(Sweden(years=year, categories=(category,), language=language))
