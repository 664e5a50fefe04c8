"""Facts of marketing, websites and statistics (RT-11, RT-12)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum


class MarketingBasis(StrEnum):
    """On what ground a person is marketed to (RT-12)."""

    CONSENT = "consent"
    LEGITIMATE_INTEREST = "legitimate_interest"


@dataclass(frozen=True, slots=True)
class Marketing:
    """A marketing profile; consent keeps its instants (the newest `given_at` decides)."""

    basis: MarketingBasis
    last_interaction_on: date | None = None
    given_at: datetime | None = None
    withdrawn_at: datetime | None = None
    objected_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class WebVisit:
    """A visit to a website, and whether the address was masked."""

    visited_on: date
    ip_masked: bool = True


@dataclass(frozen=True, slots=True)
class StatsExtract:
    """Statistics drawn for analysis."""

    created_on: date
    anonymised: bool = False
