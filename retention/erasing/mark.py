"""The mark of an erasing transaction: by it alone the triggers know a purge from everybody else (rule 10)."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.db.backends.utils import CursorWrapper

from retention.models import PurgeRun

OPEN = "insert into retention_purgebatch (run_id, xid, open, first, last) values (%s, 0, true, %s, %s)"
CLOSE = """
update retention_purgebatch set open = false
where open and xid = pg_current_xact_id_if_assigned()::text::bigint
"""


@contextmanager
def marked(cursor: CursorWrapper, run: PurgeRun, *, first: int, last: int) -> Iterator[None]:
    """Mark what is done in this transaction as a batch of a run; a fault takes the mark with it.

    To be used inside `transaction.atomic()`. The database refuses a run that has not begun or is
    finished (SQLSTATE 23001).
    """
    cursor.execute(OPEN, [run.pk, first, last])
    yield
    cursor.execute(CLOSE)
