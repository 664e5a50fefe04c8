"""Make the function that gives the value of a field from a record; the mapping is read once a file."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from imports.cells import BadCell, reader, rounded
from imports.mapping.kinds import Kind, Reads
from imports.mapping.schema import Mapping as MappingFile
from imports.mapping.values import NAMED, Condition, Value
from law.calendar import add_months

Record = Mapping[str, str]
Give = Callable[[Record], Any]
Holds = Callable[[Record], bool]
IN_TIME = frozenset({Kind.DAY, Kind.INSTANT})


@dataclass(frozen=True, slots=True)
class Sources:
    """What values may be taken from: the mapping's form of the file, and the sums that were read."""

    mapping: MappingFile
    sums: Mapping[str, Mapping[str, Decimal]]

    def cell(self, record: Record, column: str) -> str:
        """Give a cell, trimmed; the mapping's words for nothing are nothing."""
        cell = record[column].strip()
        if self.mapping.file.backslash_newlines:
            cell = cell.replace("\\n", "\n")
        return "" if cell in self.mapping.file.empty else cell


def value_giver(value: Value, reads: Reads, sources: Sources) -> Give:
    """Give the function from a record to the value of a field: None where the file says nothing."""
    if value.join is not None:
        return _sum_giver(value.join, reads, sources)
    raw, read = _raw(value, sources), reader(reads, sources.mapping.file, dates=value.dates)
    moved = _mover(value, reads, sources)
    fallback = value_giver(value.otherwise, reads, sources) if value.otherwise else None

    def give(record: Record) -> Any:
        cell = raw(record)
        if not cell:
            return fallback(record) if fallback else None
        return moved(read(cell))

    return give


def condition_holder(when: Condition | None, unless: Condition | None, sources: Sources) -> Holds:
    """Give the function that tells whether a part is there for a record."""
    holds, fails = _holder(when, sources, nothing=True), _holder(unless, sources, nothing=False)
    return lambda record: holds(record) and not fails(record)


def _raw(value: Value, sources: Sources) -> Callable[[Record], str]:
    words, lower = value.words, value.lower

    def spelled(cell: str) -> str:
        cell = words.get(cell, cell) if words else cell
        return cell.lower() if lower else cell

    if value.text is not None:
        text = value.text
        return lambda record: spelled(text)
    if value.column is not None:
        column = value.column
        return lambda record: spelled(sources.cell(record, column))
    template, named = value.template or "", NAMED.findall(value.template or "")

    def filled(record: Record) -> str:
        cells = {name: sources.cell(record, name) for name in named}
        if not any(cells.values()):
            return ""
        return spelled(NAMED.sub(lambda match: cells[match[1]], template).strip(" ,"))

    return filled


def _sum_giver(name: str, reads: Reads, sources: Sources) -> Give:
    join, sums = sources.mapping.joins[name], sources.sums[name]

    def give(record: Record) -> Decimal:
        key = sources.cell(record, join.key)
        if key not in sums:
            raise BadCell(_("har inga rader i %(file)s") % {"file": join.file})
        return rounded(sums[key], above_zero=reads.above_zero)

    return give


def _mover(value: Value, reads: Reads, sources: Sources) -> Callable[[Any], Any]:
    """Move a day by the years of the mapping and the days of the value; a text stands as written."""
    if reads.kind not in IN_TIME:
        return lambda read: read
    own = value.shift_years if value.shift_years is not None else sources.mapping.shift_years
    years, days = (0 if value.text is not None else own), timedelta(days=value.plus_days)

    def moved(day: date) -> date:
        if years and isinstance(day, datetime):
            shifted: date = datetime.combine(add_months(day.date(), 12 * years), day.timetz())
        else:
            shifted = add_months(day, 12 * years) if years else day
        return shifted + days

    return moved


def _holder(condition: Condition | None, sources: Sources, *, nothing: bool) -> Holds:
    if condition is None:
        return lambda record: nothing

    def holds(record: Record) -> bool:
        return (
            (not condition.filled or bool(sources.cell(record, condition.filled)))
            and (not condition.empty or not sources.cell(record, condition.empty))
            and (not condition.column or sources.cell(record, condition.column) in condition.is_one_of)
            and (not condition.every or _number(record, condition, sources) % condition.every == 0)
        )

    return holds


def _number(record: Record, condition: Condition, sources: Sources) -> int:
    cell = sources.cell(record, condition.of or "")
    if not (cell.isascii() and cell.isdigit() and len(cell) <= 18):
        raise BadCell(_("%(column)s är inget heltal") % {"column": condition.of})
    return int(cell)
