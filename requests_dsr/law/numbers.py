"""The numbers of the clock: the statute's, and those a policy may change."""

from __future__ import annotations

from dataclasses import dataclass

MONTHS = 1
"""GDPR Art. 12(3), first sentence: without undue delay and in any event within one month of receipt."""
EXTENDED_MONTHS = 3
"""Art. 12(3), second sentence: two further months. One period of three from receipt, not 1 + 2 chained."""


@dataclass(frozen=True, kw_only=True, slots=True)
class ClockNumbers:
    """What the law leaves open, in days [POLICY]."""

    ask_grace_days: int = 7
    """A question to the person pauses the clock only when asked so soon after receipt (DL-3)."""
    nudge_days: int = 14
    """After so long without an answer the person is asked again (DL-3)."""
    close_unverified_days: int = 60
    """After so long without proof of identity the request is closed, with the Art. 12(4) text (DL-3)."""
    target_days: int = 14
    """When the company wants to have answered: well before it must (DL-9)."""
    warn_days: tuple[int, ...] = (7, 2)
    """How long before the limit staff are warned (DL-9)."""


DEFAULTS = ClockNumbers()
