"""Write down who accepted that a person is who they say, when, and by what kind of evidence (Art. 12(6))."""

from __future__ import annotations

from datetime import datetime

from accounts.models import User
from ledger.actor import Actor
from ledger.services import record
from requests_dsr.methods import method_words
from requests_dsr.models import DataSubjectRequest
from requests_dsr.services.moving.noting import note


def note_identified(request: DataSubjectRequest, *, by: Actor, at: datetime, user: User | None) -> None:
    """Note the evidence a request now rests on, in its file and the ledger: the kind, never a document."""
    note(request, "IDENTIFIED", by=by, at=at, user=user, comment=method_words(request.identity_method))
    record(
        controller=request.controller.slug,
        by=by,
        action="request.identify",
        object_type="requests_dsr.request",
        category=request.right,
        at=at,
    )
