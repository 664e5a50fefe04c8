"""The free text of everything gathered: a line a row, of which only the suspect ones are read and masked."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Collection, Iterable
from itertools import accumulate

from pydantic_core import from_json

from requests_dsr.package.masking import SEPARATOR, Masker, strings_in
from requests_dsr.package.rows import Row, Rows


class Texts:
    """Lines of free text, numbered through all tables, and those that have been read so far."""

    def __init__(self, rows: Iterable[Rows]) -> None:
        self._rows = [one for one in rows if one.free]
        self._starts = [0, *accumulate(len(one) for one in self._rows)]
        self.lines = b"\n".join(one.free for one in self._rows)
        self._read: dict[int, Row] = {}

    def read(self, numbers: Collection[int]) -> None:
        """Read some lines, beside those that are read already."""
        if new := set(numbers) - self._read.keys():
            lines = self.lines.split(b"\n")
            self._read |= {number: from_json(lines[number], cache_strings="keys") for number in new}

    @property
    def said(self) -> str:
        """Give every text of what is read, those inside lists and objects too."""
        return SEPARATOR.join(strings_in([list(row.values()) for row in self._read.values()]))

    def mask(self, masker: Masker) -> None:
        """Mask what is read, and write back what differs; a masker without patterns has nothing to do."""
        if not masker.has_something_to_mask:
            return
        changed: dict[int, dict[int, Row]] = defaultdict(dict)
        for number, row in sorted(self._read.items()):
            masked = {name: masker.mask_value(value) for name, value in row.items()}
            if masked != row:
                table = bisect_right(self._starts, number) - 1
                changed[table][number - self._starts[table]] = masked
        for table, rows in changed.items():
            self._rows[table].rewrite_free(rows)
