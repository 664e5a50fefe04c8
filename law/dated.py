"""Numbers of law, each with the day it holds from and its source.

An amendment adds a version; the old one stays, so that a past decision can be explained.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Generic, TypeVar

V = TypeVar("V")


class LawIsSilent(LookupError):
    """No rule answers for this category or this day: whatever it is, it is kept and a person is told."""


@dataclass(frozen=True, slots=True)
class Version(Generic[V]):
    """A value, the first day it holds, and where it is written."""

    since: date
    value: V
    reference: str


class Dated(Generic[V]):
    """A value of law through time."""

    __slots__ = ("_versions",)

    def __init__(self, *versions: Version[V]) -> None:
        """Take one or more versions; two from the same day would be two answers (ValueError)."""
        days = [version.since for version in versions]
        if not versions or len(set(days)) != len(days):
            raise ValueError("a dated value needs at least one version, and one only from each day")
        self._versions = sorted(versions, key=lambda version: version.since, reverse=True)

    def at(self, day: date) -> Version[V]:
        """Give the version that holds on a day. Raises LawIsSilent before the first one."""
        for version in self._versions:
            if version.since <= day:
                return version
        raise LawIsSilent(f"no version of {self._versions[-1].reference} holds on {day}")

    @property
    def days(self) -> tuple[date, ...]:
        """Give the day from which each version holds."""
        return tuple(version.since for version in self._versions)
