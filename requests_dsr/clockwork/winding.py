"""Wind the clocks of the open requests anew: a policy may have come that counts the eves otherwise."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from accounts.models import Controller
from requests_dsr.clocks import rewind
from requests_dsr.models import DataSubjectRequest
from requests_dsr.states import OPEN


def wind_again(controller: Controller, *, at: datetime) -> int:
    """Write the days of each open request that are others by today's policy; give how many were."""
    found = DataSubjectRequest.objects.filter(controller=controller, state__in=sorted(OPEN))
    return sum(_wind_again(pk) for pk in found.order_by("pk").values_list("pk", flat=True))


@transaction.atomic
def _wind_again(pk: int) -> bool:
    """Count under lock: a move that comes at the same time keeps the days it counted."""
    return rewind(DataSubjectRequest.objects.select_for_update().get(pk=pk))
