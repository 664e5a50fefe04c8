"""Who may do what, and until when: a role is given and ended by an administrator (WN-41, WN-47)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

import ledger.services as ledger
from accounts.models import AccessGrant, Controller, Role, SecurityKind, StaffRole, User
from accounts.selectors import live_roles
from accounts.services.security import note_event
from law.calendar import stockholm_day
from ledger.actor import Actor


class RoleRefused(Exception):
    """A role that cannot be given or ended; `str()` says why in the language of whoever asks."""

    def __init__(self, why: str | Promise) -> None:
        super().__init__(why)
        self.why = why

    def __str__(self) -> str:
        return str(self.why)


@dataclass(frozen=True, kw_only=True)
class TimeLimit:
    """A subcontractor's access: confidentiality signed first, and a last day (Stockholm days, WN-41)."""

    signed_on: date
    ends_on: date


@transaction.atomic
def give_role(
    *,
    email: str,
    controller: Controller,
    role: Role,
    by: Actor,
    at: datetime,
    limit: TimeLimit | None = None,
) -> StaffRole:
    """Let somebody work for a controller in a role; an address without a login gets one.

    An access that has ended by itself is ended in the books first, so that it can be given anew.
    Raises RoleRefused for an address that is none, a role already held, dates in the wrong order, and
    a role for whoever gives it: an administrator reads no cases, and must not be able to begin (WN-47).
    """
    address = _address(email)
    _check(limit, today=stockholm_day(at))
    user, _made = User.objects.select_for_update().get_or_create(email=address)
    if by.ref == f"user:{user.pk}":
        raise RoleRefused(_("Du kan inte ge dig själv en roll. Be en annan administratör."))
    if live_roles(user, on=stockholm_day(at)).filter(controller=controller, role=role).exists():
        raise RoleRefused(_("Personen har redan den rollen."))
    StaffRole.objects.filter(user=user, controller=controller, role=role, ended_at=None).update(ended_at=at)
    if not user.is_staff:
        user.is_staff = True
        user.save(update_fields=["is_staff"])
    given = StaffRole.objects.create(user=user, controller=controller, role=role, granted_at=at)
    if limit:
        AccessGrant.objects.create(
            staff_role=given,
            confidentiality_signed_on=limit.signed_on,
            ends_on=limit.ends_on,
            created_at=at,
        )
    _record("role.give", given, by=by, at=at)
    note_event(kind=SecurityKind.ROLE_GIVEN, user=user, controller=controller, at=at)
    return given


@transaction.atomic
def end_role(*, role: StaffRole, by: Actor, at: datetime) -> StaffRole:
    """End a role at once. The login itself goes 24 months after the last one ended (STAFF_24M).

    Raises RoleRefused where it is ended already, or is the last administrator's of the controller:
    somebody has to be able to give the next role.
    """
    held = StaffRole.objects.select_for_update().filter(controller=role.controller, ended_at=None)
    mine = next((row for row in held.order_by("pk") if row.pk == role.pk), None)
    if mine is None:
        raise RoleRefused(_("Rollen är redan avslutad."))
    if mine.role == Role.ADMIN and not _others_administer(mine, on=stockholm_day(at)):
        raise RoleRefused(
            _("Bolagets sista administratör kan inte avslutas. Ge rollen till någon annan först.")
        )
    mine.ended_at = at
    mine.save(update_fields=["ended_at"])
    _record("role.end", mine, by=by, at=at)
    note_event(kind=SecurityKind.ROLE_ENDED, user=mine.user, controller=mine.controller, at=at)
    return mine


def _others_administer(mine: StaffRole, *, on: date) -> bool:
    expired = StaffRole.objects.filter(grants__isnull=False).exclude(grants__ends_on__gte=on)
    others = StaffRole.objects.filter(controller=mine.controller, role=Role.ADMIN, ended_at=None)
    return others.exclude(pk=mine.pk).exclude(pk__in=expired).exists()


def _address(email: str) -> str:
    address = email.strip().lower()
    try:
        validate_email(address)
    except ValidationError:
        raise RoleRefused(_("Det där är ingen e-postadress.")) from None
    return address


def _check(limit: TimeLimit | None, *, today: date) -> None:
    if limit and limit.ends_on < today:
        raise RoleRefused(_("Sista dagen har redan varit."))
    if limit and limit.signed_on > today:
        raise RoleRefused(_("Sekretessen måste vara undertecknad innan åtkomsten ges."))


def _record(action: str, row: StaffRole, *, by: Actor, at: datetime) -> None:
    ledger.record(
        controller=row.controller.slug,
        by=by,
        action=action,
        object_type="role",
        category="staff_account",
        counts={row.role: 1},
        at=at,
    )
