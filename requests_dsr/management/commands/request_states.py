"""Print the states of a request as a document."""

from typing import Any

from django.core.management.base import BaseCommand

from requests_dsr.diagram import states_document


class Command(BaseCommand):
    """Print docs/request-states.md from the table of states."""

    help = "Print the states of a request, as docs/request-states.md has them."
    requires_system_checks: list[str] = []

    def handle(self, *args: Any, **options: Any) -> None:
        """Print the document."""
        self.stdout.write(states_document(), ending="")
