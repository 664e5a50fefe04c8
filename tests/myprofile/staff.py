"""What the staff do with a request, through the services that their own pages call."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from accounts.models import Controller
from ledger.actor import Actor
from requests_dsr.models import DataSubjectRequest
from requests_dsr.services.deciding.proposals import decide, draft
from requests_dsr.services.moving.transitions import move
from requests_dsr.states import State
from tests.factories import create_staff


def staff_member(company: Controller, role: str) -> dict[str, Any]:
    """Give somebody on the staff, as services want them."""
    user = create_staff(company, role)
    return {"by": Actor(role=role, ref=f"user:{user.pk}"), "user": user}


def answered(
    request: DataSubjectRequest, outcome: State = State.FULFILLED, *, at: datetime, **choices: Any
) -> DataSubjectRequest:
    """Let a handler draft an answer and the DPO decide it."""
    handler, dpo = (staff_member(request.controller, role) for role in ("handler", "dpo"))
    request = move(request=request, to=State.IN_PROGRESS, at=at, **handler)
    request = draft(request=request, choices=choices, at=at, **handler)
    return decide(request=request, outcome=outcome, at=at, **dpo)
