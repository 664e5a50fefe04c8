"""Look through a policy file without a database: its faults, or its findings."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import get_language

from register.policyfile import PolicyFileError, load
from register.policyfile.linting import lint
from register.policyfile.loading import published_text


class Command(BaseCommand):
    """Say what is wrong in a file; needs no database and no running service."""

    help = "Check a policy file: every fault with its line (exit 2), or the findings it would raise."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the file."""
        parser.add_argument("file", metavar="FILE")

    def handle(self, *args: Any, **options: Any) -> None:
        """Print the findings, or fail with the faults."""
        try:
            policy = load(options["file"])
            found = lint(policy, published_text(policy, options["file"]))
        except PolicyFileError as error:
            raise CommandError("\n".join(error.lines()), returncode=2) from None
        language = "sv" if (get_language() or "sv").startswith("sv") else "en"
        for finding in found:
            self.stdout.write(f"{finding.code} {finding.where}: {getattr(finding.text, language)}")
        self.stdout.write(f"{options['file']}: no faults, {len(found)} findings")
