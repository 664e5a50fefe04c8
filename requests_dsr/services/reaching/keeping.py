"""Keep a person until an answer has reached them: a copy that is not opened, an erasure's own letter.

What an open request keeps from erasure it goes on keeping while its answer is on the way. The night's
purge knows the same block, so nothing takes the login or the address before they have served.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from contextlib import contextmanager
from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet

from law.calendar import stockholm_day
from law.rights import Right
from ledger.actor import Actor
from requests_dsr.models import DataSubjectRequest
from requests_dsr.states import CLOSED, State
from requests_dsr.waiting import unopened
from subjects.models import BlockKind, DataSubject, ProcessingBlock
from subjects.services.blocks import place_block, release_block

GROUND = "Art. 12(3)"


def is_on_its_way(request: DataSubjectRequest, target: State, *, at: datetime) -> bool:
    """Tell whether a request that is being closed has an answer that is still to reach the person."""
    granted = target in (State.FULFILLED, State.PARTLY_FULFILLED)
    return waits_to_be_opened(request, at=at) or (request.right == Right.ERASURE and granted)


def waits_to_be_opened(request: DataSubjectRequest, *, at: datetime) -> bool:
    """Tell whether a package of the request is still to be opened."""
    return unopened(at).filter(request=request).exists()


def keep(
    request: DataSubjectRequest,
    subject: DataSubject,
    *,
    by: Actor,
    at: datetime,
    scope: Collection[str] | None = None,
) -> None:
    """Keep what a request is about, or `scope` of it, until its answer has reached the person."""
    if _standing(request).exists():
        return
    place_block(
        holder=subject,
        kind=BlockKind.OPEN_REQUEST,
        ground=f"{GROUND}, {request.ref}",
        from_on=stockholm_day(at),
        by=by,
        at=at,
        scope=request.categories if scope is None else scope,
    )


def let_go(request: DataSubjectRequest, *, by: Actor, at: datetime) -> None:
    """Stop keeping for a closed request whose answer has arrived; for an open one nothing changes."""
    if State(request.state) not in CLOSED or waits_to_be_opened(request, at=at):
        return
    for decision in list(_standing(request).values_list("decision_ref", flat=True).distinct()):
        release_block(decision=decision, by=by, at=at)


@contextmanager
def as_if_let_go(request: DataSubjectRequest, *, by: Actor, at: datetime) -> Iterator[None]:
    """Look at the person as if nothing were kept for the request; all of it is undone afterwards."""
    with transaction.atomic():
        let_go(request, by=by, at=at)
        yield
        transaction.set_rollback(True)


def _standing(request: DataSubjectRequest) -> QuerySet[ProcessingBlock]:
    return ProcessingBlock.objects.filter(
        ground__endswith=str(request.ref), kind=BlockKind.OPEN_REQUEST, until_on=None
    )
