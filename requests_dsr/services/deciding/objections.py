"""An objection that is not answered ends with its request: a weighed use does not stay paused for good."""

from __future__ import annotations

from datetime import datetime

from consents.models import Objection, ObjectionOutcome
from law.rights import Right
from requests_dsr.guards import Attempt
from requests_dsr.lanes import purposes_of
from requests_dsr.models import DataSubjectRequest
from requests_dsr.services.moving.transitions import after_every_move
from requests_dsr.states import ANSWERED, CLOSED, Move

UNANSWERED = CLOSED - ANSWERED
"""Closed without an answer: taken back by the person, or never shown to be theirs."""


@after_every_move
def end_what_is_no_longer_weighed(request: DataSubjectRequest, step: Move, attempt: Attempt) -> None:
    """Let the use go on when the person takes an objection back, or the request closes unanswered."""
    if request.right == Right.OBJECTION and step.target in UNANSWERED:
        end_weighed(request, at=attempt.at)


def end_weighed(request: DataSubjectRequest, *, at: datetime) -> int:
    """End what a request objects to and nobody has decided (Art. 21(1)); give how many that were.

    What the person objected to before it stands by itself, and so does a no to marketing or profiling.
    """
    if request.subject is None:
        return 0
    return Objection.objects.filter(
        subject=request.subject,
        purpose__in=purposes_of(request),
        outcome=ObjectionOutcome.WEIGHED,
        objected_at__gte=request.received_at,
        ended_at=None,
    ).update(ended_at=at)
