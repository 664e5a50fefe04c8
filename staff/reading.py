"""To open a person one says why, and the reading is written down; the person may read it (WN-47).

A reason holds for the persons it was given for, half an hour: browsing on is not covered by it.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from uuid import UUID

from django.db import IntegrityError
from django.http import HttpRequest
from django.utils.translation import gettext as _

from accounts.models import Controller, Role
from staff.access import CASE_ROLES, Staff
from subjects.models import AccessLog, DataSubject

HOLDS = timedelta(minutes=30)
REMEMBERED = 50
KEY = "staff_reasons"
ROLES = (Role.DPO, Role.HANDLER, Role.ACCOUNTING)
"""In which role a reading is written down, where somebody holds several."""


class NotThere(Exception):
    """The person was erased a moment ago."""


def give_reason(request: HttpRequest, refs: Iterable[object], reason: str, *, at: datetime) -> None:
    """Remember why these persons or organisations are opened; the oldest are forgotten first."""
    kept: dict[str, list[str]] = request.session.get(KEY, {})
    for ref in refs:
        kept.pop(str(ref), None)
        kept[str(ref)] = [reason, at.isoformat()]
    request.session[KEY] = dict(list(kept.items())[-REMEMBERED:])


def case_of(ref: str) -> str:
    """Suggest the request somebody comes from as the reason; empty for what is no reference."""
    try:
        return _("Begäran %(ref)s") % {"ref": str(UUID(ref))[:8]}
    except ValueError:
        return ""


def reason_for(request: HttpRequest, ref: object, *, at: datetime) -> str:
    """Give why somebody opens a person; empty when they have not said, or said so too long ago."""
    reason, said_at = request.session.get(KEY, {}).get(str(ref), ("", ""))
    return reason if said_at and at - datetime.fromisoformat(said_at) < HOLDS else ""


def note_reading(
    staff: Staff, controller: Controller, subjects: Iterable[DataSubject | None], *, page: str, reason: str
) -> None:
    """Write down that somebody looks at these persons now, in the role they do it in. Raises NotThere."""
    role = staff.role_at(controller, *ROLES)
    assert role in CASE_ROLES, "the door lets nobody else in"
    rows = [
        AccessLog(
            controller=controller,
            subject=subject,
            user=staff.user,
            role=role,
            page=page,
            reason=reason,
            at=staff.at,
        )
        for subject in subjects
    ]
    try:
        AccessLog.objects.bulk_create(rows)
    except IntegrityError:
        raise NotThere from None
