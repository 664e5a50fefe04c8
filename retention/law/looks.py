"""The next day worth a look: what lets the nightly plan read only what may be due (design.md 5)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass
from datetime import date, datetime
from functools import cache
from typing import Any

from law.calendar import stockholm_day
from law.periods import Period
from law.statutes import DAYS_OF_CHANGE
from retention.law.categories import home_of
from retention.law.deciding import TICKETS
from retention.law.facts import Facts
from retention.law.policy import RetentionPolicy

DAY = Period(days=1)
TIMELESS = frozenset({"fiscal_years", "settings"})
"""Facts that mean the same on every day: a financial year to come moves no decision."""


def next_look(category: str, facts: Facts, as_of: date, policy: RetentionPolicy) -> date | None:
    """Give the first day after `as_of` on which the decision could differ if no fact changes.

    None if it never can. The day may be too early, never too late: on every day before it the
    decision is that of `as_of`. It is the earliest of the days the facts name (and the day after
    each: a fixed contract, a block), the limit, the reminder points, and a change of a statute.
    """
    days = {*_turns(category, facts, as_of, policy), *DAYS_OF_CHANGE}
    for day in days_in(facts):
        days.update((day, DAY.after(day)))
    return min((day for day in days if day > as_of), default=None)


def _turns(category: str, facts: Facts, as_of: date, policy: RetentionPolicy) -> Iterator[date]:
    """Give the days on which the limit of an item changes by itself."""
    if category == TICKETS:
        category = "support_profile"
    home = home_of(category)
    for item in home.items(facts):
        limit = home.limit(item, facts, as_of, policy)
        yield from limit.turns
        if limit.action_date:
            yield limit.action_date


def days_in(value: Any) -> Iterator[date]:
    """Give every day that stands anywhere in the facts."""
    if isinstance(value, datetime):
        yield stockholm_day(value)
    elif isinstance(value, date):
        yield value
    elif isinstance(value, tuple):
        for part in value:
            yield from days_in(part)
    elif isinstance(value, Mapping):
        yield from days_in(tuple(value.values()))
    elif is_dataclass(value) and not isinstance(value, type):
        for name in _names(type(value)):
            part = getattr(value, name)
            if part is not None and part != ():
                yield from days_in(part)


@cache
def _names(kind: type) -> tuple[str, ...]:
    return tuple(field.name for field in fields(kind) if field.name not in TIMELESS)
