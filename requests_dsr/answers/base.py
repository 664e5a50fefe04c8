"""What every answer does: draft a plan, carry it out with the decision, finish it after."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any, Protocol

from django.utils.translation import gettext as _

from accounts.models import User
from ledger.actor import Actor
from requests_dsr.models import DataSubjectRequest
from requests_dsr.services.moving.transitions import ForbiddenMove
from requests_dsr.states import State
from subjects.models import DataSubject

Plan = dict[str, Any]
"""A proposed decision. `outcome` is the state it comes to, `complete` whether nothing is left to choose,
`basis` the facts it stands on, `exemptions` the codes it needs, `choices` what the drafter chose."""
Choices = Mapping[str, Any]


class FactsMoved(ForbiddenMove):
    """What the proposal stood on has changed since it was reviewed: nothing was done. Draft it again."""


class Answer(Protocol):
    """The answer to one right."""

    def draft(self, request: DataSubjectRequest, choices: Choices, *, at: datetime) -> Plan:
        """Propose a decision; writes nothing. Raises ForbiddenMove where there is nothing to propose on."""

    def carry_out(
        self, request: DataSubjectRequest, plan: Plan, *, by: Actor, user: User | None, at: datetime
    ) -> None:
        """Do what was decided, in the transaction of the decision."""

    def turn_down(self, request: DataSubjectRequest, *, at: datetime) -> None:
        """Do what a refusal brings with it, in the transaction of the decision."""

    def afterwards(self, request: DataSubjectRequest, plan: Plan, *, by: Actor, at: datetime) -> None:
        """Do what has to wait until the decision stands and the person is told."""


class Plain:
    """An answer with nothing to do beside the decision itself."""

    def carry_out(
        self, request: DataSubjectRequest, plan: Plan, *, by: Actor, user: User | None, at: datetime
    ) -> None:
        """Do nothing more."""

    def turn_down(self, request: DataSubjectRequest, *, at: datetime) -> None:
        """Do nothing more."""

    def afterwards(self, request: DataSubjectRequest, plan: Plan, *, by: Actor, at: datetime) -> None:
        """Do nothing more."""


def digest_of(plan: Plan) -> str:
    """Bind a decision to the person, the facts and the choices of its plan: SHA-256 in fixed order."""
    bound = {name: plan.get(name) for name in ("basis", "choices", "outcome", "person")}
    text = json.dumps(bound, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def plan_of(
    kind: str,
    *,
    outcome: State | None,
    basis: Any,
    choices: Choices,
    exemptions: tuple[str, ...] = (),
    complete: bool = True,
    **said: Any,
) -> Plan:
    """Put a plan together."""
    return {
        "kind": kind,
        "outcome": str(outcome or ""),
        "complete": complete and outcome is not None,
        "basis": basis,
        "choices": dict(choices),
        "exemptions": list(exemptions),
        **said,
    }


def subject_of(request: DataSubjectRequest) -> DataSubject:
    """Give whose request it is. Raises ForbiddenMove while nobody is matched, or after an erasure."""
    if request.subject is None:
        raise ForbiddenMove(_("Begäran är inte knuten till någon person."))
    return request.subject
