"""The day a support profile goes, computed afresh."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from subjects.models import DataSubject


@dataclass(frozen=True, kw_only=True)
class AccountDate:
    """When a support profile goes if nobody uses it; None while it has no such day."""

    erased_on: date | None


def account_date(subject: DataSubject, *, on: date) -> AccountDate:
    """Answer for one person on a Stockholm day."""
    return AccountDate(erased_on=None)
