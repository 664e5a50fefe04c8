"""Read cases from JSON: strictly, and with the exact place of every fault.

A `Node` is a JSON value that knows its path. Readers ask it for what they need
(`case["received_at"].timestamp()`), and whatever is missing or of the wrong type
raises `BadInput`, whose text says where and why: `$[2].input.pauses[0].kind: ...`.
Nothing is guessed: 1 is no boolean, "5" is no number. Unknown keys are ignored.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import Any, NoReturn, TypeVar

T = TypeVar("T")
E = TypeVar("E", bound=StrEnum)
D = TypeVar("D", date, datetime)

FIRST_YEAR, LAST_YEAR = 1000, 9999
"""The years read. An instant stops a year short of the calendar's end: its Stockholm day may lie ahead."""


class BadInput(ValueError):
    """Input that cannot be read: where (a JSON path or a file) and why, on one line."""

    def __init__(self, where: str, why: str) -> None:
        super().__init__(f"{where}: {why}")
        self.where, self.why = where, why


@dataclass(frozen=True, slots=True)
class Node:
    """A JSON value and its path from the root `$`."""

    value: Any
    path: str = "$"

    def refuse(self, why: str) -> NoReturn:
        """Raise `BadInput` at this place."""
        raise BadInput(self.path, why)

    # --- into objects and lists -------------------------------------------------------------
    def __getitem__(self, key: str) -> Node:
        """Give the value of a key that must be there (it may be null)."""
        if key not in self.mapping():
            self.refuse(f"the key {json.dumps(key)} is missing")
        return self._child(key)

    def optional(self, key: str) -> Node | None:
        """Give the value of a key that may be left out; a null is a value like any other."""
        return self._child(key) if key in self.mapping() else None

    def maybe(self, key: str) -> Node | None:
        """Give the value of a key that may be left out or null."""
        return self._child(key) if self.mapping().get(key) is not None else None

    def nullable(self) -> Node | None:
        """Give the node itself, or None where it is null: `case["answered_at"].nullable()`."""
        return None if self.value is None else self

    def mapping(self) -> dict[str, Any]:
        """Read an object."""
        return self._typed(dict, "an object")

    def items(self) -> list[Node]:
        """Read a list, each element with its own path."""
        return [Node(item, f"{self.path}[{index}]") for index, item in enumerate(self._typed(list, "a list"))]

    def each(self, read: Callable[[Node], T]) -> tuple[T, ...]:
        """Read a list, every element with the same reader."""
        return tuple(read(item) for item in self.items())

    # --- plain values -----------------------------------------------------------------------
    def text(self) -> str:
        """Read a string."""
        return self._typed(str, "a string")

    def flag(self) -> bool:
        """Read true or false."""
        return self._typed(bool, "true or false")

    def whole(self) -> int:
        """Read a whole number."""
        if isinstance(self.value, bool):
            self._refuse_type("a whole number")
        return self._typed(int, "a whole number")

    def amount(self) -> Decimal:
        """Read a number exactly as written, without binary rounding (amounts in whole currency units)."""
        if isinstance(self.value, bool) or not isinstance(self.value, int | Decimal):
            self._refuse_type("a number")
        return Decimal(self.value)

    def choice(self, values: type[E]) -> E:
        """Read one word of a closed list."""
        try:
            return values(self.text())
        except ValueError:
            self.refuse(f"{self._shown()} is not one of: {', '.join(values)}")

    # --- days and instants --------------------------------------------------------------------
    def day(self) -> date:
        """Read a calendar day, `2026-11-23`."""
        text = self.text()
        try:
            day = date.fromisoformat(text)
        except ValueError:
            self.refuse(f"{self._shown()} is not a date such as 2026-11-23")
        return self._on_calendar(day, LAST_YEAR)

    def timestamp(self) -> datetime:
        """Read an ISO 8601 timestamp; one without an offset comes back naive, for the law to judge."""
        text = self.text()
        try:
            at = datetime.fromisoformat(text)
        except ValueError:
            self.refuse(f"{self._shown()} is not a timestamp such as 2026-11-23T09:15:00+01:00")
        return self._on_calendar(at, LAST_YEAR - 1)

    # --- within ---------------------------------------------------------------------------------
    def _child(self, key: str) -> Node:
        return Node(self.value[key], f"{self.path}.{key}")

    def _typed(self, kind: type[T], wanted: str) -> T:
        if not isinstance(self.value, kind):
            self._refuse_type(wanted)
        return self.value

    def _refuse_type(self, wanted: str) -> NoReturn:
        self.refuse(f"expected {wanted}, found {_kind(self.value)}")

    def _shown(self) -> str:
        return json.dumps(self.text()[:40])

    def _on_calendar(self, day: D, last_year: int) -> D:
        if not FIRST_YEAR <= day.year <= last_year:
            self.refuse(f"the year {day.year} is outside {FIRST_YEAR}-{last_year}")
        return day


def _kind(value: object) -> str:
    names = {type(None): "null", bool: "true or false", str: "a string", dict: "an object", list: "a list"}
    return names.get(type(value), "a number")


def parse_json(text: str | bytes, *, where: str = "$") -> Node:
    """Parse JSON text (UTF-8 when bytes) into the root node.

    Raises BadInput for anything that is not JSON, with line and column; NaN and Infinity are not JSON.
    """
    try:
        decoded = text if isinstance(text, str) else text.decode("utf-8-sig")
        return Node(json.loads(decoded, parse_float=Decimal, parse_constant=_no_constant))
    except json.JSONDecodeError as fault:
        raise BadInput(where, f"not JSON: {fault.msg} (line {fault.lineno}, column {fault.colno})") from None
    except UnicodeDecodeError as fault:
        raise BadInput(where, f"not UTF-8 text: byte {fault.start} is not a character") from None
    except (ValueError, RecursionError) as fault:
        raise BadInput(where, f"not JSON: {fault}".splitlines()[0]) from None


def _no_constant(name: str) -> NoReturn:
    raise ValueError(f"{name} is not a number")
