"""Name the rows of a table, or of a connected system, for a package: titles in both languages, origins."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache, partial
from typing import Any

from requests_dsr.package.files.schema import ColumnPart, TablePart, Words
from requests_dsr.package.gathering import SystemRows
from requests_dsr.package.rows import Rows
from requests_dsr.package.statement import Table, tables
from requests_dsr.package.words.speaking import both

PER_ROW = "per_row"


def table_part(table: Table, rows: Rows, names: Iterable[str]) -> TablePart:
    """Give some columns of a table, with what everything is called."""
    title, columns = _heading(table.name)
    return TablePart(name=table.name, title=title, columns=[columns[name] for name in names], rows=rows)


@cache
def _heading(name: str) -> tuple[Words, dict[str, ColumnPart]]:
    """Give a table's title and its columns by name: the same for everybody."""
    table = next(one for one in tables() if one.name == name)
    fields: dict[str, Any] = {field.name: field for field in table.fields}
    columns = {
        column: ColumnPart(
            name=column,
            title=both(partial(table.label, column)),
            origin=fields[column].origin if column in fields else "observed",
            category=fields[column].category if column in fields else PER_ROW,
        )
        for column in table.columns
    }
    return both(lambda: table.title), columns


def system_part(number: int, system: SystemRows) -> TablePart:
    """Give what a connected system holds of the person."""
    said = system.description
    return TablePart(
        name=f"system_{number}",
        title=both(lambda: said.title),
        columns=[
            ColumnPart(
                name=column.name,
                title=both(column.name),
                origin=column.origin,  # type: ignore[arg-type]  # held to the list where the system is opened
                category=column.category,
            )
            for column in said.columns
        ],
        rows=system.rows,
    )
