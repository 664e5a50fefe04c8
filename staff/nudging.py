"""Ring the worker's doorbell. The table is the queue: a bell that is not heard loses nothing."""

from __future__ import annotations

import logging

from celery import current_app
from django.db import transaction

log = logging.getLogger(__name__)

EXECUTE = "retention.execute"
SECONDS = 2
"""How long a page waits for the broker at most."""


def nudge_execution() -> None:
    """Ask a worker to execute what may start, once what was written is committed."""
    transaction.on_commit(_ring)


def _ring() -> None:
    try:
        with current_app.connection_for_write(
            connect_timeout=SECONDS,
            transport_options={"socket_connect_timeout": SECONDS, "socket_timeout": SECONDS},
        ) as connection:
            connection.ensure_connection(max_retries=1, timeout=SECONDS)
            current_app.send_task(EXECUTE, connection=connection, retry=False)
    except Exception:  # whatever the broker does, the page answers: the clock rings at 01:00 anyway
        log.warning("the broker did not answer; the worker starts by the clock")
