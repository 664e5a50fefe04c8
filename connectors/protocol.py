"""What every connected system can be asked: one protocol, whatever lies behind it (design.md 9).

A call that fails raises `Unreachable`, with a sentence that names no person. Nothing here decides
anything: what is to be erased, rectified or restricted was decided on the floors above.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol, runtime_checkable


class Unreachable(Exception):
    """The system did not answer, or not in a form that can be read; the message says which and why."""


class Unable(Unreachable):
    """The system answered that it will never be able to do it: a person has to."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Known:
    """What a person is recognised by, as normalised values; all of them belong to the same person."""

    emails: tuple[str, ...] = ()
    phones: tuple[str, ...] = ()
    customer_numbers: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Column:
    """One column of a system's rows: its name, where its values come from, and its category."""

    name: str
    origin: str
    category: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Description:
    """What a system holds: its name as people read it, its columns, and what it can be asked to do."""

    title: str
    columns: tuple[Column, ...]
    can_restrict: bool

    @property
    def categories(self) -> frozenset[str]:
        """Give the categories of data it holds."""
        return frozenset(column.category for column in self.columns)


@dataclass(frozen=True, kw_only=True, slots=True)
class Export:
    """A person's rows in a system, column by column, and what of it could not be read (said in words)."""

    rows: tuple[Mapping[str, Any], ...] = ()
    unread: tuple[str, ...] = field(default=())


@runtime_checkable
class Source(Protocol):
    """A connected system, opened. Every kind passes tests/connectors/test_conformance.py."""

    def describe(self) -> Description:
        """Say what the system holds."""

    def find(self, known: Known) -> tuple[str, ...]:
        """Give the system's own ids of a person's rows, in a fixed order; empty when it knows nobody such."""

    def export(self, known: Known) -> Export:
        """Give every row of the person and of nobody else (Art. 15(3))."""

    def erase(self, known: Known, *, categories: Collection[str], dry_run: bool) -> int:
        """Erase the person's data of these categories, and give how many rows that reached (Art. 17).

        With `dry_run` it does and undoes it: the answer is the real one, and nothing has changed.
        A row that holds other categories too keeps those. Done twice it gives 0 the second time.
        """

    def rectify(self, known: Known, values: Mapping[str, str]) -> int:
        """Write new values of columns to the person's rows, and give how many rows changed (Art. 16, 19).

        Raises Unable for a column it does not have: then nothing is written.
        """

    def restrict(self, known: Known, *, restricted: bool) -> int:
        """Mark or unmark the person's rows as restricted, and give how many rows changed (Art. 18).

        Raises Unable where the system cannot restrict.
        """
