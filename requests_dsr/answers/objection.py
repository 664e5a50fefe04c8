"""An objection on legitimate interests (Art. 21(1)): weighed while the use stands still.

One against marketing is not weighed at all: it is answered in the fast lane (`services.fast_lane`).
"""

from __future__ import annotations

from datetime import datetime

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from accounts.models import User
from consents.models import Objection, ObjectionOutcome
from ledger.actor import Actor
from requests_dsr.answers.base import Choices, Plain, Plan, plan_of, subject_of
from requests_dsr.lanes import purposes_of
from requests_dsr.models import DataSubjectRequest
from requests_dsr.services.moving import ForbiddenMove
from requests_dsr.states import State


class ObjectionAnswer(Plain):
    """Choices: `upheld` (yes or no, to be chosen), `grounds` (our compelling ones, when not)."""

    def draft(self, request: DataSubjectRequest, choices: Choices, *, at: datetime) -> Plan:
        """Propose who is right; the burden is ours (Art. 21(1))."""
        upheld, grounds = choices.get("upheld"), str(choices.get("grounds", "")).strip()
        if upheld is False and not grounds:
            raise ForbiddenMove(_("Skriv vilka tvingande skäl vi har. Bevisbördan är vår (artikel 21.1)."))
        if upheld and not purposes_of(request):
            raise ForbiddenMove(_("Ange vilken användning invändningen gäller, annars stoppas ingen."))
        standing = Objection.objects.filter(subject=subject_of(request), ended_at=None)
        outcome = None if upheld is None else State.FULFILLED if upheld else State.REFUSED
        return plan_of(
            "objection",
            outcome=outcome,
            basis=sorted(standing.values_list("purpose", "outcome")),
            choices={"upheld": upheld, "grounds": grounds},
            exemptions=("A21_1_COMPELLING",) if upheld is False else (),
            purposes=purposes_of(request),
            grounds=grounds,
        )

    def carry_out(
        self, request: DataSubjectRequest, plan: Plan, *, by: Actor, user: User | None, at: datetime
    ) -> None:
        """Let the objection stand for good: the gate refuses those uses from now on."""
        weighed(request).update(outcome=ObjectionOutcome.UPHELD)

    def turn_down(self, request: DataSubjectRequest, *, at: datetime) -> None:
        """End the objection: the use goes on."""
        weighed(request).update(outcome=ObjectionOutcome.REJECTED, ended_at=at)


def weighed(request: DataSubjectRequest) -> QuerySet[Objection]:
    """Give the objections of a request that are being weighed; none where nobody is matched to it."""
    if request.subject is None:
        return Objection.objects.none()
    return Objection.objects.filter(
        subject=request.subject,
        purpose__in=purposes_of(request),
        outcome=ObjectionOutcome.WEIGHED,
        ended_at=None,
    )
