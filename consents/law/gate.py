"""May this data be used so? The one gate that everything that uses data asks (domain.md 4.12)."""

from __future__ import annotations

from dataclasses import replace

from consents.law.basis import judge_by_basis
from consents.law.marketing import judge_marketing
from consents.law.values import (
    MARKETING,
    PROFILING,
    MessageClass,
    Use,
    UseCode,
    UseDecision,
    UseFacts,
    allow,
    refuse,
)


def may_use(use: Use, facts: UseFacts) -> UseDecision:
    """Say whether a use is allowed, and every reason; the first of the five rules that fits decides.

    1. A legal message (an answer, a refusal, a breach notice) always goes.
    2. A service message passes an opt-out; with a promotion in it, it is marketing.
    3. Marketing, by message or by purpose: the Marketing Act (MFL 19-21 §§) and Art. 21(2).
    4. Profiling: an objection is absolute (Art. 21(2)).
    5. Anything else: by the legal basis (Art. 6(1)).
    """
    if use.message_class is MessageClass.LEGAL:
        return allow(UseCode.LEGAL_MESSAGE)
    if use.message_class is MessageClass.SERVICE:
        return _judge_service(use, facts)
    if use.message_class is MessageClass.MARKETING or use.purpose == MARKETING:
        return judge_marketing(use, facts)
    if use.purpose == PROFILING and PROFILING in facts.objections:
        return refuse(UseCode.OBJECTION_ART21_2)
    return judge_by_basis(use, facts)


def _judge_service(use: Use, facts: UseFacts) -> UseDecision:
    """Let a service message pass unless the person is restricted; judge a promotion as what it is."""
    if use.contains_promotion:
        decision = judge_marketing(replace(use, purpose=MARKETING), facts)
        reasons = {*decision.reasons, UseCode.PROMOTION_IN_SERVICE_MESSAGE}
        return UseDecision(decision.allowed, tuple(sorted(reasons)))
    if facts.restricted:
        return refuse(UseCode.RESTRICTION_ART18)
    return allow(UseCode.SERVICE_MESSAGE)
