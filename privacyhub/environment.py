"""What the environment gives, and what a bare machine gets instead: services and keys."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from pathlib import Path

import environ

NOWHERE = "postgres://nobody@127.0.0.1:1/no-database-is-running"


@dataclass(frozen=True, kw_only=True)
class LocalServices:
    """The addresses of the embedded pair and the mail sink, or addresses where nobody answers."""

    database_url: str = NOWHERE
    redis_url: str = "redis://127.0.0.1:1/0"
    email_url: str = "smtp://127.0.0.1:1"

    @staticmethod
    def broker_url(redis_url: str) -> str:
        """Give Celery's spelling of a Redis address (a socket is `redis+socket`)."""
        return redis_url.replace("unix://", "redis+socket://", 1)


def local_services(var_dir: Path) -> LocalServices:
    """Read where `manage.py demo` or the tests put their services; none running is no error."""
    file = var_dir / "services.env"
    if not file.exists():
        return LocalServices()
    pairs = (line.split("=", 1) for line in file.read_text().splitlines() if "=" in line)
    return LocalServices(**{key.lower(): value for key, value in pairs})


def secret(env: environ.Env, name: str, var_dir: Path) -> str:
    """Read a secret from NAME, from the file in NAME_FILE, or from `var/keys`; else a throw-away one."""
    if value := env.str(name, default=""):
        return value
    file = Path(env.str(f"{name}_FILE", default=str(var_dir / "keys" / name.lower())))
    return file.read_text().strip() if file.exists() else secrets.token_urlsafe(48)
