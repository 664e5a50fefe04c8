"""Answer retention cases by hand: JSON in, one line of JSON a case out."""

from argparse import ArgumentParser
from functools import partial
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from law import bench
from law.input import BadInput
from retention.law.cases import explain


class Command(BaseCommand):
    """Say what is kept, until when and why; needs no database and no running service."""

    help = "Say for each case of a JSON file (or of standard input) what is kept, until when and why."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take a file of cases and, if wanted, a policy file."""
        bench.add_arguments(parser)

    def handle(self, *args: Any, **options: Any) -> None:
        """Print the answers, or one line that says what cannot be read (exit 2)."""
        try:
            answer = partial(explain, policy=_policy(options["policy"]))
            lines = bench.answer_file(options["file"], answer)
        except BadInput as fault:
            raise CommandError(str(fault), returncode=2) from None
        self.stdout.write("".join(f"{line}\n" for line in lines), ending="")


def _policy(path: str | None) -> Any:
    if path is None:
        return None
    from retention.policy import policy_from_file  # late: most runs need no policy file

    return policy_from_file(path)
