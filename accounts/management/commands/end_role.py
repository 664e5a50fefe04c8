"""End a role at once."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from accounts.models import Role, StaffRole
from accounts.operators import company, operator
from accounts.services.roles import RoleRefused, end_role


class Command(BaseCommand):
    """End a role that somebody holds; the next page they ask for is refused."""

    help = "End somebody's role at a company, at once."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take who, where and what."""
        parser.add_argument("email", metavar="EMAIL")
        parser.add_argument("controller", metavar="COMPANY", help="its short name, such as winlas")
        parser.add_argument("role", metavar="ROLE", choices=Role.values, help=" ".join(Role.values))
        parser.add_argument("--by", metavar="EMAIL", help="the administrator who ends it")

    def handle(self, *args: Any, **options: Any) -> None:
        """End it, or say why not."""
        controller, email, role = company(options["controller"]), options["email"], options["role"]
        held = StaffRole.objects.filter(
            user__email=email.strip().lower(), controller=controller, role=role, ended_at=None
        ).first()
        if held is None:
            raise CommandError(f"{email} is not {role} at {controller.slug}", returncode=2)
        try:
            end_role(role=held, by=operator(options["by"]), at=timezone.now())
        except RoleRefused as refused:
            raise CommandError(str(refused), returncode=2) from None
        self.stdout.write(f"{email} is no longer {role} at {controller.slug}")
