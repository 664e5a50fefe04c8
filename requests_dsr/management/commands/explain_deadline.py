"""Answer deadline cases by hand: JSON in, one line of JSON a case out."""

from argparse import ArgumentParser
from functools import partial
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from law import bench
from law.input import BadInput
from register.policyfile import load
from requests_dsr.law.cases import explain


class Command(BaseCommand):
    """Say when requests must be answered; needs no database and no running service."""

    help = "Say when each request of a JSON file (or of standard input) must be answered, and why."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take a file of cases."""
        bench.add_arguments(parser)

    def handle(self, *args: Any, **options: Any) -> None:
        """Print the answers, or one line that says what cannot be read (exit 2)."""
        try:
            eves = bool(options["policy"]) and load(options["policy"]).settings.eves_nonworking
            lines = bench.answer_file(options["file"], partial(explain, eves_nonworking=eves))
        except BadInput as fault:
            raise CommandError(str(fault), returncode=2) from None
        self.stdout.write("".join(f"{line}\n" for line in lines), ending="")
