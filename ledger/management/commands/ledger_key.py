"""Print the public key of the ledger."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from ledger.keys import public_key, refuse_a_key_that_is_forgotten


class Command(BaseCommand):
    """Print the key that verifies the ledger's signatures."""

    help = "Print the public key (C2SP signed-note): give it to whoever is to verify the ledger or a receipt."

    def handle(self, *args: Any, **options: Any) -> None:
        """Print it alone on a line."""
        refuse_a_key_that_is_forgotten()
        self.stdout.write(public_key())
