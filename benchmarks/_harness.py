"""A real database for a benchmark: the environment's, or an embedded one with every safety on."""

from __future__ import annotations

import contextlib
import os
import resource
import time
from collections.abc import Callable, Iterator
from typing import Any


@contextlib.contextmanager
def database() -> Iterator[None]:
    """Start Django on a migrated database that is thrown away afterwards."""
    from privacyhub.keys import make_missing
    from privacyhub.services.embedded import embedded_pair
    from privacyhub.services.folders import temporary_folder

    with contextlib.ExitStack() as running:
        folder = running.enter_context(temporary_folder())
        folder.chmod(0o711)
        pair = running.enter_context(embedded_pair(folder, environ=os.environ, keep=True))
        os.environ |= {
            "DATABASE_URL": pair.database_url,
            "REDIS_URL": pair.redis_url,
            "VAR_DIR": str(folder / "var"),
            "DJANGO_SETTINGS_MODULE": "privacyhub.settings",
            "LOG_LEVEL": "WARNING",
        }
        make_missing(folder / "var" / "keys")
        import django

        django.setup()
        from django.core.management import call_command

        call_command("migrate", verbosity=0)
        yield


class Statements:
    """Count the statements a piece of work sends, through Django's execute wrapper."""

    def __init__(self) -> None:
        self.count = 0

    def __call__(self, execute: Callable[..., Any], sql: str, params: Any, many: Any, context: Any) -> Any:
        """Count one statement and send it."""
        self.count += 1
        return execute(sql, params, many, context)


def peak_mib() -> float:
    """Give the highest resident memory of this process so far, in MiB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def timed(work: Callable[[], Any]) -> tuple[float, Any]:
    """Run a piece of work; give its seconds and its result."""
    start = time.perf_counter()
    result = work()
    return time.perf_counter() - start, result
