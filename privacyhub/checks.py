"""No process with throw-away keys serves anybody or opens the database."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.apps import AppConfig
from django.conf import settings
from django.core.checks import Error, Tags, register
from django.db.backends.signals import connection_created

from privacyhub.keys import hint, refuse_throw_away_keys


def watch_keys() -> None:
    """Refuse the database to a process whose keys are forgotten when it ends.

    What such a process hashed, signed or encrypted could never be checked or read again. Commands that
    need no database run without keys.
    """
    if not settings.DEBUG:
        connection_created.connect(_refuse, dispatch_uid="privacyhub.keys")


def _refuse(**kwargs: Any) -> None:
    refuse_throw_away_keys(settings.THROWN_AWAY_KEYS)


@register(Tags.security, deploy=True)
def keys_are_set(app_configs: Sequence[AppConfig] | None, **kwargs: Any) -> list[Error]:
    """Report secrets that production lacks, in `manage.py check --deploy`."""
    missing = settings.THROWN_AWAY_KEYS
    return [Error("Secrets are missing.", hint=hint(missing), id="privacyhub.E001")] if missing else []
