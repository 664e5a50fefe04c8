"""The numbers of the clock: the statute's, and those that the law leaves to the company [POLICY]."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from law.defaults import (
    ANSWER_TARGET_DAYS,
    ASK_GRACE_DAYS,
    CLOSE_UNVERIFIED_DAYS,
    DEADLINE_WARN_DAYS,
    NUDGE_DAYS,
    REPEATED_MONTHS,
    UNERASED_DAYS,
    UNTOLD_DAYS,
)
from law.periods import Period
from law.statutes import ANSWER_MONTHS, EXTENDED_ANSWER_MONTHS, GDPR_APPLIES_ON

ANSWER_TARGET = Period(days=ANSWER_TARGET_DAYS)


@dataclass(frozen=True, kw_only=True, slots=True)
class ClockNumbers:
    """How long the company waits, and how early it wants to be done; all but the target in days."""

    ask_grace_days: int = ASK_GRACE_DAYS
    """A question to the person pauses the clock only when asked so soon after receipt (DL-3)."""
    nudge_days: int = NUDGE_DAYS
    """After so long without an answer the person is asked again (DL-3)."""
    close_unverified_days: int = CLOSE_UNVERIFIED_DAYS
    """After so long without proof of identity the request is closed, with the Art. 12(4) text (DL-3)."""
    target: Period = ANSWER_TARGET
    """When the company wants to have answered: well before it must (DL-9)."""
    warn_days: tuple[int, ...] = DEADLINE_WARN_DAYS
    """How long before the limit staff are warned (DL-9)."""
    untold_days: int = UNTOLD_DAYS
    """After so long a decided answer that has not left us is a finding, whatever its limit (Art. 12(3))."""
    unerased_days: int = UNERASED_DAYS
    """After so long a granted erasure that is not carried out is a finding, and told to the DPO daily."""
    repeated_months: int = REPEATED_MONTHS
    """A request that comes sooner after one for the same right may be called repeated (Art. 12(5))."""


DEFAULTS = ClockNumbers()


def answer_months(received_on: date, *, extended: bool) -> int:
    """Give the months to answer in, as the law stood at receipt; what is older is answered under the GDPR."""
    period = EXTENDED_ANSWER_MONTHS if extended else ANSWER_MONTHS
    return period.at(max(received_on, GDPR_APPLIES_ON)).value
