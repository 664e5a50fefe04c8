"""The Swedish year, computed without the library the product uses: a second opinion for the tests."""

from __future__ import annotations

from datetime import date, timedelta


def easter(year: int) -> date:
    """Easter Sunday by the anonymous Gregorian algorithm (Meeus, Jones, Butcher)."""
    a, (b, c) = year % 19, divmod(year, 100)
    d, e = divmod(b, 4)
    g = (8 * b + 13) // 25
    h = (19 * a + b - d - g + 15) % 30
    i, k = divmod(c, 4)
    m = (32 + 2 * e + 2 * i - h - k) % 7
    n = (a + 11 * h + 22 * m) // 451
    month, day = divmod(h + m - 7 * n + 114, 31)
    return date(year, month, day + 1)


def saturday_from(day: date) -> date:
    return next(day + timedelta(days=n) for n in range(7) if (day + timedelta(days=n)).weekday() == 5)


def public_holidays(year: int) -> set[date]:
    """The list of SFS 1989:253 as domain.md 2 gives it, without Sundays at large."""
    fixed = {date(year, *day) for day in [(1, 1), (1, 6), (5, 1), (6, 6), (12, 25), (12, 26)]}
    moving = {easter(year) + timedelta(days=days) for days in (-2, 0, 1, 39, 49)}
    return fixed | moving | {saturday_from(date(year, 6, 20)), saturday_from(date(year, 10, 31))}


def eves(year: int) -> set[date]:
    return {saturday_from(date(year, 6, 20)) - timedelta(days=1), date(year, 12, 24), date(year, 12, 31)}
