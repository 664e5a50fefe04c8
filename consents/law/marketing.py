"""Marketing: what stands in its way, and what it may rest on (domain.md 4.9, MFL 19-21 §§)."""

from __future__ import annotations

from collections.abc import Iterator

from consents.law.consent import why_not_given
from consents.law.values import (
    MARKETING,
    Address,
    Channel,
    Use,
    UseCode,
    UseDecision,
    UseFacts,
    allow,
    refuse,
)

ELECTRONIC = (Channel.EMAIL, Channel.SMS)
BY_HAND = (Channel.LETTER, Channel.PHONE)


def judge_marketing(use: Use, facts: UseFacts) -> UseDecision:
    """Judge a marketing message: any obstacle stops it, and all are told; else the ground it rests on."""
    if obstacles := tuple(_obstacles(use, facts)):
        return refuse(*obstacles)
    missing = why_not_given(facts.consents, MARKETING, use.channel)
    if not missing:
        return allow(UseCode.CONSENT)
    if use.channel in BY_HAND:
        return allow(UseCode.LEGITIMATE_INTERESTS) if facts.lia_valid else refuse(UseCode.LIA_MISSING)
    if ground := _ground_without_consent(use.channel, facts):
        return allow(ground)
    if use.channel is Channel.EMAIL and _is_b2b(facts):
        missing = (*missing, UseCode.LIA_MISSING)
    return refuse(*missing)


def _obstacles(use: Use, facts: UseFacts) -> Iterator[UseCode]:
    if facts.suppressed:
        yield UseCode.SUPPRESSED
    if MARKETING in facts.objections or use.purpose in facts.objections:
        yield UseCode.OBJECTION_ART21_2
    if facts.restricted:
        yield UseCode.RESTRICTION_ART18
    if use.channel in ELECTRONIC and not use.opt_out_offered:
        yield UseCode.NO_OPT_OUT
    if use.channel in ELECTRONIC and not use.sender_address_valid:
        yield UseCode.NO_SENDER_ADDRESS


def _ground_without_consent(channel: Channel, facts: UseFacts) -> UseCode | None:
    """Name what electronic marketing may rest on where no consent is given; nothing else qualifies."""
    if channel is Channel.EMAIL and facts.address is Address.ROLE:
        return UseCode.LEGAL_PERSON_ADDRESS
    if channel in ELECTRONIC and facts.soft_opt_in and facts.soft_opt_in.holds:
        return UseCode.SOFT_OPT_IN
    if channel is Channel.EMAIL and _is_b2b(facts) and facts.lia_valid:
        return UseCode.B2B_LEGITIMATE_INTEREST
    return None


def _is_b2b(facts: UseFacts) -> bool:
    """Tell whether only a valid balancing assessment is wanting for mail to a work address."""
    return facts.address is Address.WORK and facts.b2b_li and facts.relevant_to_role
