"""The end of marketing: idle after consent, or a year after the customer (RT-12; WL-44, DI-OLD)."""

from __future__ import annotations

from datetime import date, datetime

from law.calendar import stockholm_day
from law.reasons import Code
from law.shapes import When
from retention.law.facts import Facts, Marketing, MarketingBasis
from retention.law.limit import IN_DOUBT, Limit, Standing
from retention.law.policy import RetentionPolicy
from retention.law.shapes import apply
from retention.law.triggers.contracts import contradictory, last_day

End = tuple[date, Code]


def marketing_limit(profile: Marketing, facts: Facts, as_of: date, policy: RetentionPolicy) -> Limit:
    """Count from the newest consent or interaction, or from the end of the customer relation."""
    if profile.basis is MarketingBasis.CONSENT:
        rule = policy.rule("marketing_profile", When.CONSENT)
        return apply(rule, _by_consent(profile), as_of)
    rule = policy.rule("marketing_profile", When.LEGITIMATE_INTEREST)
    return apply(rule, _by_interest(profile, facts, as_of), as_of)


def marketing_ends(profile: Marketing, facts: Facts, as_of: date) -> tuple[End, ...]:
    """Give the day of a withdrawal and of an objection: each ends marketing the same day.

    A withdrawal or objection before the newest consent is answered by that consent (fine point 15);
    one dated after today is ignored (fine point 10).
    """
    said = [(profile.objected_at, Code.OBJECTION_ART21_2)]
    if profile.basis is MarketingBasis.CONSENT:
        said.append((profile.withdrawn_at, Code.CONSENT_WITHDRAWN))
    ends = [(stockholm_day(at), code) for at, code in said if at and not _answered(profile, at)]
    return tuple((day, code) for day, code in ends if day <= as_of)


def marketing_known(profile: Marketing, facts: Facts, granted_on: date, limit: Limit) -> bool:
    """Tell whether an erasure granted that day reaches it: consents given until then, interest always."""
    if profile.basis is MarketingBasis.LEGITIMATE_INTEREST or profile.given_at is None:
        return True
    return stockholm_day(profile.given_at) <= granted_on


def _by_consent(profile: Marketing) -> Standing:
    given = [stockholm_day(profile.given_at)] if profile.given_at else []
    seen = [profile.last_interaction_on] if profile.last_interaction_on else []
    return Standing(max(given + seen, default=None))


def _by_interest(profile: Marketing, facts: Facts, as_of: date) -> Standing:
    """While customer no date; then from the latest contract end; a lead from the last interaction."""
    if not facts.contracts:
        return Standing(profile.last_interaction_on) if profile.last_interaction_on else IN_DOUBT
    if contradictory(facts.contracts):
        return IN_DOUBT
    end = last_day(facts.contracts)
    if end is None or end >= as_of:
        return Standing(None, Code.MARKETING_LI_CUSTOMER)
    return Standing(end)


def _answered(profile: Marketing, at: datetime) -> bool:
    """Tell whether a newer consent, by the person's own act, answers what was said before it."""
    consent = profile.basis is MarketingBasis.CONSENT
    return consent and profile.given_at is not None and at < profile.given_at
