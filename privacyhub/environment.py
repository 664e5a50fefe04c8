"""What the environment gives, and what a running demo gives instead."""

from __future__ import annotations

from dataclasses import dataclass, fields
from pathlib import Path

NOWHERE = "postgres://nobody@127.0.0.1:1/no-database-is-running"
SERVICES_FILE = "services.env"


@dataclass(frozen=True, kw_only=True)
class LocalServices:
    """The addresses that a running demo wrote down, or addresses where nobody answers."""

    database_url: str = NOWHERE
    redis_url: str = "redis://127.0.0.1:1/0"
    email_url: str = "smtp://127.0.0.1:1"
    site_url: str = "http://localhost:8000"
    demo: str = ""

    @staticmethod
    def broker_url(redis_url: str) -> str:
        """Give Celery's spelling of a Redis address (a socket is `redis+socket`)."""
        return redis_url.replace("unix://", "redis+socket://", 1)

    def write(self, var_dir: Path) -> None:
        """Write the addresses down for commands in a second terminal, for this account alone."""
        file = var_dir / SERVICES_FILE
        file.touch(mode=0o600)
        file.write_text("".join(f"{key.upper()}={value}\n" for key, value in vars(self).items()))


def local_services(var_dir: Path) -> LocalServices:
    """Read where a running `manage.py demo` put its services; none running is no error."""
    file = var_dir / SERVICES_FILE
    if not file.exists():
        return LocalServices()
    known = {field.name for field in fields(LocalServices)}
    pairs = (line.split("=", 1) for line in file.read_text().splitlines() if "=" in line)
    return LocalServices(**{key.lower(): value for key, value in pairs if key.lower() in known})


def plain_words(error: Exception) -> str | None:
    """Give one line for a person when an error is about the installation, not the program; else None."""
    import django.db
    from django.core.exceptions import ImproperlyConfigured

    if isinstance(error, ImproperlyConfigured):
        return str(error)
    if not isinstance(error, django.db.OperationalError) or getattr(error.__cause__, "pgcode", None):
        return None
    reason = (str(error).strip().splitlines() or ["no answer"])[0]
    return (
        f"The database does not answer ({reason}). "
        "Keep `make demo` running in another terminal, or set DATABASE_URL."
    )
