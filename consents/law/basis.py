"""Any use that is not marketing: by the legal basis of its purpose (Art. 6(1), 18, 21(1))."""

from __future__ import annotations

from consents.law.consent import why_not_given
from consents.law.values import Basis, Use, UseCode, UseDecision, UseFacts, allow, refuse


def judge_by_basis(use: Use, facts: UseFacts) -> UseDecision:
    """Judge a use by its basis; a restriction stops all of them, and no basis allows nothing."""
    if facts.restricted:
        return refuse(UseCode.RESTRICTION_ART18)
    match facts.basis:
        case None:
            return refuse(UseCode.NO_BASIS)
        case Basis.CONTRACT:
            return allow(UseCode.CONTRACT)
        case Basis.LEGAL_OBLIGATION:
            return allow(UseCode.LEGAL_OBLIGATION)
        case Basis.LEGITIMATE_INTERESTS:
            return _judge_interests(use, facts)
        case Basis.CONSENT:
            missing = why_not_given(facts.consents, use.purpose, use.channel)
            return refuse(*missing) if missing else allow(UseCode.CONSENT)


def _judge_interests(use: Use, facts: UseFacts) -> UseDecision:
    """Require a valid balancing assessment, and pause while an objection is weighed (Art. 21(1))."""
    if not facts.lia_valid:
        return refuse(UseCode.LIA_MISSING)
    if use.purpose in facts.objections:
        return refuse(UseCode.OBJECTION_ART21_1)
    return allow(UseCode.LEGITIMATE_INTERESTS)
