"""Follow up what a copy lacks: a system that could not be read, a stored file that was not there.

The copy leaves without it, in time, and says so. What is noted here is read again each morning where a
machine can, and stands in the staff's list until the person got it or there was nothing to get.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from connectors.asking import marks_of, systems_of
from connectors.models import UNSETTLED, NoticeKind, RecipientKind, RecipientNotice, Trouble
from connectors.services import Told, note_recipients
from ledger.actor import Actor
from requests_dsr.models import DataSubjectRequest
from requests_dsr.services.reaching.recipients import note_complete


def follow_up_unread(request: DataSubjectRequest, unread: Iterable[str], *, by: Actor, at: datetime) -> None:
    """Note by its name each thing a copy lacks; what an earlier copy lacked and this one has is settled."""
    lacking = {what[:200] for what in unread}
    waiting = RecipientNotice.objects.filter(
        request_ref=request.ref, kind=NoticeKind.COPY, state__in=UNSETTLED
    ).select_related("controller")
    for notice in waiting:
        if notice.recipient not in lacking:
            note_complete(request, notice, by=by, at=at)
    _note(request, lacking.difference(notice.recipient for notice in waiting), by=by, at=at)
    silent = waiting.filter(recipient__in=lacking, system__isnull=False)
    silent.update(trouble=Trouble.SILENT)


def _note(request: DataSubjectRequest, unread: Iterable[str], *, by: Actor, at: datetime) -> None:
    systems = {system.title[:200]: system for system in systems_of(request.controller_id)}
    note_recipients(
        controller=request.controller,
        request_ref=request.ref,
        kind=NoticeKind.COPY,
        recipients=[
            Told(name=what, kind=RecipientKind.SYSTEM, categories=frozenset(), system=systems.get(what))
            for what in sorted(unread)
        ],
        by=by,
        at=at,
        about=marks_of(request.subject) if request.subject else (),
    )
