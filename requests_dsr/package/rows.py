"""The rows of one table as PostgreSQL wrote them: a line of JSON each, read only where somebody looks.

Ten thousand rows are two and a half megabytes as they come, and as objects two times that for letters
and seven for short rows. Most of them nobody looks into before they are written: they go from the
database to `package.json` untouched.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Container, Iterable, Iterator, Mapping, Sequence
from typing import Any, overload

from pydantic_core import from_json, to_json

Row = dict[str, Any]


class Rows(Sequence[Row]):
    """Rows in their order. Each is two objects: its free text, and the columns that are none.

    `plain` and `free` are lines of JSON in UTF-8, one a row, or empty where a table has no such column.
    `own` is a line a row as well, where a table says of some columns what is the person's own: a sign a
    column, 1 where it is. JSON has no line ends of its own inside a line. Raises ValueError where lines
    are missing.
    """

    def __init__(self, count: int, *, plain: bytes = b"", free: bytes = b"", own: bytes = b"") -> None:
        self._count, self.plain, self.free, self.own = count, plain, free, own
        if any(part and part.count(b"\n") + 1 != count for part in (plain, free)):
            raise ValueError("a row is not one line")

    @classmethod
    def of(cls, rows: Iterable[Mapping[str, Any]]) -> Rows:
        """Take over rows that did not come from our tables: every column may be free text."""
        lines = [to_json(row, inf_nan_mode="null") for row in rows]
        return cls(len(lines), free=b"\n".join(lines))

    def __len__(self) -> int:
        """Give the number of rows."""
        return self._count

    def __iter__(self) -> Iterator[Row]:
        """Read one row after another; none is kept."""
        return (from_json(line, cache_strings="keys") for line in self.lines())

    @overload
    def __getitem__(self, at: int) -> Row: ...
    @overload
    def __getitem__(self, at: slice) -> list[Row]: ...
    def __getitem__(self, at: int | slice) -> Row | list[Row]:
        """Read a row, or some."""
        lines = self.lines()[at]
        return [from_json(line) for line in lines] if isinstance(lines, list) else from_json(lines)

    def __eq__(self, other: object) -> bool:
        """Compare with any rows by what they say."""
        return isinstance(other, Sequence) and list(self) == list(other)

    def lines(self) -> list[bytes]:
        """Give every row as one JSON object."""
        if not self._count:
            return []
        if not self.plain or not self.free:
            return (self.plain or self.free).split(b"\n")
        # Two objects become one: the first without its last brace, the second without its first.
        both = zip(self.plain[:-1].split(b"}\n"), self.free[1:].split(b"\n{"), strict=True)
        return [b",".join(pair) for pair in both]

    def leave_out(self, numbers: Container[int]) -> None:
        """Leave out some rows, by their number."""
        for part in ("plain", "free", "own"):
            lines = getattr(self, part).split(b"\n") if getattr(self, part) else []
            setattr(self, part, b"\n".join(line for at, line in enumerate(lines) if at not in numbers))
        self._count = sum(at not in numbers for at in range(self._count))

    def drop(self, columns: Collection[str]) -> None:
        """Leave out some columns of every row. Raises ValueError where none would be left."""
        kept = [{name: value for name, value in row.items() if name not in columns} for row in self]
        if kept and not kept[0]:
            raise ValueError("a row without columns")
        rest = Rows.of(kept)
        self.plain, self.free = rest.plain, rest.free

    def change(self, columns: Collection[str], change: Callable[[Any], Any]) -> None:
        """Change the values of some columns that hold no free text, where they differ then."""
        changed = {}
        for number, line in enumerate(self.plain.split(b"\n") if self.plain else ()):
            row = from_json(line, cache_strings="keys")
            new = {name: change(value) if name in columns else value for name, value in row.items()}
            if new != row:
                changed[number] = new
        self.plain = _with(self.plain, changed)

    def write(self, column: str, value: object, numbers: Iterable[int]) -> None:
        """Write one value in a column that holds no free text, in some rows."""
        lines = self.plain.split(b"\n")
        self.plain = _with(self.plain, {at: from_json(lines[at]) | {column: value} for at in numbers})


def _with(part: bytes, changed: Mapping[int, Row]) -> bytes:
    lines = part.split(b"\n")
    for number, row in changed.items():
        lines[number] = to_json(row, inf_nan_mode="null")
    return b"\n".join(lines)
