"""Say where an answer goes when nobody knows: a postal address, or how it is handed over."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext as _

from accounts.models import User
from ledger.actor import Actor
from requests_dsr.models import DataSubjectRequest
from requests_dsr.services.moving.noting import note
from requests_dsr.services.moving.transitions import ForbiddenMove, as_seen
from requests_dsr.states import OPEN, State
from subjects.services.deed import deed

LONGEST = 300


@deed
def give_address(
    *, request: DataSubjectRequest, where: str, by: Actor, at: datetime, user: User | None = None
) -> None:
    """Write where the letters of an open request go: a postal address, or for example "lämnas över disk".

    It stands on the printed letter, which waits until somebody says that it was posted or handed over.
    Raises ForbiddenMove, as `transitions.as_seen` does too.
    """
    request = as_seen(request)
    if State(request.state) not in OPEN:
        raise ForbiddenMove(_("Begäran är avslutad."))
    if not where.strip() or len(where.strip()) > LONGEST:
        raise ForbiddenMove(_("Skriv en postadress, eller hur svaret lämnas, med högst 300 tecken."))
    file = request.file
    file.requester_address = where.strip()
    file.save(update_fields=["requester_address"])
    note(request, "ADDRESSED", by=by, at=at, user=user)
