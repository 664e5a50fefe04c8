"""Read the rows of one query, and cut long lists of ids into pieces."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django.db import connection


def read(sql: str, ids: Iterable[int], **values: Any) -> list[tuple[Any, ...]]:
    """Run a query on `%(ids)s` and give its rows; no query where there are no ids."""
    wanted = list(ids)
    if not wanted:
        return []
    with connection.cursor() as cursor:
        cursor.execute(sql, {"ids": wanted, **values})
        rows: list[tuple[Any, ...]] = cursor.fetchall()
        return rows


def chunks(ids: Sequence[int], size: int) -> Iterable[Sequence[int]]:
    """Cut ids into pieces of a size."""
    return (ids[start : start + size] for start in range(0, len(ids), size))
