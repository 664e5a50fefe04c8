"""What a move does beyond itself, in its own transaction: what blocks begins and ends.

A request blocks erasure once we know who asks: an unverified stranger cannot freeze a person's data.
A restriction acts at once (Art. 18), and an objection restricts while it is weighed (18(1)(d)).
"""

from __future__ import annotations

from django.db.models import QuerySet

from law.calendar import stockholm_day
from requests_dsr.guards import Attempt
from requests_dsr.models import DataSubjectRequest
from requests_dsr.services.moving import after_every_move
from requests_dsr.states import BLOCKING, CLOSED, Move, Right, State
from subjects.models import BlockKind, ProcessingBlock
from subjects.services.blocks import place_block, release_block

GROUND = {
    Right.RESTRICTION: (BlockKind.RESTRICTION_ART18, "Art. 18(1)"),
    Right.OBJECTION: (BlockKind.RESTRICTION_ART18, "Art. 18(1)(d)"),
}


@after_every_move
def block_while_open(request: DataSubjectRequest, step: Move, attempt: Attempt) -> None:
    """Keep what is asked about until it is answered; a granted restriction stays until it is lifted."""
    if step.target in CLOSED:
        _release(request, step, attempt)
        return
    if request.subject is None or not request.identity_method:
        return
    if Right(request.right) in BLOCKING and not standing(request).exists():
        kind, ground = GROUND.get(Right(request.right), (BlockKind.OPEN_REQUEST, "Art. 12(3)"))
        place_block(
            holder=request.subject,
            kind=kind,
            ground=ground_of(request, ground),
            from_on=stockholm_day(attempt.at),
            by=attempt.by,
            at=attempt.at,
            scope=request.categories,
        )


def _release(request: DataSubjectRequest, step: Move, attempt: Attempt) -> None:
    if request.right == Right.RESTRICTION and step.target in (State.FULFILLED, State.PARTLY_FULFILLED):
        return
    decisions = standing(request).values_list("decision_ref", flat=True).distinct()
    for decision in list(decisions):
        release_block(decision=decision, by=attempt.by, at=attempt.at)


def ground_of(request: DataSubjectRequest, ground: str) -> str:
    """Give the ground of a request's block; it names the request by its opaque reference."""
    return f"{ground}, {request.ref}"


def standing(request: DataSubjectRequest) -> QuerySet[ProcessingBlock]:
    """Give the blocks that stand for a request."""
    return ProcessingBlock.objects.filter(ground__endswith=str(request.ref), until_on=None)
