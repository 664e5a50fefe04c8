"""May data be given to a recipient on consent (WN-46)? By a yes that names it, and no other."""

from __future__ import annotations

from collections.abc import Sequence

from consents.law.consent import WHY_NOT
from consents.law.values import ConsentStatus, UseCode, UseDecision, allow, refuse


def judge_disclosure(answers: Sequence[ConsentStatus], *, asked: bool, restricted: bool) -> UseDecision:
    """Judge by the standing answers to the texts that name the recipient; one yes among them is enough.

    `asked` tells whether any text of today names it: without one there is no ground.
    """
    if restricted:
        return refuse(UseCode.RESTRICTION_ART18)
    if not asked:
        return refuse(UseCode.NO_BASIS)
    if ConsentStatus.GIVEN in answers:
        return allow(UseCode.CONSENT)
    return refuse(*{UseCode.CONSENT_REQUIRED, *(code for status in answers for code in WHY_NOT[status])})
