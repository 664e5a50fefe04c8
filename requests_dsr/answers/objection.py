"""An objection on legitimate interests (Art. 21(1)): weighed purpose by purpose while the use stands still.

One against marketing is not weighed at all: it is answered in the fast lane (`services.fast_lane`).
Where marketing or profiling is named beside what is weighed, that no holds as it is (Art. 21(2)-(3)).
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from accounts.models import User
from consents.models import Objection, ObjectionOutcome
from ledger.actor import Actor
from requests_dsr.answers.base import Choices, Plain, Plan, plan_of, subject_of
from requests_dsr.lanes import ABSOLUTE, purposes_of
from requests_dsr.models import DataSubjectRequest
from requests_dsr.services.moving.transitions import ForbiddenMove
from requests_dsr.states import State

ALL_OF_IT = ""
"""Stands for the whole objection where no purpose is named."""


class ObjectionAnswer(Plain):
    """Choices: `upheld` (yes or no) and `grounds` (our compelling ones, when not), for every purpose.

    Under `weighed` the same stands by purpose, where they are not judged alike.
    """

    def draft(self, request: DataSubjectRequest, choices: Choices, *, at: datetime) -> Plan:
        """Propose who is right about each purpose; the burden is ours (Art. 21(1)). Raises ForbiddenMove."""
        weighed = [_weighed(purpose, choices) for purpose in asked_about(request)]
        standing = Objection.objects.filter(subject=subject_of(request), ended_at=None)
        outcome = _outcome([one["upheld"] for one in weighed])
        if outcome is State.FULFILLED and not purposes_of(request):
            raise ForbiddenMove(_("Ange vilken användning invändningen gäller, annars stoppas ingen."))
        return plan_of(
            "objection",
            outcome=outcome,
            basis=sorted(standing.values_list("purpose", "outcome")),
            choices={"weighed": {one["purpose"]: _choice(one) for one in weighed}},
            exemptions=("A21_1_COMPELLING",) if any(one["upheld"] is False for one in weighed) else (),
            purposes=purposes_of(request),
            weighed=weighed,
        )

    def carry_out(
        self, request: DataSubjectRequest, plan: Plan, *, by: Actor, user: User | None, at: datetime
    ) -> None:
        """Let what was upheld stand for good: the gate refuses those uses from now on; end the rest."""
        lost = [one["purpose"] for one in plan["weighed"] if not one["upheld"]]
        being_weighed(request, lost).update(outcome=ObjectionOutcome.REJECTED, ended_at=at)
        being_weighed(request).update(outcome=ObjectionOutcome.UPHELD)

    def turn_down(self, request: DataSubjectRequest, *, at: datetime) -> None:
        """End the objection: the use goes on."""
        being_weighed(request).update(outcome=ObjectionOutcome.REJECTED, ended_at=at)


def asked_about(request: DataSubjectRequest) -> list[str]:
    """Give the purposes an objection is weighed for, each by itself; the whole where none is named."""
    return purposes_of(request) or [ALL_OF_IT]


def being_weighed(
    request: DataSubjectRequest, purposes: Collection[str] | None = None
) -> QuerySet[Objection]:
    """Give the objections of a request that are being weighed, of all its purposes or of some.

    None where nobody is matched to the request: such a one can still be refused.
    """
    if request.subject is None:
        return Objection.objects.none()
    return Objection.objects.filter(
        subject=request.subject,
        purpose__in=purposes_of(request) if purposes is None else purposes,
        outcome=ObjectionOutcome.WEIGHED,
        ended_at=None,
    )


def _weighed(purpose: str, choices: Choices) -> dict[str, Any]:
    if purpose in ABSOLUTE:
        return {"purpose": purpose, "upheld": True, "grounds": ""}
    chosen: Mapping[str, Any] = choices.get("weighed", {}).get(purpose, choices)
    upheld, grounds = chosen.get("upheld"), str(chosen.get("grounds", "")).strip()
    if upheld is False and not grounds:
        raise ForbiddenMove(_("Skriv vilka tvingande skäl vi har. Bevisbördan är vår (artikel 21.1)."))
    return {"purpose": purpose, "upheld": upheld, "grounds": "" if upheld else grounds}


def _choice(one: Mapping[str, Any]) -> dict[str, Any]:
    return {"upheld": one["upheld"], "grounds": one["grounds"]}


def _outcome(upheld: list[bool | None]) -> State | None:
    if None in upheld:
        return None
    if all(upheld):
        return State.FULFILLED
    return State.PARTLY_FULFILLED if any(upheld) else State.REFUSED
