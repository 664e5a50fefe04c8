"""Who must be looked at tonight: those something happened to, and those whose day has come.

All of it is read from partial indexes, in O(due). When an organisation has changed, its contacts
are looked at too: their customer data follow its contracts; and when a sole trader has changed, their
business: what was granted to them reaches what it holds.

`lateral (... offset 0)` says in which order to read: from what has changed or is due, to what hangs on it.
PostgreSQL keeps no statistics of one column against another, takes every holder for changed, and would
else read whole tables (benchmarks/purge_scale.py).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db import connection
from django.db.backends.utils import CursorWrapper

from retention.units.organisations import Items, only_items
from subjects.own_business import OWN_BUSINESS

CHUNK = 2000

SUBJECTS = """
select s.id from subjects_datasubject s
    where s.controller_id = %(controller)s and s.facts_version <> s.units_version
union
select c.subject_id from subjects_customerorg o
    cross join lateral (select c.subject_id from subjects_contact c where c.org_id = o.id offset 0) c
    where o.controller_id = %(controller)s and o.facts_version <> o.units_version
union
select u.subject_id from retention_retentionunit u
    where u.controller_id = %(controller)s and u.subject_id is not null and u.look_on <= %(today)s
union
select u.subject_id from retention_retentionunit u
    where u.subject_id is not null and u.policy_version_id = any(%(old_policies)s)
order by 1
"""
CHANGED_ORGS = f"""
select o.id from subjects_customerorg o
    where o.controller_id = %(controller)s and o.facts_version <> o.units_version
union
select own.id from subjects_datasubject s
    cross join lateral (select o.id from subjects_contact c join subjects_customerorg o on o.id = c.org_id
        where c.subject_id = s.id and {OWN_BUSINESS} offset 0) own
    where s.controller_id = %(controller)s and s.facts_version <> s.units_version
union
select u.org_id from retention_retentionunit u
    where u.subject_id is null and u.policy_version_id = any(%(old_policies)s)
order by 1
"""
DUE_ITEMS = """
select u.org_id, u.id, u.category, u.item_id
from retention_retentionunit u
    cross join lateral (select o.facts_version = o.units_version as settled
        from subjects_customerorg o where o.id = u.org_id offset 0) o
where u.controller_id = %(controller)s and u.subject_id is null and u.look_on <= %(today)s
    and o.settled and u.policy_version_id <> all(%(old_policies)s)
order by u.org_id, u.id
"""


@dataclass(frozen=True, slots=True)
class Night:
    """Which controller, on which Stockholm day, and which of its policy versions no longer hold."""

    controller_id: int
    today: date
    old_policies: list[int]

    def values(self) -> dict[str, Any]:
        """Give the values of the queries above."""
        return {
            "controller": self.controller_id,
            "today": self.today,
            "old_policies": self.old_policies,
        }


@dataclass(slots=True)
class DueItems:
    """The due items of unchanged organisations: which units, and which rows to load for them."""

    org_ids: list[int] = field(default_factory=list)
    unit_ids: list[int] = field(default_factory=list)
    items: dict[str, list[int]] = field(default_factory=lambda: defaultdict(list))

    @property
    def only(self) -> Items:
        """Give the rows to load."""
        return only_items(self.items)

    def add(self, org_id: int, unit_id: int, category: str, item_id: int) -> None:
        """Take one more unit in."""
        if not self.org_ids or self.org_ids[-1] != org_id:
            self.org_ids.append(org_id)
        self.unit_ids.append(unit_id)
        self.items[category].append(item_id)


def streamed(sql: str, values: dict[str, Any], size: int = CHUNK) -> Iterator[list[tuple[Any, ...]]]:
    """Run a query in the transaction now, and give its rows in pieces later: memory stays flat.

    What it finds is settled when this is called, whatever is written before the last piece is read.
    """
    cursor = connection.chunked_cursor()
    cursor.execute(sql, values)
    return _pieces(cursor, size)


def _pieces(cursor: CursorWrapper, size: int) -> Iterator[list[tuple[Any, ...]]]:
    with cursor:
        while rows := cursor.fetchmany(size):
            yield rows


def subjects_to_look_at(night: Night) -> Iterator[list[int]]:
    """Give the persons to look at, in ascending id."""
    return ([pk for (pk,) in rows] for rows in streamed(SUBJECTS, night.values()))


def organisations_to_look_at(night: Night) -> Iterator[list[int]]:
    """Give the organisations whose every item is looked at, in ascending id."""
    return ([pk for (pk,) in rows] for rows in streamed(CHANGED_ORGS, night.values()))


def items_to_look_at(night: Night) -> Iterator[DueItems]:
    """Give the due items of the other organisations; an organisation is never divided in two."""
    return _by_organisation(streamed(DUE_ITEMS, night.values()))


def _by_organisation(pieces: Iterator[list[tuple[Any, ...]]]) -> Iterator[DueItems]:
    pending = DueItems()
    for rows in pieces:
        for row in rows:
            if len(pending.unit_ids) >= CHUNK and pending.org_ids[-1] != row[0]:
                yield pending
                pending = DueItems()
            pending.add(*row)
    if pending.unit_ids:
        yield pending
