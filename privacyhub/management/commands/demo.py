"""`manage.py demo [--once] [--port PORT]`: PrivacyHub on a bare machine."""

from __future__ import annotations

import os
import sys
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand


class Command(BaseCommand):
    """See the top of this file."""

    help = "Start PrivacyHub with embedded services and invented people; Ctrl-C stops it all."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take `--once` and `--port`."""
        parser.add_argument(
            "--once", action="store_true", help="check its own pages, print the report and exit"
        )

        parser.add_argument("--port", default="", help="the port of the pages (PORT; else 8000 or the next)")

    def handle(self, *args: Any, once: bool, port: str, **options: Any) -> None:
        """Hand over to a process that has not read the settings yet: the services come first."""
        given = [*(["--once"] if once else []), *(["--port", port] if port else [])]
        os.execv(sys.executable, [sys.executable, "-m", "privacyhub.demo", *given])
