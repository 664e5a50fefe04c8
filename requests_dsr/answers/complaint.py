"""A complaint (WN-13): taken in and answered in words; it is no request, and has the same clock."""

from __future__ import annotations

from datetime import datetime

from requests_dsr.answers.base import Choices, Plain, Plan, plan_of
from requests_dsr.models import DataSubjectRequest
from requests_dsr.states import State


class ComplaintAnswer(Plain):
    """Choices: `answer` (what the person is told), `upheld` (whether the person was right)."""

    def draft(self, request: DataSubjectRequest, choices: Choices, *, at: datetime) -> Plan:
        """Propose an answer; complete once there are words."""
        answer = str(choices.get("answer", "")).strip()
        return plan_of(
            "complaint",
            outcome=State.FULFILLED if answer else None,
            basis={},
            choices={"answer": answer, "upheld": bool(choices.get("upheld", False))},
            answer=answer,
        )
