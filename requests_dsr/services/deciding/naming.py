"""Name the values that a person's words ask to have corrected, so that each can be answered (Art. 16)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from django.utils.translation import gettext as _

from accounts.models import User
from law.rights import Right
from ledger.actor import Actor
from requests_dsr.answers.fields import FIELDS
from requests_dsr.guards import Attempt
from requests_dsr.models import DataSubjectRequest
from requests_dsr.services.moving.effects import reach_further
from requests_dsr.services.moving.noting import note
from requests_dsr.services.moving.transitions import ForbiddenMove, as_seen
from requests_dsr.states import OPEN, State
from retention.permission import Permission
from subjects.services.deed import deed


def may_name(request: DataSubjectRequest) -> Permission:
    """Answer whether fields may be named: of an open rectification, and not while a proposal is read."""
    if request.right != Right.RECTIFICATION:
        return Permission(False, _("Bara en rättelse har fält."))
    if State(request.state) not in OPEN:
        return Permission(False, _("Begäran är avslutad."))
    waits = State(request.state) is State.REVIEW
    return Permission(not waits, _("Förslaget granskas. Skicka tillbaka det först."))


@deed
def name_values(
    *,
    request: DataSubjectRequest,
    values: Mapping[str, str],
    by: Actor,
    at: datetime,
    user: User | None = None,
) -> DataSubjectRequest:
    """Put the fields that a rectification is about, with the values asked for; an empty one takes it away.

    `values` is field -> value, by the names of `answers.fields.FIELDS`. What is disputed is paused from
    now on (Art. 18(1)(a)). Raises ForbiddenMove, and NotPossible for a value that cannot be stored.
    """
    request = as_seen(request)
    if not (permission := may_name(request)):
        raise ForbiddenMove(permission.reason)
    file, known = request.file, {name: value for name, value in values.items() if name in FIELDS}
    named = {name: FIELDS[name].clean(value) for name, value in known.items() if value.strip()}
    kept = {name: value for name, value in file.proposed.items() if name not in known}
    if not named.keys() | kept.keys() & FIELDS.keys():
        raise ForbiddenMove(_("Skriv minst ett värde som ska rättas."))
    file.proposed = {**kept, **named}
    file.save(update_fields=["proposed"])
    titles = ", ".join(str(FIELDS[name].title) for name in file.proposed if name in FIELDS)
    note(request, "NAMED", by=by, at=at, user=user, comment=titles)
    reach_further(request, Attempt(request=request, by=by, at=at, user=user))
    return request
