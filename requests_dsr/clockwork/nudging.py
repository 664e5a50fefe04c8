"""Remind a person who has not answered our question: after fourteen days, once (DL-3)."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from accounts.models import Controller
from law.calendar import stockholm_day
from requests_dsr.clocks import levels_of, waiting_questions
from requests_dsr.clockwork.each import for_each
from requests_dsr.letters import write_letter
from requests_dsr.models import DataSubjectRequest, IdentityCheck
from requests_dsr.states import OPEN, State


def nudge(controller: Controller, *, at: datetime) -> int:
    """Write to everybody whose answer has been waited for long enough; give how many."""
    waiting = DataSubjectRequest.objects.filter(
        controller=controller, state__in=sorted(OPEN), questions__answered_at=None, questions__nudged_at=None
    )
    found = waiting.filter(questions__isnull=False).distinct().order_by("pk")
    return for_each(
        controller, "nudged", found, lambda one: _nudge(one.pk, at=at), ref=lambda one: one.ref, at=at
    )


@transaction.atomic
def _nudge(pk: int, *, at: datetime) -> bool:
    """Remind under lock: who has answered or withdrawn since the list was read is not reminded."""
    request = DataSubjectRequest.objects.select_for_update().get(pk=pk)
    nudge_on = levels_of(request).nudge_on
    if State(request.state) not in OPEN or nudge_on is None or stockholm_day(at) < nudge_on:
        return False
    waiting = [question.pk for question in waiting_questions(request)]
    if not IdentityCheck.objects.filter(pk__in=waiting, nudged_at=None).update(nudged_at=at):
        return False
    write_letter(request=request, event="request_nudge", at=at)
    return True
