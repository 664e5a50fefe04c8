"""Verify the ledger by hand: the database, or a file that was exported from it."""

from __future__ import annotations

import sys
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _

from ledger import verify
from ledger.audit import Audit, audit
from ledger.heads import heads_file
from ledger.keys import public_key

NAMED = 10


class Command(BaseCommand):
    """Derive everything anew, and say what differs."""

    help = "Verify every entry, hash and signed head of the ledger. Exit code 1 if anything differs."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare the options."""
        parser.add_argument("--export", metavar="FILE", help="verify an exported file instead")

    def handle(self, *args: Any, **options: Any) -> None:
        """Verify, report, and leave with 0 or 1."""
        if options["export"]:
            sys.exit(self._verify_file(options["export"]))
        result = audit()
        self._tell(result)
        if result.findings:
            sys.exit(1)

    def _verify_file(self, path: str) -> int:
        outside = ["--heads", str(heads_file())] if heads_file().exists() else []
        return verify.main([path, "--key", public_key(), *outside])

    def _tell(self, result: Audit) -> None:
        self.stdout.write(
            _("%(size)s rader följda, %(heads)s förseglingar jämförda.")
            % {"size": result.size, "heads": result.heads}
        )
        if result.waiting:
            first = ", ".join(str(entry_id) for entry_id in result.waiting[:NAMED])
            self.stdout.write(
                _("%(count)s rader väntar på försegling: id %(ids)s%(more)s")
                % {
                    "count": len(result.waiting),
                    "ids": first,
                    "more": " …" if len(result.waiting) > NAMED else "",
                }
            )
        for finding in result.findings:
            self.stdout.write(self.style.ERROR(finding))
        if not result.findings:
            self.stdout.write(self.style.SUCCESS(_("Allt stämmer.")))
