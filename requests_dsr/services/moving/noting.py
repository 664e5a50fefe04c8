"""Write a line in a request's file about what changes no state: the file tells it, the ledger has its own."""

from __future__ import annotations

from datetime import datetime

from accounts.models import User
from ledger.actor import Actor
from requests_dsr.models import DataSubjectRequest, RequestEvent
from requests_dsr.whose import written_to


def note(
    request: DataSubjectRequest,
    code: str,
    *,
    by: Actor,
    at: datetime,
    user: User | None = None,
    comment: str = "",
) -> None:
    """Note what happened, by its code, in the state the request is in (UTC). It writes nothing else."""
    RequestEvent.objects.create(
        request=request,
        whose=written_to(request, at=at) if comment else None,
        at=at,
        source=request.state,
        target=request.state,
        role=by.role,
        user=user,
        code=code,
        comment=comment,
    )
