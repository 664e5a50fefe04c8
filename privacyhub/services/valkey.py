"""An embedded Valkey on a socket: the cache and Celery's doorbell. It keeps nothing on disk."""

from __future__ import annotations

import contextlib
import signal
import time
from collections.abc import Iterator
from pathlib import Path

import redis

from privacyhub.services.binaries import valkey_server
from privacyhub.services.errors import ServiceError
from privacyhub.services.process import Child, start

START_SECONDS = 20


@contextlib.contextmanager
def valkey(*, sockets: Path, log: Path) -> Iterator[str]:
    """Run Valkey and give its address, as REDIS_URL writes it."""
    socket = sockets / "valkey"
    settings = ["--port", "0", "--unixsocket", str(socket), "--unixsocketperm", "700", "--dir", str(sockets)]
    nothing_on_disk = ["--save", "", "--appendonly", "no"]
    server = start(
        "Valkey",
        [str(valkey_server()), *settings, *nothing_on_disk],
        log=log,
        orphan_signal=signal.SIGKILL,
    )
    try:
        _wait_until_it_answers(server, socket)
        yield f"unix://{socket}"
    finally:
        server.stop()


def _wait_until_it_answers(server: Child, socket: Path) -> None:
    until = time.monotonic() + START_SECONDS
    while time.monotonic() < until:
        if not server.running:
            raise ServiceError(f"Valkey did not start: {server.last_words()} (see {server.log})")
        with contextlib.suppress(redis.ConnectionError), redis.Redis(unix_socket_path=str(socket)) as client:
            client.ping()
            return
        time.sleep(0.01)
    raise ServiceError(f"Valkey did not answer within {START_SECONDS} seconds (see {server.log})")
