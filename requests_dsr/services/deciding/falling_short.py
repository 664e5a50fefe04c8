"""Say that a granted erasure could not be carried out in whole: something has hindered a part of it since."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import Any

from ledger.actor import WORKER
from requests_dsr.letters import write_letter
from requests_dsr.models import DataSubjectRequest
from requests_dsr.services.moving.noting import note
from requests_dsr.services.moving.transitions import move
from requests_dsr.states import State
from subjects.services.deed import deed

HELD = "HELD_SINCE"


@deed
def fall_short(
    *,
    request: DataSubjectRequest,
    lines: list[dict[str, Any]],
    codes: Collection[str],
    at: datetime,
) -> None:
    """Let the outcome be what was done, and answer the person anew: what stays, why, and the remedies.

    `lines` is what the erasure came to, in the form of the plan's. The request is granted in part from now
    on; what is held goes when nothing holds it any more (Art. 12(4), 17(3)). Nobody decides it: the worker
    says what the law and the facts came to.
    """
    file = request.file
    file.plan = {**file.plan, "lines": lines, "since": at.isoformat()}
    file.save(update_fields=["plan"])
    codes = tuple(sorted({*request.exception_codes, *codes}))
    if State(request.state) is State.FULFILLED:
        move(request=request, to=State.PARTLY_FULFILLED, by=WORKER, at=at, codes=codes)
    else:
        request.exception_codes = list(codes)
        request.save(update_fields=["exception_codes"])
        note(request, HELD, by=WORKER, at=at)
        write_letter(request=request, event="request_answered", at=at)
    request.refresh_from_db()
