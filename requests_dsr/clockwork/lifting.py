"""End the restrictions whose announced day has come: what the letter said comes true (Art. 18(3))."""

from __future__ import annotations

from datetime import datetime

from accounts.models import Controller
from law.calendar import stockholm_day
from law.rights import Right
from ledger.actor import WORKER
from requests_dsr.models import DataSubjectRequest
from requests_dsr.services.lifting import lift_restriction, may_lift


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
    ready = [request for request in found if may_lift(request, WORKER, at=at)]
    for request in ready:
        lift_restriction(request=request, by=WORKER, user=None, at=at)
    return len(ready)
