"""`manage.py make_secrets FOLDER`: the files that docker-compose.yml reads its secrets from."""

from __future__ import annotations

import secrets
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand

from privacyhub.keys import make_missing, write_secret

# The folder is closed; its files are not, since each is mounted alone into a container of another account.
IN_A_CLOSED_FOLDER = 0o644


class Command(BaseCommand):
    """See the top of this file."""

    help = "Make the secrets a folder lacks: the four keys, the database's password and its address."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the folder."""
        parser.add_argument("folder", type=Path)

    def handle(self, *args: Any, folder: Path, **options: Any) -> None:
        """Make what is missing and keep what is there."""
        made = make_missing(folder, mode=IN_A_CLOSED_FOLDER) + self._make_password(folder)
        self.stdout.write(f"Made in {folder}: {', '.join(made)}." if made else f"{folder} lacks nothing.")

    def _make_password(self, folder: Path) -> list[str]:
        if (folder / "postgres_password").exists():
            return []
        password = secrets.token_urlsafe(32)
        address = f"postgres://privacyhub:{password}@postgres:5432/privacyhub"
        write_secret(folder / "postgres_password", password, mode=IN_A_CLOSED_FOLDER)
        write_secret(folder / "database_url", address, mode=IN_A_CLOSED_FOLDER)
        return ["postgres_password", "database_url"]
