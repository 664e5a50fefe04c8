"""What the demo stands on: its folder, its secrets, its services, its port, and a note of where they are."""

from __future__ import annotations

import contextlib
import fcntl
import os
import shutil
import socket
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from privacyhub.demo.console import Console
from privacyhub.environment import SERVICES_FILE, LocalServices, local_services
from privacyhub.keys import make_missing
from privacyhub.services.embedded import embedded_pair
from privacyhub.services.errors import ServiceError
from privacyhub.services.mail_sink import mail_sink

HOST, FIRST_PORT, PORTS = "127.0.0.1", 8000, 100
ROOM_MB = 200  # PostgreSQL's first folder and its write-ahead log


@dataclass(frozen=True, kw_only=True)
class Site:
    """Where the demo is: its folder, and the open socket and address of its web server."""

    var_dir: Path
    listener: socket.socket
    url: str


@contextlib.contextmanager
def surroundings(var_dir: Path, console: Console, *, port: int | None = None) -> Iterator[Site]:
    """Start what is missing, put it in the environment, and take everything away at the end.

    Raises ServiceError, before anything is started, where the `port` that was asked for is taken.
    """
    with contextlib.ExitStack() as stack:
        stack.enter_context(_own_folder(var_dir))
        listener = stack.enter_context(listening(console, port=port))
        if made := make_missing(var_dir / "keys"):
            console.say(f"- Made {', '.join(made)} in {var_dir / 'keys'}")
        with console.step("Starting PostgreSQL, Valkey and a mailbox"):
            pair = stack.enter_context(embedded_pair(var_dir, environ=os.environ, keep=True))
            mail = stack.enter_context(mail_sink(var_dir / "mail"))
        url = f"http://{HOST}:{listener.getsockname()[1]}"
        services = LocalServices(
            database_url=pair.database_url,
            redis_url=pair.redis_url,
            email_url=os.environ.get("EMAIL_URL", mail.url),
            site_url=os.environ.get("SITE_URL", url),
            demo="1",
        )
        os.environ |= {key.upper(): value for key, value in vars(services).items()}
        stack.enter_context(_written_down(services, var_dir))
        yield Site(var_dir=var_dir, listener=listener, url=url)


@contextlib.contextmanager
def _own_folder(var_dir: Path) -> Iterator[None]:
    """Make the folder private and let one demo at a time use it."""
    var_dir.mkdir(parents=True, exist_ok=True, mode=0o700)
    if shutil.disk_usage(var_dir).free < ROOM_MB * 2**20:
        raise ServiceError(f"{ROOM_MB} MB of disk are needed for {var_dir}: make room and try again.")
    with (var_dir / "demo.lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise ServiceError(
                f"The demo is already running on {local_services(var_dir).site_url}: stop it first, "
                "or give this one a folder of its own with VAR_DIR=..."
            ) from None
        yield


def port_from(text: str) -> int | None:
    """Read a port as somebody wrote it; None where nothing is written. Raises ServiceError."""
    if not text:
        return None
    if not (text.isascii() and text.isdigit() and 0 < int(text) < 65_536):
        raise ServiceError(f"PORT={text} is no port: give a number from 1 to 65535.")
    return int(text)


@contextlib.contextmanager
def listening(console: Console, *, port: int | None = None) -> Iterator[socket.socket]:
    """Listen on the port that was asked for and no other; else on 8000, or on the next that is free."""
    if port is not None:
        try:
            listener = socket.create_server((HOST, port), backlog=128)
        except OSError as problem:
            raise ServiceError(
                f"Port {port} cannot be used ({problem.strerror}): choose another, or free it and try again."
            ) from None
        with listener:
            yield listener
        return
    for port in range(FIRST_PORT, FIRST_PORT + PORTS):
        try:
            listener = socket.create_server((HOST, port), backlog=128)
        except OSError:
            continue
        if port != FIRST_PORT:
            console.say(f"- Port {FIRST_PORT} is taken: using {port}")
        with listener:
            yield listener
        return
    raise ServiceError(
        f"No port from {FIRST_PORT} to {FIRST_PORT + PORTS - 1} is free: free one and try again."
    )


@contextlib.contextmanager
def _written_down(services: LocalServices, var_dir: Path) -> Iterator[None]:
    services.write(var_dir)
    try:
        yield
    finally:
        (var_dir / SERVICES_FILE).unlink(missing_ok=True)
