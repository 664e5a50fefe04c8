"""Remind a person who has not answered our question: after fourteen days, once (DL-3)."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from accounts.models import Controller
from law.calendar import stockholm_day
from requests_dsr.clocks import levels_of
from requests_dsr.letters import write_letter
from requests_dsr.models import DataSubjectRequest, IdentityCheck
from requests_dsr.states import OPEN


def nudge(controller: Controller, *, at: datetime) -> int:
    """Write to everybody whose answer has been waited for long enough; give how many."""
    waiting = DataSubjectRequest.objects.filter(
        controller=controller, state__in=sorted(OPEN), questions__answered_at=None, questions__nudged_at=None
    )
    found = waiting.filter(questions__isnull=False).distinct().prefetch_related("questions")
    return sum(_nudge(request, at=at) for request in found.order_by("pk"))


@transaction.atomic
def _nudge(request: DataSubjectRequest, *, at: datetime) -> bool:
    nudge_on = levels_of(request).nudge_on
    if nudge_on is None or stockholm_day(at) < nudge_on:
        return False
    first = IdentityCheck.objects.filter(request=request, answered_at=None, nudged_at=None)
    if not first.update(nudged_at=at):
        return False
    write_letter(request=request, event="request_nudge", at=at)
    return True
