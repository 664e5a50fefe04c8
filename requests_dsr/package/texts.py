"""The free text of what was gathered, column by column: read together, and written back where it changed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain, islice
from typing import Any

from requests_dsr.package.masking import SEPARATOR, Masker, strings_in

Row = dict[str, Any]


@dataclass(frozen=True)
class Column:
    """One column of some rows, with its values; plain when each of them is a text or nothing."""

    rows: list[Row]
    name: str
    values: list[Any]

    @classmethod
    def of(cls, rows: list[Row], name: str) -> Column:
        """Read a column; nothing is read as an empty text, and stays nothing when it is written back."""
        values = [row[name] for row in rows]
        kinds = set(map(type, values))
        if kinds == {str, type(None)}:
            values = [value or "" for value in values]
        return cls(rows, name, values)

    @property
    def is_plain(self) -> bool:
        """Tell whether the values can be read together with those of other columns."""
        return set(map(type, self.values)) == {str}

    def write(self, pieces: Iterable[str]) -> None:
        """Write back what differs."""
        for row, old, new in zip(self.rows, self.values, pieces, strict=True):
            if new != old:
                row[self.name] = new


class Texts:
    """Every free text there is: `plain` in one piece, and those inside lists and objects beside it."""

    def __init__(self, columns: Iterable[Column]) -> None:
        columns = list(columns)
        self._plain = [column for column in columns if column.is_plain]
        self._nested = [column for column in columns if not column.is_plain]
        self.plain = SEPARATOR.join(chain.from_iterable(column.values for column in self._plain))

    @property
    def everything(self) -> str:
        """Give every text, those inside lists and objects too."""
        if not self._nested:
            return self.plain
        return SEPARATOR.join([self.plain, *strings_in([column.values for column in self._nested])])

    def mask(self, masker: Masker) -> None:
        """Mask every text where it stands; a body that names nobody is left alone."""
        if not masker.has_something_to_mask:
            return
        masked = masker.mask(self.plain)
        if masked != self.plain:
            self._write(self._pieces(masked, masker))
        for column in self._nested:
            for row in column.rows:
                row[column.name] = masker.mask_value(row[column.name])

    def _pieces(self, masked: str, masker: Masker) -> Iterator[str]:
        pieces = masked.split(SEPARATOR)
        if len(pieces) == sum(len(column.values) for column in self._plain):
            return iter(pieces)
        masker.found.clear()  # a text has the sign that stands between them: one by one, then
        return (masker.mask(value) for column in self._plain for value in column.values)

    def _write(self, pieces: Iterator[str]) -> None:
        for column in self._plain:
            column.write(islice(pieces, len(column.values)))
