"""What proves that we did right: consents, requests, disclosures (RT-13, RT-14)."""

from __future__ import annotations

from datetime import date

from law.reasons import Code
from retention.law.facts import Consent, Request
from retention.law.limit import Standing


def last_consent_end(consents: tuple[Consent, ...], as_of: date) -> Standing:
    """Count from the last ended consent once none stands; an end after today still stands (fine 21)."""
    ended = [consent.ended_on for consent in consents if consent.ended_on and consent.ended_on <= as_of]
    if len(ended) < len(consents):
        return Standing(None, Code.CONSENT_ACTIVE)
    return Standing(max(ended))


def request_closed(request: Request) -> Standing:
    """Count from the closing of a request; an open one has no end yet (fine point 21)."""
    return Standing(request.closed_on)
