"""End restrictions on the day that was announced, and pauses whose letter has left (Art. 18(3), 19)."""

from __future__ import annotations

import re
from datetime import datetime
from functools import partial
from uuid import UUID

from django.db.models import Exists, OuterRef

from accounts.models import Controller
from connectors.models import NoticeKind, NoticeState, RecipientNotice
from law.calendar import stockholm_day
from law.rights import Right
from ledger.actor import WORKER
from requests_dsr.answers.pausing import ENDS, tell_of_its_end
from requests_dsr.clockwork.each import for_each
from requests_dsr.models import DataSubjectRequest
from requests_dsr.services.deciding.lifting import lift_restriction, may_lift
from requests_dsr.services.moving.effects import end_told_pause
from requests_dsr.services.moving.transitions import ForbiddenMove
from requests_dsr.states import CLOSED
from subjects.models import BlockKind, ProcessingBlock

REF = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$")
"""The request that a block's ground names last (`services.effects.ground_of`)."""


def lift_announced(controller: Controller, *, at: datetime) -> int:
    """End what was announced for today or earlier, where the letter has reached the person; give how many.

    One whose letter has not left yet waits for it: nobody's pause ends unannounced.
    """
    due = DataSubjectRequest.objects.filter(
        controller=controller,
        right=Right.RESTRICTION,
        file__plan__lifting__on__lte=stockholm_day(at).isoformat(),
    )
    found = due.select_related("controller", "subject", "file").order_by("pk")
    return for_each(controller, "lifted", found, partial(_lift, at=at), ref=lambda one: one.ref, at=at)


def _lift(request: DataSubjectRequest, *, at: datetime) -> bool:
    if not may_lift(request, WORKER, at=at):
        return False
    try:
        lift_restriction(request=request, by=WORKER, user=None, at=at)
    except ForbiddenMove:  # it was taken back since the list was read
        return False
    return True


def end_told_pauses(controller: Controller, *, at: datetime) -> int:
    """Set the end of each closed request's pause whose letter has left; give how many.

    It is set when the letter leaves; what was lost with its process is made up for here.
    """
    paused = ProcessingBlock.objects.filter(
        controller=controller, kind=BlockKind.RESTRICTION_ART18, until_on=None
    ).exclude(subject=None)
    refs = {
        UUID(found[0]) for ground in paused.values_list("ground", flat=True) if (found := REF.search(ground))
    }
    closed = DataSubjectRequest.objects.filter(ref__in=refs, state__in=sorted(CLOSED)).order_by("pk")
    end = partial(end_told_pause, at=at)
    return for_each(controller, "paused", closed, end, ref=lambda one: one.ref, at=at)


def tell_of_ended_pauses(controller: Controller, *, at: datetime) -> int:
    """Tell those who were told of a pause that it is over, on its day; give how many.

    A pause that came with a request ends days after the answer, and one recipient may be reached by two:
    so each morning asks of every pause that somebody was told of and has not heard the end of.
    """
    ended = RecipientNotice.objects.filter(
        request_ref=OuterRef("request_ref"),
        recipient_kind=OuterRef("recipient_kind"),
        recipient=OuterRef("recipient"),
        kind__in=ENDS,
        pk__gt=OuterRef("pk"),
    )
    told = RecipientNotice.objects.filter(~Exists(ended), controller=controller, kind=NoticeKind.RESTRICTION)
    refs = told.exclude(state=NoticeState.IMPOSSIBLE).values("request_ref")
    requests = DataSubjectRequest.objects.filter(ref__in=refs, subject__isnull=False)
    found = requests.select_related("controller", "subject", "file").order_by("pk")
    tell = partial(tell_of_its_end, by=WORKER, at=at)
    return for_each(controller, "resumed", found, tell, ref=lambda one: one.ref, at=at)
