"""Write the ledger to a file that anybody can verify."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from ledger.export import write_export
from ledger.keys import public_key


class Command(BaseCommand):
    """Export every entry and every signed head."""

    help = "Export the ledger as JSON lines; ledger/verify.py checks the file without this program."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare the argument."""
        parser.add_argument("file", type=Path)

    def handle(self, *args: Any, **options: Any) -> None:
        """Write the file whole or not at all, and say how to verify it."""
        path: Path = options["file"]
        half = path.with_name(f"{path.name}.half")
        try:
            with half.open("wb") as file:
                size = write_export(file)
            half.rename(path)
        except OSError as problem:
            half.unlink(missing_ok=True)
            raise CommandError(
                _("%(file)s kan inte skrivas: %(why)s") % {"file": path, "why": problem.strerror}
            ) from problem
        self.stdout.write(_("%(size)s rader i %(file)s. Verifiera:") % {"size": size, "file": path})
        self.stdout.write(f"  python ledger/verify.py {path} --key {public_key()}")
