"""Data of a policy file's own categories, and what blocks (design.md 3, domain.md 3.3)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from law.shapes import UnpaidScope
from retention.law.facts.support import Reminder


@dataclass(frozen=True, slots=True)
class Record:
    """Data of a category without facts of its own: the days its policy's rule asks for, by name."""

    category: str
    triggers: Mapping[str, date] = field(hash=False)  # compared; a mapping has no hash of its own
    reminders: tuple[Reminder, ...] = ()


@dataclass(frozen=True, slots=True)
class Block:
    """A hold or a restriction: half-open `[from_on, until_on)`, without end while `until_on` is None.

    `scope` None is `all`: every primary category that `all` reaches; otherwise the categories named.
    """

    from_on: date
    until_on: date | None = None
    scope: frozenset[str] | None = None


@dataclass(frozen=True, slots=True)
class Settings:
    """What the controller has set; None where the policy's own parameter holds."""

    unpaid_scope: UnpaidScope | None = None


NO_SETTINGS = Settings()
