"""What `manage.py check` says of the ledger's settings."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, Warning, register
from django.db import connection

from ledger.verify import read_key


@register(Tags.security)
def earlier_keys_can_be_read(**kwargs: Any) -> list[CheckMessage]:
    """Find keys in LEDGER_PUBLIC_KEYS that are not in the spelling of C2SP signed-note."""
    found: list[CheckMessage] = []
    for key in settings.LEDGER_PUBLIC_KEYS:
        try:
            read_key(key)
        except ValueError:
            hint = "Paste what `manage.py ledger_key` printed while that key was in use."
            found.append(
                Error(f"LEDGER_PUBLIC_KEYS holds {key!r}, which is no key.", hint=hint, id="ledger.E001")
            )
    return found


@register(Tags.security, deploy=True)
def database_is_not_named_as_a_test(**kwargs: Any) -> list[CheckMessage]:
    """Warn of a name under which the ledger may be emptied with TRUNCATE."""
    name = str(connection.settings_dict["NAME"])
    if not name.startswith("test_"):
        return []
    hint = "Only the test runner's database begins with test_: there the ledger lets TRUNCATE through."
    return [Warning(f"The database is named {name}.", hint=hint, id="ledger.W001")]
