"""Ask the staging tables what is new, some thousands at a time."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from django.db import connection

CHUNK_HOLDERS, CHUNK_ITEMS = 1000, 2000
"""How many people or organisations, and how many of their items, are judged at once."""

NEW = "x.target = x.id and not x.there and not x.skip"
"""A staged row `x` that has become a new row."""

Units = Mapping[int, tuple[int, ...]]
"""The staged rows of each new unit: by the item it is known by, which for mail is the contact."""


def holders_of(question: str) -> Iterator[list[int]]:
    """Give the holders that a question names as `owner`, some at a time, in ascending id.

    They are written down once, so that a great file is not read anew for each thousand of them.
    """
    _run("drop table if exists import_holders")
    _run(f"create temp table import_holders on commit drop as select distinct owner from ({question}) h")
    _run("create unique index on import_holders (owner)")
    last = 0
    while ids := [row[0] for row in _rows(PAGE_OF_HOLDERS, last, CHUNK_HOLDERS)]:
        yield ids
        last = ids[-1]


PAGE_OF_HOLDERS = "select owner from import_holders where owner > %s order by owner limit %s"


def new_items(part: str) -> Iterator[list[tuple[int, int]]]:
    """Give id and owner of the new rows of a part, some at a time."""
    page = f"select x.id, x.owner from import_{part} x where {NEW} and x.id > %s order by x.id limit %s"
    last = 0
    while rows := _rows(page, last, CHUNK_ITEMS):
        yield rows
        last = rows[-1][0]


def new_of_people(part: str, subjects: list[int]) -> Units:
    """Give the new rows of a part for these people; each is an item, but mail is one for each contact."""
    item = "x.owner" if part == "correspondence" else "x.id"
    rows = _rows(
        f"select {item}, array_agg(x.id) from import_{part} x join import_person p on p.line = x.line "
        f"where {NEW} and p.target = any(%s) group by 1",
        subjects,
    )
    return {key: tuple(ids) for key, ids in rows}


def new_of_owners(question: str, owners: list[int]) -> list[tuple[int, int]]:
    """Give owner and id of the rows that a question about `x` names, for these owners."""
    return _rows(f"{question} and x.owner = any(%s)", owners)


def rows_that_became(part: str, targets: Iterable[int]) -> Mapping[int, list[tuple[int, int]]]:
    """Give id and line of every staged row by the row it became."""
    rows: dict[int, list[tuple[int, int]]] = {}
    sql = f"select target, id, line from import_{part} where not skip and target = any(%s) order by line"
    for target, pk, line in _rows(sql, list(targets)):
        rows.setdefault(target, []).append((pk, line))
    return rows


def _run(sql: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(sql)


def _rows(sql: str, *values: Any) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return list(cursor.fetchall())
