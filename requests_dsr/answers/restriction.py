"""A restriction (Art. 18): it acts from the moment it is asked for; here it is confirmed, or not."""

from __future__ import annotations

from datetime import datetime

from accounts.models import User
from ledger.actor import Actor
from requests_dsr.answers.base import Choices, Plain, Plan, plan_of, subject_of
from requests_dsr.answers.pausing import reach_of, tell_of_a_pause
from requests_dsr.answers.recipients import carry_out_notices, named, recipients_of
from requests_dsr.models import DataSubjectRequest
from requests_dsr.states import State


class RestrictionAnswer(Plain):
    """Choices: `granted` (yes unless said otherwise), `ground` (Art. 18(1)(a)-(d)), `why` (why not)."""

    def draft(self, request: DataSubjectRequest, choices: Choices, *, at: datetime) -> Plan:
        """Propose to keep the restriction, or to end it for want of a ground."""
        granted = bool(choices.get("granted", True))
        subject = subject_of(request)
        reach = reach_of(request, request.categories)
        return plan_of(
            "restriction",
            outcome=State.FULFILLED if granted else State.REFUSED,
            basis={"categories": request.categories},
            choices={
                "granted": granted,
                "ground": str(choices.get("ground", "")),
                "why": "" if granted else str(choices.get("why", "")).strip(),
            },
            exemptions=() if granted else ("A18_1_NO_GROUND",),
            recipients=named(recipients_of(subject, reach)) if granted else [],
        )

    def carry_out(
        self, request: DataSubjectRequest, plan: Plan, *, by: Actor, user: User | None, at: datetime
    ) -> None:
        """Note whom to tell that the data may not be used, who was not told when it was asked (Art. 19)."""
        tell_of_a_pause(request, [request.categories], by=by, at=at)

    def afterwards(self, request: DataSubjectRequest, plan: Plan, *, by: Actor, at: datetime) -> None:
        """Pause the person's rows in the connected systems."""
        carry_out_notices(request, at=at)
