"""Questions about logins and roles."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.db.models import Q, QuerySet

from accounts.models import Controller, Role, StaffRole, User


def live_roles(user: User, *, on: date) -> QuerySet[StaffRole]:
    """Roles a person holds that Stockholm day; a time-limited access ends by itself (WN-41)."""
    expired = Q(grants__isnull=False) & ~Q(grants__ends_on__gte=on)
    return StaffRole.objects.filter(user=user, ended_at=None).exclude(expired)


def controllers_of(user: User, *, on: date, roles: Iterable[Role] | None = None) -> QuerySet[Controller]:
    """Controllers for which a person works, in any of `roles` (every role when not given)."""
    held = live_roles(user, on=on)
    if roles is not None:
        held = held.filter(role__in=list(roles))
    return Controller.objects.filter(pk__in=held.values("controller_id"))


def has_role(user: User, controller: Controller, *roles: Role, on: date) -> bool:
    """Answer whether a person holds one of the roles at a controller that day."""
    return live_roles(user, on=on).filter(controller=controller, role__in=roles).exists()


def holders_of(controller: Controller, roles: Iterable[Role], *, on: date) -> list[User]:
    """Give who holds one of the roles at a controller that Stockholm day, each once."""
    ended = Q(grants__isnull=False) & ~Q(grants__ends_on__gte=on)
    held = StaffRole.objects.filter(controller=controller, role__in=list(roles), ended_at=None).exclude(ended)
    return list(User.objects.filter(pk__in=held.values("user_id"), is_active=True).order_by("pk"))
