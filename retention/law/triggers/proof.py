"""The evidence that a person consented (RT-14; Art. 7(1))."""

from __future__ import annotations

from datetime import date

from law.reasons import Code
from retention.law.facts import Consent, Facts
from retention.law.limit import Limit, Standing
from retention.law.policy import RetentionPolicy
from retention.law.shapes import apply


def evidence_limit(
    consents: tuple[Consent, ...], facts: Facts, as_of: date, policy: RetentionPolicy
) -> Limit:
    """Keep the evidence of all consents together, while one stands and so long after the last."""
    return apply(policy.rule("consent_evidence"), last_consent_end(consents, as_of), as_of)


def last_consent_end(consents: tuple[Consent, ...], as_of: date) -> Standing:
    """Count from the last ended consent once none stands; an end after today still stands (fine 21)."""
    ended = [consent.ended_on for consent in consents if consent.ended_on and consent.ended_on <= as_of]
    if len(ended) < len(consents):
        return Standing(None, Code.CONSENT_ACTIVE)
    return Standing(max(ended))
