"""Wind the clocks of the open requests anew: a policy may have come that counts the eves otherwise."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from accounts.models import Controller
from requests_dsr.clocks import rewind
from requests_dsr.clockwork.each import for_each
from requests_dsr.models import DataSubjectRequest
from requests_dsr.states import OPEN


def wind_again(controller: Controller, *, at: datetime) -> int:
    """Write the days of each open request that are others by today's policy; give how many were."""
    found = DataSubjectRequest.objects.filter(controller=controller, state__in=sorted(OPEN))
    return for_each(
        controller,
        "wound",
        found.only("ref").order_by("pk"),
        lambda one: _wind_again(one.pk),
        ref=lambda one: one.ref,
        at=at,
    )


@transaction.atomic
def _wind_again(pk: int) -> bool:
    """Count under lock: a move that comes at the same time keeps the days it counted."""
    return rewind(DataSubjectRequest.objects.select_for_update().get(pk=pk))
