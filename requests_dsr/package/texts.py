"""The free text of everything gathered: a line a row, of which only the suspect ones are read and masked."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Collection, Iterable, Mapping
from functools import cached_property
from itertools import accumulate
from typing import NamedTuple

from pydantic_core import from_json, to_json

from requests_dsr.package.masking import SEPARATOR, Masker, possible_names, strings_in
from requests_dsr.package.rows import Row, Rows
from requests_dsr.package.sifting import Sieve


class OwnWords(NamedTuple):
    """Columns with the person's own words, in those rows of a table whose `column` says `value`."""

    columns: Collection[str]
    column: str
    value: str


class Texts:
    """Lines of free text, numbered through all tables, and those that have been read so far."""

    def __init__(self, rows: Iterable[Rows], own_words: Mapping[int, OwnWords] | None = None) -> None:
        """Take rows; `own_words` says by the `id` of rows what in them is left as the person wrote it."""
        self._rows = [one for one in rows if one.free]
        self._own = [(own_words or {}).get(id(one)) for one in self._rows]
        self._starts = [0, *accumulate(len(one) for one in self._rows)]
        self._read: dict[int, Row] = {}
        self._plain: dict[int, list[bytes]] = {}

    def read_suspects(
        self,
        *,
        own_name: str,
        colleagues: Collection[str],
        added: Collection[str],
        known_here: Callable[[Collection[str]], set[str]],
    ) -> set[str]:
        """Read every line that may speak of somebody else, and give the names of others to look for.

        `known_here` gives those of some names that somebody has; `added` is what a reviewer has added.
        """
        sieve = Sieve(b"\n".join(one.free for one in self._rows), own_name)
        names = {*colleagues}
        self.read(sieve.suspects(names))
        named = known_here(possible_names(self.said)) - names
        self.read(sieve.naming(named.union(added)))
        return names | named

    @cached_property
    def _lines(self) -> list[bytes]:
        """Give every line; where nobody is named, nobody asks."""
        return [line for one in self._rows for line in one.free.split(b"\n")]

    def read(self, numbers: Collection[int]) -> None:
        """Read some lines, beside those that are read already."""
        for number in set(numbers) - self._read.keys():
            self._read[number] = from_json(self._lines[number], cache_strings="keys")

    def _own_words(self, table: int, row: int) -> Collection[str]:
        """Give the columns of a row that are left as the person wrote them: where the row is from them."""
        own = self._own[table]
        if own is None:
            return ()
        if table not in self._plain:
            self._plain[table] = self._rows[table].plain.split(b"\n")
        return own.columns if from_json(self._plain[table][row])[own.column] == own.value else ()

    @property
    def said(self) -> str:
        """Give every text of what is read, those inside lists and objects too."""
        return SEPARATOR.join(strings_in([list(row.values()) for row in self._read.values()]))

    def mask(self, masker: Masker) -> None:
        """Mask what is read, and write back what differs; a masker without patterns has nothing to do."""
        if not masker.has_something_to_mask:
            return
        changed: set[int] = set()
        for number, row in sorted(self._read.items()):
            table = bisect_right(self._starts, number) - 1
            own = self._own_words(table, number - self._starts[table])
            masked = {name: value if name in own else masker.mask_value(value) for name, value in row.items()}
            if masked != row:
                self._lines[number] = to_json(masked, inf_nan_mode="null")
                changed.add(table)
        for table in changed:
            self._rows[table].free = b"\n".join(self._lines[self._starts[table] : self._starts[table + 1]])
