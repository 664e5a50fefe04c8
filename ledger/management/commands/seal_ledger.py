"""Seal the ledger by hand."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ImproperlyConfigured
from django.core.management.base import BaseCommand, CommandError

from ledger.heads import HeadsDisagree
from ledger.services import seal
from ledger.verify import Refused


class Command(BaseCommand):
    """Give every committed entry its place in the tree, and sign the head."""

    help = "Seal the ledger, and print the signed head: mail it to whoever keeps the heads."

    def handle(self, *args: Any, **options: Any) -> None:
        """Print the head as it was signed."""
        try:
            self.stdout.write(seal().note, ending="")
        except (HeadsDisagree, ImproperlyConfigured, OSError, Refused) as problem:
            raise CommandError(str(problem)) from problem
