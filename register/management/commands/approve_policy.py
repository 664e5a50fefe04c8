"""Give a second person's consent to a policy version that waits for it."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from accounts.models import Role
from accounts.operators import staff_actor
from register.models import PolicyVersion
from register.services import PolicyNotWaiting, SamePerson, approve_policy


class Command(BaseCommand):
    """Let a waiting version hold; only a DPO who did not load it can."""

    help = "Approve a policy version that waits, as a DPO other than the person who loaded it."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the version, `winston/4`, and who approves."""
        parser.add_argument("version", metavar="COMPANY/NUMBER")
        parser.add_argument("--by", metavar="EMAIL", required=True, help="the DPO who approves")

    def handle(self, *args: Any, **options: Any) -> None:
        """Approve, or say why not."""
        version = _version(options["version"])
        by = staff_actor(options["by"], version.controller, Role.DPO)
        try:
            approve_policy(version=version, by=by, at=timezone.now())
        except (SamePerson, PolicyNotWaiting) as fault:
            raise CommandError(str(fault), returncode=2) from None
        self.stdout.write(f"{version.ref} is live")


def _version(ref: str) -> PolicyVersion:
    slug, _, number = ref.partition("/")
    versions = PolicyVersion.objects.select_related("controller")
    found = versions.filter(controller__slug=slug, number=number).first() if number.isdecimal() else None
    if found is None:
        raise CommandError(f"there is no policy version {ref}; write company/number: winston/2", returncode=2)
    return found
