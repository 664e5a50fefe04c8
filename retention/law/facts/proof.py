"""Facts of what proves our deeds, and of the rights a person exercises (RT-13, RT-14)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class RequestType(StrEnum):
    """The right a person exercises (Art. 15-21)."""

    ACCESS = "access"
    PORTABILITY = "portability"
    RECTIFICATION = "rectification"
    ERASURE = "erasure"
    RESTRICTION = "restriction"
    OBJECTION = "objection"


class Outcome(StrEnum):
    """How a request was answered."""

    GRANTED = "granted"
    PARTIAL = "partial"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Request:
    """A data-subject request; `outcome` and `decided_on` once it is decided.

    `categories` is what was asked about, None for everything: a person who wants one account gone has
    not asked to lose the rest.
    """

    type: RequestType
    received_on: date
    closed_on: date | None = None
    decided_on: date | None = None
    outcome: Outcome | None = None
    categories: frozenset[str] | None = None

    def asks_about(self, category: str) -> bool:
        """Tell whether a category is asked about; tickets go with the profile (RT-6b)."""
        followed = "support_profile" if category == "support_tickets" else category
        return self.categories is None or followed in self.categories


@dataclass(frozen=True, slots=True)
class Consent:
    """A consent; `ended_on` None while it stands."""

    ended_on: date | None


@dataclass(frozen=True, slots=True)
class Suppression:
    """An address we must not write to."""

    since: date


@dataclass(frozen=True, slots=True)
class Disclosure:
    """What was given to somebody, on a day."""

    on: date


@dataclass(frozen=True, slots=True)
class SecurityEvent:
    """A sign-in or security event of the log."""

    on: date
