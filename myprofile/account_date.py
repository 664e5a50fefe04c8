"""The day a support profile goes, computed afresh."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from register.selectors import NoLivePolicy
from retention.selectors import kept_for
from subjects.models import DataSubject


@dataclass(frozen=True, kw_only=True)
class AccountDate:
    """When a support profile goes if nobody uses it; None while something blocks it or no rule is known."""

    erased_on: date | None


def account_date(subject: DataSubject, *, on: date) -> AccountDate:
    """Answer for one person on a Stockholm day."""
    try:
        kept = kept_for(subject, on)
    except NoLivePolicy:
        return AccountDate(erased_on=None)
    days = [one.decision.action_date for one in kept if one.category == "support_profile"]
    return AccountDate(erased_on=next(iter(days), None))
