"""Keep a person until an answer has reached them: a copy that is not opened, an erasure's own letter.

What an open request keeps from erasure it goes on keeping while its answer is on the way. The night's
purge knows the same block, so nothing takes the login or the address before they have served.
"""

from __future__ import annotations

from datetime import datetime

from law.calendar import stockholm_day
from ledger.actor import Actor
from requests_dsr.models import DataSubjectRequest
from requests_dsr.states import CLOSED, State
from requests_dsr.waiting import unopened
from subjects.models import BlockKind, DataSubject, ProcessingBlock
from subjects.services.blocks import place_block, release_block

GROUND = "Art. 12(3)"


def waits_to_be_opened(request: DataSubjectRequest, *, at: datetime) -> bool:
    """Tell whether a package of the request is still to be opened."""
    return unopened(at).filter(request=request).exists()


def keep(request: DataSubjectRequest, subject: DataSubject, *, by: Actor, at: datetime) -> None:
    """Keep what a request is about until its answer has reached the person."""
    place_block(
        holder=subject,
        kind=BlockKind.OPEN_REQUEST,
        ground=f"{GROUND}, {request.ref}",
        from_on=stockholm_day(at),
        by=by,
        at=at,
        scope=request.categories,
    )


def let_go(request: DataSubjectRequest, *, by: Actor, at: datetime) -> None:
    """Stop keeping for a closed request whose answer has arrived; for an open one nothing changes."""
    if State(request.state) not in CLOSED or waits_to_be_opened(request, at=at):
        return
    standing = ProcessingBlock.objects.filter(
        ground__endswith=str(request.ref), kind=BlockKind.OPEN_REQUEST, until_on=None
    )
    for decision in list(standing.values_list("decision_ref", flat=True).distinct()):
        release_block(decision=decision, by=by, at=at)
