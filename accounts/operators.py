"""Who acts at the console, as the ledger names them."""

from __future__ import annotations

from django.core.management.base import CommandError
from django.utils import timezone

from accounts.models import Controller, Role, User
from accounts.selectors import has_role
from law.calendar import stockholm_day
from ledger.actor import Actor


def operator(email: str | None) -> Actor:
    """Give whoever runs a command: an administrator, by an opaque reference if an e-mail is given."""
    if email is None:
        return Actor(role=Role.ADMIN.value)
    return Actor(role=Role.ADMIN.value, ref=f"user:{_user(email).pk}")


def staff_actor(email: str, controller: Controller, role: Role) -> Actor:
    """Give a member of staff in a role they hold at a controller. Raises CommandError otherwise."""
    user = _user(email)
    if not has_role(user, controller, role, on=stockholm_day(timezone.now())):
        raise CommandError(f"{email} is not {role.value} at {controller.slug}", returncode=2)
    return Actor(role=role.value, ref=f"user:{user.pk}")


def _user(email: str) -> User:
    user = User.objects.filter(email=email.strip().lower()).first()
    if user is None:
        raise CommandError(f"there is no login {email}", returncode=2)
    return user


def company(slug: str) -> Controller:
    """Give a controller by its short name. Raises CommandError that names those there are."""
    found = Controller.objects.filter(slug=slug).first()
    if found is None:
        known = ", ".join(Controller.objects.order_by("slug").values_list("slug", flat=True)) or "none yet"
        raise CommandError(
            f"there is no company {slug!r}; known: {known}. load_policy makes a company", returncode=2
        )
    return found
