"""The newest consent for a purpose on a channel: given, or why not."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from consents.law.values import Channel, ConsentState, ConsentStatus, UseCode

WHY_NOT: dict[ConsentStatus, tuple[UseCode, ...]] = {
    ConsentStatus.GIVEN: (),
    ConsentStatus.WITHDRAWN: (UseCode.CONSENT_REQUIRED, UseCode.CONSENT_WITHDRAWN),
    ConsentStatus.REFUSED: (UseCode.CONSENT_REQUIRED, UseCode.CONSENT_REFUSED),
    ConsentStatus.STALE: (UseCode.CONSENT_REQUIRED, UseCode.CONSENT_STALE),
    ConsentStatus.EXPIRED: (UseCode.CONSENT_REQUIRED, UseCode.CONSENT_EXPIRED),
}


def why_not_given(consents: Sequence[ConsentState], purpose: str, channel: Channel) -> tuple[UseCode, ...]:
    """Give nothing when consent stands, else the reasons it does not; of many the newest decides.

    Consents stand in time order. One for another purpose or channel is no consent here.
    """
    for consent in reversed(consents):
        if consent.purpose == purpose and consent.channel is channel:
            return WHY_NOT[consent.status]
    return (UseCode.CONSENT_REQUIRED,)


def status_at(stored: str, expires_at: datetime | None, *, holds: bool, at: datetime) -> ConsentStatus:
    """Say where a stored answer stands: `holds` tells whether its words are those asked now (4.8).

    Stale and expired are never stored: a yes to other words is stale, one whose time is over expired
    from that very instant.
    """
    if stored != ConsentStatus.GIVEN:
        return ConsentStatus(stored)
    if not holds:
        return ConsentStatus.STALE
    return ConsentStatus.EXPIRED if expires_at is not None and expires_at <= at else ConsentStatus.GIVEN
