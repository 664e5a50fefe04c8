"""A purge that kills its own process at a named point: `python -m tests.retention.purge.crashing POINT`.

The point is a piece of SQL; the process sends itself SIGKILL right after the `nth` statement that
contains it, so the server sees a connection that vanished in the middle of a batch.
"""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable
from datetime import date
from typing import Any

TODAY = date(2026, 11, 25)


def main(point: str, nth: int) -> None:
    """Execute the waiting run of every controller, and die on the way."""
    import django

    django.setup()
    from django.db import connection

    from retention.models import PurgeRun
    from retention.purge import executing

    executing.HOLDERS_PER_BATCH = 10
    run = PurgeRun.objects.get(state="planned")
    with connection.execute_wrapper(_killer(point, nth)):
        if point == "COMMIT":
            connection.ensure_connection()
            _kill_after_commit(connection, nth)
        executing.execute(run=run, today=TODAY)


def _killer(point: str, nth: int) -> Callable[..., Any]:
    seen = 0

    def wrapper(execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:
        nonlocal seen
        result = execute(sql, params, many, context)
        seen += point in sql
        if point in sql and seen == nth:
            os.kill(os.getpid(), signal.SIGKILL)
        return result

    return wrapper


def _kill_after_commit(connection: Any, nth: int) -> None:
    commit, seen = connection._commit, 0

    def dying() -> None:
        nonlocal seen
        commit()
        seen += 1
        if seen == nth:
            os.kill(os.getpid(), signal.SIGKILL)

    connection._commit = dying


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
