"""What is wrong in a policy file: every fault, with its place and its reason."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from law.input import BadInput


@dataclass(frozen=True, order=True)
class Mark:
    """A place in the file, counted from 1 as editors do."""

    line: int = 1
    column: int = 1


@dataclass(frozen=True, order=True)
class Fault:
    """One fault: its place, the path of keys that leads there, and why it is one."""

    mark: Mark
    path: str
    why: str

    def __str__(self) -> str:
        """Write `line:column: path: why`."""
        return f"{self.mark.line}:{self.mark.column}: {self.said}"

    @property
    def said(self) -> str:
        """Give path and reason on one line, whatever the file had in its keys."""
        return " ".join((f"{self.path}: {self.why}" if self.path else self.why).split())


class PolicyFileError(BadInput):
    """A policy file that cannot be used; `faults` has all of them in the order of the file."""

    def __init__(self, file: str, faults: Iterable[Fault]) -> None:
        self.file = file
        self.faults = tuple(sorted(set(faults)))
        first, rest = self.faults[0], len(self.faults) - 1
        more = f" (and {rest} more)" if rest else ""
        super().__init__(f"{file}:{first.mark.line}:{first.mark.column}", f"{first.said}{more}")

    def lines(self) -> list[str]:
        """Give one line a fault: `file:line:column: path: why`."""
        return [f"{self.file}:{fault}" for fault in self.faults]
