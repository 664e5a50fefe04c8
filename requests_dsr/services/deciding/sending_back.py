"""Send a proposal back, with what the reviewer wants masked besides: who decides never changes it themselves.

Two people stand behind a copy (Art. 15(4)). So a decider who misses a masking writes it down here, and
whoever drafts finds it in the next proposal, as the decider's wish, proposed and reviewed like the rest.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any

from accounts.models import User
from ledger.actor import Actor
from requests_dsr.models import DataSubjectRequest
from requests_dsr.services.moving.transitions import move
from requests_dsr.states import State
from subjects.services.deed import deed

SIGNED = frozenset({"access", "portability"})
"""Proposals whose masking is looked through and signed (Art. 15(4))."""


@deed
def send_back(
    *,
    request: DataSubjectRequest,
    comment: str,
    by: Actor,
    user: User,
    at: datetime,
    mask: Collection[str] = (),
) -> DataSubjectRequest:
    """Send a proposal back for what `comment` says. Of a copy, `mask` are texts to be masked too.

    They stand in the file beside the proposal, in no copy, until the next one takes its place. Raises
    ForbiddenMove.
    """
    request = move(request=request, to=State.IN_PROGRESS, by=by, at=at, user=user, comment=comment)
    wanted = sorted({text.strip() for text in mask if text.strip()})
    if wanted and request.file.plan.get("kind") in SIGNED:
        request.file.plan = {**request.file.plan, "wanted_masked": wanted}
        request.file.save(update_fields=["plan"])
    return request


def wanted_masked(plan: Mapping[str, Any]) -> list[str]:
    """Give what the reviewer of an earlier proposal wants masked besides what it masked."""
    wanted: list[str] = plan.get("wanted_masked", [])
    return wanted


def sent_back_with(request: DataSubjectRequest) -> str:
    """Give the words a proposal was last sent back with; empty where none was since it was last opened."""
    back = request.events.filter(source=State.REVIEW, target=State.IN_PROGRESS).order_by("pk").last()
    if back is None or (request.reopened_at is not None and back.at < request.reopened_at):
        return ""
    return back.comment
