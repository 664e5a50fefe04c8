"""One member of staff for each role at a controller, with a password that is no secret."""

from __future__ import annotations

from functools import cache

from django.contrib.auth.hashers import make_password

from accounts.models import Controller, Role, StaffRole, User

PASSWORD = "visa-mig-demon"
"""Every demo login has it. `demo_people` refuses to run where the installation is no demo."""


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
        user = User.objects.create(email=email, password=_hashed(), is_staff=True)
    StaffRole.objects.get_or_create(user=user, controller=controller, role=role, ended_at=None)
    return user


@cache
def _hashed() -> str:
    """Hash the password once: hashing is slow on purpose."""
    return make_password(PASSWORD)
