"""The free text of everything gathered: a line a row, of which only the suspect ones are read and masked."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from functools import cached_property
from itertools import accumulate

from pydantic_core import from_json, to_json

from requests_dsr.package.others.masking import SEPARATOR, Masker, possible_names, strings_in
from requests_dsr.package.others.sifting import Sieve
from requests_dsr.package.paths import Path
from requests_dsr.package.rows import Row, Rows


class Texts:
    """Lines of free text, numbered through all tables, and those that have been read so far.

    `of_others` are the lines whose row says that somebody else wrote it, or that it was written to them.
    """

    def __init__(self, rows: Iterable[Rows], paths: Mapping[int, Path] | None = None) -> None:
        """Take rows; `paths` says by the `id` of rows what in them is the person's own, and of whom else."""
        self._rows = [one for one in rows if one.free]
        self._paths = [(paths or {}).get(id(one)) for one in self._rows]
        self._own = [one.own.split(b"\n") if one.own else [] for one in self._rows]
        self._starts = [0, *accumulate(len(one) for one in self._rows)]
        self._read: dict[int, Row] = {}
        self.of_others = set(self._lines_of_others())

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
        self.read(self.of_others)
        names = {*colleagues, *self._names_of_others()}
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

    def _names_of_others(self) -> set[str]:
        """Give the names of those who wrote what is not the person's, or to whom it was written."""
        found: set[str] = set()
        for number in self.of_others:
            path, own = self._whose(number)
            found |= {str(self._read[number][name]) for name in path.named if name not in own}
        return found - {""}

    def _lines_of_others(self) -> Iterator[int]:
        for start, path, signs in zip(self._starts, self._paths, self._own, strict=False):
            if path is not None and path.named:
                yield from (start + at for at, sign in enumerate(signs) if b"0" in sign)

    def _whose(self, number: int) -> tuple[Path, Collection[str]]:
        """Give the path of a line, and the columns of its row that are left as the person wrote them."""
        table = bisect_right(self._starts, number) - 1
        path = self._paths[table]
        if path is None:
            return Path(), ()
        signs = self._own[table][number - self._starts[table]].decode()
        return path, [name for name, sign in zip(path.own, signs, strict=True) if sign == "1"]

    @property
    def said(self) -> str:
        """Give every text of what is read, those inside lists and objects too."""
        return SEPARATOR.join(strings_in([list(row.values()) for row in self._read.values()]))

    def mask(self, masker: Masker) -> None:
        """Mask what is read, and write back what differs; where nothing can be masked nothing is done."""
        if not masker.has_something_to_mask and not self.of_others:
            return
        changed: set[int] = set()
        for number, row in sorted(self._read.items()):
            table = bisect_right(self._starts, number) - 1
            masked = self._masked(number, row, masker)
            if masked != row:
                self._lines[number] = to_json(masked, inf_nan_mode="null")
                changed.add(table)
        for table in changed:
            self._rows[table].free = b"\n".join(self._lines[self._starts[table] : self._starts[table + 1]])

    def _masked(self, number: int, row: Row, masker: Masker) -> Row:
        path, own = self._whose(number)
        named, reached = {*path.named} - {*own}, {*path.reached} - {*own}
        return {
            name: masker.mask_added(value)
            if name in own
            else masker.mask_whole(value)
            if name in named
            else masker.mask_whole(value, "address")
            if name in reached
            else masker.mask_value(value)
            for name, value in row.items()
        }
