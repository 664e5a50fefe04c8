"""Answer cases of the gate by hand: JSON in, one line of JSON a case out."""

from argparse import ArgumentParser
from functools import partial
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from consents.law.cases import explain
from law import bench
from law.input import BadInput
from register.policyfile import load


class Command(BaseCommand):
    """Say what data may be used for; needs no database and no running service."""

    help = "Say whether each use in a JSON file (or standard input) is allowed, and why."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take a file of cases."""
        bench.add_arguments(parser)

    def handle(self, *args: Any, **options: Any) -> None:
        """Print the answers, or one line that says what cannot be read (exit 2)."""
        try:
            b2b_li = load(options["policy"]).settings.b2b_li if options["policy"] else None
            lines = bench.answer_file(options["file"], partial(explain, b2b_li=b2b_li))
        except BadInput as fault:
            raise CommandError(str(fault), returncode=2) from None
        self.stdout.write("".join(f"{line}\n" for line in lines), ending="")
