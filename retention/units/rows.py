"""Read the rows of one query, write many at once, and cut long lists of ids into pieces."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from io import StringIO
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


def copy_rows(into: str, rows: Iterable[Sequence[Any]]) -> None:
    """Write rows by COPY, which costs a third of INSERT; `into` is a table and its columns in their order."""
    text = "".join("\t".join(map(_field, row)) + "\n" for row in rows)
    if text:
        with connection.cursor() as cursor:
            cursor.copy_expert(f"copy {into} from stdin", StringIO(text))


def _field(value: Any) -> str:
    """Write one value as COPY reads it; a list is an array of plain words."""
    if value is None:
        return r"\N"
    text = "{" + ",".join(value) + "}" if isinstance(value, list) else str(value)
    return text.replace("\\", r"\\").replace("\t", r"\t").replace("\n", r"\n").replace("\r", r"\r")


def chunks(ids: Sequence[int], size: int) -> Iterable[Sequence[int]]:
    """Cut ids into pieces of a size."""
    return (ids[start : start + size] for start in range(0, len(ids), size))
