"""Make the staging tables and copy rows into them, some thousands at a time."""

from __future__ import annotations

import io
from collections.abc import Iterable
from typing import Any

from django.db import connection

from imports.staging.tables import STAGED

CHUNK_LINES = 2000
"""Lines of the file held in memory at once."""

MARKS = str.maketrans({"\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r"})


class Staging:
    """The staging tables of one file; they vanish when its transaction ends."""

    def __init__(self) -> None:
        self._waiting: dict[str, list[tuple[Any, ...]]] = {part: [] for part in STAGED}

    def make(self) -> None:
        """Make every table, empty."""
        with connection.cursor() as cursor:
            for part, staged in STAGED.items():
                columns = ", ".join(f"{name} {kind}" for name, kind in staged.columns.items())
                cursor.execute(
                    f"drop table if exists import_{part}; "
                    f"create temp table import_{part} (line int not null, "
                    f"id bigint not null default nextval(pg_get_serial_sequence('{staged.table}', 'id')), "
                    "owner bigint, target bigint, there boolean not null default false, "
                    f"skip boolean not null default false, {columns}) on commit drop"
                )

    def add(self, rows: dict[str, list[tuple[Any, ...]]]) -> None:
        """Take the rows of one line: each begins with the line, then the columns of its part."""
        for part, more in rows.items():
            self._waiting[part] += more

    def flush(self) -> None:
        """Copy what waits into the tables."""
        for part, rows in self._waiting.items():
            if rows:
                _copy(part, rows)
                rows.clear()

    def index(self) -> None:
        """Make the tables quick to join once they are full."""
        with connection.cursor() as cursor:
            for part in STAGED:
                cursor.execute(
                    f"create index on import_{part} (line); create index on import_{part} (id); "
                    f"analyze import_{part}"
                )
            cursor.execute("create index on import_person (target); create index on import_contract (owner)")

    def skip(self, part: str, ids: Iterable[int]) -> None:
        """Mark rows of a part as refused."""
        with connection.cursor() as cursor:
            cursor.execute(f"update import_{part} set skip = true where id = any(%s)", [list(ids)])

    def skip_lines(self, lines: Iterable[int]) -> None:
        """Mark every row of these lines as refused."""
        wanted = list(lines)
        if not wanted:
            return
        with connection.cursor() as cursor:
            for part in STAGED:
                cursor.execute(f"update import_{part} set skip = true where line = any(%s)", [wanted])


def _copy(part: str, rows: list[tuple[Any, ...]]) -> None:
    text = io.StringIO()
    for row in rows:
        text.write("\t".join(map(_written, row)) + "\n")
    text.seek(0)
    columns = f"line, {STAGED[part].names}"
    with connection.cursor() as cursor:
        cursor.cursor.copy_expert(f"copy import_{part} ({columns}) from stdin", text)


def _written(value: Any) -> str:
    """Write a value as PostgreSQL's COPY reads it."""
    return "\\N" if value is None else str(value).translate(MARKS)
