"""Read rows in bulk: one query a table a chunk, grouped by whom they belong to."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.db import connection

Rows = Mapping[int, list[tuple[Any, ...]]]


def read(sql: str, ids: Iterable[int], **values: Any) -> list[tuple[Any, ...]]:
    """Run a query on `%(ids)s` and give its rows; no query where there are no ids."""
    wanted = list(ids)
    if not wanted:
        return []
    with connection.cursor() as cursor:
        cursor.execute(sql, {"ids": wanted, **values})
        rows: list[tuple[Any, ...]] = cursor.fetchall()
        return rows


def grouped(sql: str, ids: Iterable[int], **values: Any) -> Rows:
    """Run a query and group its rows by their first column, which is left out of them."""
    groups: dict[int, list[tuple[Any, ...]]] = defaultdict(list)
    for key, *row in read(sql, ids, **values):
        groups[key].append(tuple(row))
    return groups


def chunks(ids: Sequence[int], size: int) -> Iterable[Sequence[int]]:
    """Cut ids into pieces of a size."""
    return (ids[start : start + size] for start in range(0, len(ids), size))
