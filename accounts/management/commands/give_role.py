"""Let somebody work for a company: the first administrator comes in this way."""

from __future__ import annotations

from argparse import ArgumentParser
from datetime import date
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from accounts.models import Role
from accounts.operators import company, operator
from accounts.services.roles import RoleRefused, TimeLimit, give_role


class Command(BaseCommand):
    """Give a role; the person then logs in with a code that is mailed to the address."""

    help = "Give somebody a role at a company; an address without a login gets one."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take who, where, as what, and for a subcontractor until when (WN-41)."""
        parser.add_argument("email", metavar="EMAIL")
        parser.add_argument("controller", metavar="COMPANY", help="its short name, such as winlas")
        parser.add_argument("role", metavar="ROLE", choices=Role.values, help=" ".join(Role.values))
        parser.add_argument(
            "--until", metavar="DATE", type=date.fromisoformat, help="the last day, 2027-01-31"
        )
        parser.add_argument(
            "--signed", metavar="DATE", type=date.fromisoformat, help="confidentiality signed on"
        )
        parser.add_argument("--by", metavar="EMAIL", help="the administrator who gives it")

    def handle(self, *args: Any, **options: Any) -> None:
        """Give it, or say why not."""
        controller = company(options["controller"])
        try:
            given = give_role(
                email=options["email"],
                controller=controller,
                role=Role(options["role"]),
                by=operator(options["by"]),
                at=timezone.now(),
                limit=_limit(options["signed"], options["until"]),
            )
        except RoleRefused as refused:
            raise CommandError(str(refused), returncode=2) from None
        self.stdout.write(f"{given.user.email} is {given.role} at {controller.slug}")


def _limit(signed: date | None, until: date | None) -> TimeLimit | None:
    if signed is None and until is None:
        return None
    if signed is None or until is None:
        raise CommandError("a time-limited access takes both --signed DATE and --until DATE", returncode=2)
    return TimeLimit(signed_on=signed, ends_on=until)
