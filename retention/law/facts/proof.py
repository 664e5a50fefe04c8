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
    """A data-subject request; `outcome` and `decided_on` once it is decided."""

    type: RequestType
    received_on: date
    closed_on: date | None = None
    decided_on: date | None = None
    outcome: Outcome | None = None


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
