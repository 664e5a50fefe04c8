"""Hear the person say that a request in their name is not theirs: a doubt about who asks, never a withdrawal.

Nothing is carried out and nothing is handed out. The question about identity is answered, with a no; the
staff find it among their findings, and whoever decides may close the request without waiting (Art. 12(6)).
"""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext as _

from ledger.actor import Actor
from ledger.services import record
from register.policyfile.values import Text
from register.services.findings import close_finding, raise_finding
from requests_dsr.clocks import wind
from requests_dsr.guards import Attempt
from requests_dsr.models import DataSubjectRequest
from requests_dsr.models.requests import DENIED
from requests_dsr.services.moving.noting import note
from requests_dsr.services.moving.transitions import ForbiddenMove, after_every_move, as_seen
from requests_dsr.states import Move, State
from subjects.services.deed import deed

NOT_ME = "NOT_ME"
FINDING = "F-NOTME"
SAID = Text(
    sv="Personen säger att begäran inte är deras: någon kan ha utgett sig för dem. Se efter och avsluta den.",
    en="The person says that the request is not theirs: somebody may have posed as them. Look into it.",
)


@deed
def deny_identity(*, request: DataSubjectRequest, by: Actor, at: datetime) -> DataSubjectRequest:
    """Note that the person did not make a request whose identity we asked about, and tell the staff.

    The state stays: identity is not established. The clock runs again, so that somebody sees to it.
    Raises ForbiddenMove where no such question waits, or waits for somebody else now.
    """
    request = as_seen(request)
    waiting = request.questions.filter(kind="identity", answered_at=None)
    if request.state != State.IDENTITY_PENDING or not waiting.update(answered_at=at, evidence_kind=DENIED):
        raise ForbiddenMove(_("Frågan är redan besvarad."))
    note(request, NOT_ME, by=by, at=at)
    record(
        controller=request.controller.slug,
        by=by,
        action="request.deny",
        object_type="requests_dsr.request",
        category=request.right,
    )
    raise_finding(controller=request.controller, code=FINDING, where=_where(request), text=SAID, at=at)
    wind(request)
    request.save(update_fields=["due_on", "target_on"])
    return request


@after_every_move
def settle_the_finding(request: DataSubjectRequest, step: Move, attempt: Attempt) -> None:
    """Close the finding once somebody has decided what becomes of the request."""
    if step.source is State.IDENTITY_PENDING:
        close_finding(controller=request.controller, code=FINDING, where=_where(request), at=attempt.at)


def _where(request: DataSubjectRequest) -> str:
    return f"request:{request.ref}"
