"""Read many tables in one statement: one round trip, one instant.

Every part is the rows of one table. PostgreSQL gathers them as JSON, so that a night's chunk of two
thousand holders and the page of a single person are read the same way (docs/adr/0007). Versions and
the facts they vouch for are of the same snapshot, whatever the isolation level (purge.md, rule 8).
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import connection

from law.calendar import stockholm_day

Row = list[Any]
Groups = Mapping[int, list[Row]]
"""Rows by their first column, which is left out of them."""


@dataclass(frozen=True, slots=True)
class Part:
    """Columns of the rows of a table, and everything from `from` on; money is read as text."""

    columns: str
    rows: str
    order: str = ""

    def sql(self) -> str:
        """Give the expression that gathers the rows as a JSON array of arrays."""
        order = f" order by {self.order}" if self.order else ""
        return f"(select coalesce(json_agg(json_build_array({self.columns}){order}), '[]') {self.rows})"


def read_together(parts: Mapping[str, Part], *, first: str = "", **values: Any) -> dict[str, list[Row]]:
    """Read every part in one statement; `first` is a `with` clause that the parts share.

    Days come as ISO text, instants as ISO text with an offset (`day_of` and `instant_of` read them).
    """
    pairs = ", ".join(f"'{name}', {part.sql()}" for name, part in parts.items())
    with connection.cursor() as cursor:
        cursor.execute(f"{first} select json_build_object({pairs})::text", values)
        found: dict[str, list[Row]] = json.loads(cursor.fetchone()[0])
    return found


def grouped(rows: Iterable[Row]) -> Groups:
    """Group rows by their first column, which is left out of them."""
    groups: dict[int, list[Row]] = defaultdict(list)
    for key, *row in rows:
        groups[key].append(row)
    return groups


def day(text: str | None) -> date | None:
    """Read a day."""
    return None if text is None else date.fromisoformat(text)


def instant(text: str | None) -> datetime | None:
    """Read an instant."""
    return None if text is None else datetime.fromisoformat(text)


def day_of(text: str | None) -> date | None:
    """Read an instant and give its Stockholm day (RT-1)."""
    return None if text is None else stockholm_day(datetime.fromisoformat(text))
