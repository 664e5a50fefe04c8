"""A refusal keeps its month even where the answer has three; what is later is marked (Art. 12(4), DL-7).

It is not forbidden: somebody who learns late that nothing will be done still has to learn it.
"""

from __future__ import annotations

from datetime import datetime

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from requests_dsr.clocks import clock_of
from requests_dsr.guards import Attempt
from requests_dsr.law import Deadline, ExtensionStatus
from requests_dsr.models import DataSubjectRequest
from requests_dsr.services.moving.noting import note
from requests_dsr.services.moving.transitions import after_every_move
from requests_dsr.states import OPEN, Move, State

REFUSED_LATE = "REFUSED_LATE"


@after_every_move
def mark_a_late_refusal(request: DataSubjectRequest, step: Move, attempt: Attempt) -> None:
    """Note in the file that the person learnt too late that nothing would be done."""
    if step.target is State.REFUSED and clock_of(request).refusal_is_late(attempt.at):
        note(request, REFUSED_LATE, by=attempt.by, at=attempt.at, user=attempt.user)


def extension_in_words(request: DataSubjectRequest, clock: Deadline, *, at: datetime) -> list[str]:
    """Say what an extension does not give: time before it is told, and time to refuse. Only while open."""
    if State(request.state) not in OPEN or request.extended_at is None:
        return []
    if clock.extension is ExtensionStatus.NONE and request.state == State.EXTENDED and not clock.suspended:
        return [_("Förlängningen ger tid först när brevet om den har gått iväg.")]
    if clock.refusal is None or clock.refusal is clock.effective:
        return []
    day = {"day": date_format(clock.refusal.due_on, "j F Y")}
    if clock.refusal_is_late(at):
        late = _(
            "Ett avslag skulle ha meddelats senast %(day)s (artikel 12.4). Nu är det för sent, och noteras."
        )
        return [late % day]
    return [_("Ett avslag ska meddelas senast %(day)s, fast tiden är förlängd (artikel 12.4).") % day]
