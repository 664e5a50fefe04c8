"""What the law answers: keep, remind, erase or anonymise; until when, and why."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Action(StrEnum):
    """What to do today."""

    KEEP = "keep"
    REMIND = "remind"
    ERASE = "erase"
    ANONYMISE = "anonymise"
    PARTIAL = "partial"
    """Of several items some go and some stay; look at each."""

    @property
    def is_destructive(self) -> bool:
        """Tell whether anything is erased or anonymised."""
        return self in DESTRUCTIVE


DESTRUCTIVE = frozenset({Action.ERASE, Action.ANONYMISE, Action.PARTIAL})


@dataclass(frozen=True, slots=True)
class RetentionDecision:
    """The decision for one category on one day, all days Stockholm days.

    `retain_until` is the last day the data may be kept by its rule, None while it has no end.
    `action_date` is the first day it is due, blocks and grants counted; None while there is none.
    `remind_on` is the day a reminder was due, when one is. `reasons` are sorted codes (`law.reasons`).
    """

    action: Action
    retain_until: date | None = None
    action_date: date | None = None
    remind_on: date | None = None
    reasons: tuple[str, ...] = ()

    @property
    def is_destructive(self) -> bool:
        """Tell whether anything is erased or anonymised today."""
        return self.action in DESTRUCTIVE


@dataclass(frozen=True, slots=True)
class Evaluation:
    """The decision for a whole person: each category's, and what they come to together."""

    decision: Action
    due_date: date | None
    categories: dict[str, RetentionDecision]
    reasons: tuple[str, ...]
