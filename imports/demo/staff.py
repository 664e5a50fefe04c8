"""One member of staff for each role at a controller; they log in by a mailed code, as everybody does."""

from __future__ import annotations

from accounts.models import Controller, Role, StaffRole, User


def staff_address(role: Role, controller: Controller) -> str:
    """Give the login of a role: `dpo.winlas@example.se`."""
    return f"{role.value}.{controller.slug}@example.se"


def create_staff(controller: Controller) -> dict[Role, User]:
    """Give each role its person, made when missing."""
    return {role: _member(role, controller) for role in Role}


def _member(role: Role, controller: Controller) -> User:
    email = staff_address(role, controller)
    user = User.objects.filter(email=email).first()
    if user is None:
        user = User.objects.create_user(email, is_staff=True)
    StaffRole.objects.get_or_create(user=user, controller=controller, role=role, ended_at=None)
    return user
