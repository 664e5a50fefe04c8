"""A restriction (Art. 18): it acts from the moment it is asked for; here it is confirmed, or not."""

from __future__ import annotations

from datetime import datetime

from accounts.models import User
from connectors.asking import marks_of
from connectors.models import NoticeKind
from connectors.services import note_recipients
from ledger.actor import Actor
from requests_dsr.answers.base import Choices, Plain, Plan, plan_of, subject_of
from requests_dsr.answers.recipients import carry_out_notices, recipients_of
from requests_dsr.models import DataSubjectRequest
from requests_dsr.states import State
from retention.live import live_policy
from subjects.models import DataSubject


class RestrictionAnswer(Plain):
    """Choices: `granted` (yes unless said otherwise), `ground` (Art. 18(1)(a)-(d)), `why` (why not)."""

    def draft(self, request: DataSubjectRequest, choices: Choices, *, at: datetime) -> Plan:
        """Propose to keep the restriction, or to end it for want of a ground."""
        granted = bool(choices.get("granted", True))
        subject = subject_of(request)
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
            recipients=[one.name for one in recipients_of(subject, _reach(request, subject))]
            if granted
            else [],
        )

    def carry_out(
        self, request: DataSubjectRequest, plan: Plan, *, by: Actor, user: User | None, at: datetime
    ) -> None:
        """Note whom to tell that the data may not be used (Art. 19)."""
        subject = subject_of(request)
        note_recipients(
            controller=request.controller,
            request_ref=request.ref,
            kind=NoticeKind.RESTRICTION,
            recipients=recipients_of(subject, _reach(request, subject)),
            by=by,
            at=at,
            about=marks_of(subject),
        )

    def afterwards(self, request: DataSubjectRequest, plan: Plan, *, by: Actor, at: datetime) -> None:
        """Pause the person's rows in the connected systems."""
        carry_out_notices(request, at=at)


def _reach(request: DataSubjectRequest, subject: DataSubject) -> set[str]:
    """Give the categories a restriction reaches: those named, or all that the policy has a rule for."""
    rules = live_policy(subject.controller).rules.rules
    return set(request.categories) or {rule.category for rule in rules.values()}
