"""When a weighing of interests may be relied on (Art. 6(1)(f), WL-52): pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Standing(StrEnum):
    """How it stands with a purpose that rests on legitimate interests."""

    HOLDS = "holds"
    MISSING = "missing"
    REJECTED = "rejected"
    EXPIRED = "expired"


@dataclass(frozen=True, kw_only=True, slots=True)
class Weighed:
    """A decided weighing: from which day, until and including which day, and whether it was approved."""

    decided_on: date
    until_on: date
    approved: bool


def newest(weighings: Iterable[Weighed], on: date) -> Weighed | None:
    """Give the decision that counts that day: the last one made by then, of one day the last given here."""
    known = [one for one in weighings if one.decided_on <= on]
    return max(reversed(known), key=lambda one: one.decided_on, default=None)


def standing_of(weighings: Iterable[Weighed], on: date) -> Standing:
    """Say whether the purpose may rest on them that day. An approval does not outlive a later no."""
    last = newest(weighings, on)
    if last is None:
        return Standing.MISSING
    if not last.approved:
        return Standing.REJECTED
    return Standing.HOLDS if on <= last.until_on else Standing.EXPIRED
