"""What a person may take along (Art. 20(1)): what they gave or caused, on consent or their own contract."""

from __future__ import annotations

from collections.abc import Iterator

from requests_dsr.package.files.schema import TablePart
from requests_dsr.package.gathering import Gathered, SystemRows
from requests_dsr.package.parts import PER_ROW, system_part, table_part
from requests_dsr.package.rows import Rows
from requests_dsr.package.statement import Table
from requests_dsr.package.words.telling import Telling

PORTABLE = frozenset({"provided", "observed"})
"""Where a value has to come from: the person, or their use (WP 242 rev.01, p. 9-10)."""


def may_take(telling: Telling, table: Table, column: str) -> bool:
    """Tell whether a column of a table may come along; where rows name their category it is for each row."""
    field = next((one for one in table.fields if one.name == column), None)
    if field is None or field.origin not in PORTABLE or table.path.derived or column in table.path.concealed:
        return False
    return field.category == PER_ROW or telling.may_be_taken_along(field.category)


def taken_along(gathered: Gathered, telling: Telling) -> Iterator[TablePart]:
    """Give the tables and connected systems of which something comes along, with those columns and rows."""
    for table, rows in gathered.filled():
        columns = [field.name for field in table.fields if may_take(telling, table, field.name)]
        own = table.path.row_category
        names = [own, *columns] if own and columns else columns
        taken = [
            {name: row[name] for name in names}
            for row in (rows if columns else ())
            if not own or telling.may_be_taken_along(row[own])
        ]
        if taken:
            yield table_part(table, Rows.of(taken), names)
    for number, system in enumerate(gathered.systems, 1):
        if (part := _of_system(number, system, telling)).rows:
            yield part


def _of_system(number: int, system: SystemRows, telling: Telling) -> TablePart:
    part = system_part(number, system)
    part.columns = [
        one for one in part.columns if one.origin in PORTABLE and telling.may_be_taken_along(one.category)
    ]
    names = [one.name for one in part.columns]
    part.rows = Rows.of({name: row[name] for name in names} for row in (system.rows if names else ()))
    return part
