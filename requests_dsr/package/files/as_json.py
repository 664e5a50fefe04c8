"""Write `package.json`: the parts as the schema has them, the rows as the database wrote them."""

from __future__ import annotations

from collections.abc import Iterator

from requests_dsr.package.files.schema import PackagePart, TablePart


def json_of(part: PackagePart) -> Iterator[bytes]:
    """Give the file piece by piece, a row a line; no more than one table is in memory twice."""
    yield part.model_dump_json(exclude={"tables"}).encode()[:-1] + b',"tables":['
    for number, table in enumerate(part.tables):
        yield b",\n" if number else b"\n"
        yield from _table(table)
    yield b"]}\n"


def _table(table: TablePart) -> Iterator[bytes]:
    yield table.model_dump_json(exclude={"rows"}).encode()[:-1] + b',"rows":[\n'
    yield b",\n".join(table.rows.lines())
    yield b"]}"
