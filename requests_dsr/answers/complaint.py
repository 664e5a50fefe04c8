"""A complaint (WN-13): taken in and answered in words; it is no request, and has the same clock."""

from __future__ import annotations

from datetime import datetime

from requests_dsr.answers.base import Choices, Plain, Plan, plan_of
from requests_dsr.models import DataSubjectRequest
from requests_dsr.states import State

FOUND: dict[str, State] = {
    "yes": State.FULFILLED,
    "partly": State.PARTLY_FULFILLED,
    "no": State.REFUSED,
}
"""Whether a complaint was found justified, and what its answer comes to."""


class ComplaintAnswer(Plain):
    """Choices: `answer` (what the person is told), `found` (`yes`, `partly` or `no`: was it justified)."""

    def draft(self, request: DataSubjectRequest, choices: Choices, *, at: datetime) -> Plan:
        """Propose an answer; complete once it is found justified or not, and there are words.

        Whoever is told that we do not agree, in whole or in part, is told of the remedies (Art. 12(4)).
        """
        answer, found = str(choices.get("answer", "")).strip(), str(choices.get("found", ""))
        outcome = FOUND.get(found) if answer else None
        return plan_of(
            "complaint",
            outcome=outcome,
            basis={},
            choices={"answer": answer, "found": found},
            exemptions=() if outcome in (None, State.FULFILLED) else ("A12_4_NOT_UPHELD",),
            answer=answer,
            found=found,
        )
