"""The three programs of an installation, as docker-compose.yml starts them too."""

from __future__ import annotations

import signal
import socket
import sys
import time
from pathlib import Path

from privacyhub.services.errors import ServiceError
from privacyhub.services.process import Child, start

CELERY = (sys.executable, "-m", "celery", "-A", "privacyhub")
QUIET = ("--loglevel", "INFO", "--without-gossip", "--without-mingle", "--without-heartbeat")
WORKER_SECONDS = 90  # a process importing Django on a busy machine


def web(listener: socket.socket, logs: Path) -> Child:
    """Serve pages on a socket that is already open, so that nobody can take its port in between."""
    gunicorn = (sys.executable, "-m", "gunicorn", "privacyhub.wsgi", "--worker-class", "gthread")
    # Loaded once and then divided: half the time, and half the memory.
    size = ("--preload", "--workers", "2", "--threads", "4", "--graceful-timeout", "3")
    return start(
        "The web server",
        [*gunicorn, *size, "--bind", f"fd://{listener.fileno()}"],
        log=_new(logs / "web.log"),
        pass_fds=(listener.fileno(),),
        orphan_signal=signal.SIGQUIT,
    )


def worker(logs: Path) -> Child:
    """Carry out tasks. An orphan ends at once: asked politely, it would look for its broker first."""
    return start(
        "The worker",
        [*CELERY, "worker", "--concurrency", "1", *QUIET],
        log=_new(logs / "worker.log"),
        orphan_signal=signal.SIGKILL,
    )


def beat(logs: Path) -> Child:
    """Ring the worker at the times of the schedule."""
    return start(
        "Beat",
        [*CELERY, "beat", "--loglevel", "INFO"],
        log=_new(logs / "beat.log"),
        orphan_signal=signal.SIGKILL,
    )


def wait_for_the_worker(children: list[Child]) -> None:
    """Send a task and wait until it was carried out; raise ServiceError when it was not."""
    from privacyhub.health import heartbeat, last_heartbeat

    before, until = last_heartbeat(), time.monotonic() + WORKER_SECONDS
    heartbeat.delay()
    while last_heartbeat() == before:
        all_running(children)
        if time.monotonic() > until:
            raise ServiceError(f"The worker did nothing for {WORKER_SECONDS} seconds (see {children[1].log})")
        time.sleep(0.1)


def all_running(children: list[Child]) -> None:
    """Raise ServiceError when a program has stopped by itself."""
    for child in children:
        if not child.running:
            raise ServiceError(f"{child.name} stopped by itself: {child.last_words()} (see {child.log})")


def _new(log: Path) -> Path:
    log.unlink(missing_ok=True)
    return log
