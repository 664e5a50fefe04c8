"""An embedded PostgreSQL: made on first use, reached through a socket, stopped with its supervisor."""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import psycopg2

from privacyhub.services.account import account_for_postgres, reachable_binaries, reachable_data
from privacyhub.services.binaries import major_version, postgres_bin
from privacyhub.services.errors import ServiceError
from privacyhub.services.process import Child, Identity, start

# Sixty seconds: a busy machine may need to replay the write-ahead log of a killed run.
START_SECONDS = 60
STOP_SECONDS = 10
KEPT = ("-c", "fsync=on")
THROWN_AWAY = ("-c", "fsync=off", "-c", "synchronous_commit=off", "-c", "full_page_writes=off")


@contextlib.contextmanager
def postgres(
    data: Path,
    *,
    sockets: Path,
    options: tuple[str, ...] = KEPT,
    binaries: Path | None = None,
    identity: Identity | None = None,
) -> Iterator[str]:
    """Run PostgreSQL on a data folder and give its address, as DATABASE_URL writes it.

    `sockets` is an existing folder with a short path, open to this account alone: whoever can enter it
    needs no password. Raises ServiceError with one line when the server cannot start.
    """
    identity = identity or account_for_postgres()
    found = binaries or postgres_bin()
    programs = reachable_binaries(found, identity)
    data = reachable_data(data, identity)
    _make_data_folder(data, programs, identity)
    identity.own(sockets)
    server = _start(programs, data, sockets, options, identity)
    try:
        _wait_until_it_answers(server, sockets)
        yield f"postgres://postgres@/postgres?host={sockets}"
    finally:
        server.stop(seconds=120)


def _make_data_folder(data: Path, programs: Path, identity: Identity) -> None:
    version = data / "PG_VERSION"
    if version.exists():
        _same_version(version.read_text().strip(), major_version(programs), data)
        _forget_dead_server(data)
        return
    shutil.rmtree(data, ignore_errors=True)  # what an interrupted first run left
    data.mkdir(parents=True, mode=0o700)
    identity.own(data)
    _initdb(data, programs, identity)


def _initdb(data: Path, programs: Path, identity: Identity) -> None:
    command = [*identity.prefix, str(programs / "initdb"), "-D", str(data), "-U", "postgres", "-A", "trust"]
    settings = ["--encoding=UTF8", "--locale=C.UTF-8", "--no-sync"]
    made = subprocess.run(
        [*command, *settings],
        capture_output=True,
        text=True,
        check=False,
        user=identity.uid,
        group=identity.gid,
        cwd=data,
    )
    if made.returncode:
        shutil.rmtree(data, ignore_errors=True)
        said = [line for line in made.stderr.splitlines() if line.strip()] or [f"exit {made.returncode}"]
        lines = [line for line in said if "error:" in line or "FATAL" in line] or said[-1:]
        raise ServiceError(f"PostgreSQL could not make its data folder {data}: {lines[0]}")


def _same_version(made_by: str, now: str, data: Path) -> None:
    if made_by != now:
        raise ServiceError(
            f"{data} was made by PostgreSQL {made_by} and this is PostgreSQL {now}: "
            "move the folder away (or delete it, if its data is of no use) and start again."
        )


def _forget_dead_server(data: Path) -> None:
    """Remove the mark of a server that was killed; wait for one that is going; refuse one that stays.

    PostgreSQL itself refuses to start when another program has since been given the same process number.
    """
    mark = data / "postmaster.pid"
    if not mark.exists():
        return
    pid = mark.read_text().split("\n", 1)[0].strip()
    if pid.isdigit() and not _gone(int(pid)):
        raise ServiceError(f"A PostgreSQL (process {pid}) is already running on {data}: stop it first.")
    mark.unlink(missing_ok=True)


def _gone(pid: int) -> bool:
    """Say whether a server is gone, or goes within the time that one takes whose supervisor was killed."""
    until = time.monotonic() + STOP_SECONDS
    while _is_postgres(pid):
        if time.monotonic() > until:
            return False
        time.sleep(0.1)
    return True


def _is_postgres(pid: int) -> bool:
    command = Path(f"/proc/{pid}/comm")
    if Path("/proc/self").exists():
        return command.exists() and command.read_text().strip() == "postgres"
    try:  # no /proc (macOS): any living process with that number is taken for the server
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def _start(programs: Path, data: Path, sockets: Path, options: tuple[str, ...], identity: Identity) -> Child:
    command = [str(programs / "postgres"), "-D", str(data), "-k", str(sockets), "-h", "", *options]
    log = data.parent / f"{data.name}.log"
    # SIGINT is its fast shutdown: everything is written, which takes long on a busy disk. Without a
    # supervisor it goes at once (SIGQUIT), and the next start replays the write-ahead log.
    return start(
        "PostgreSQL",
        command,
        log=log,
        identity=identity,
        stop_signal=signal.SIGINT,
        orphan_signal=signal.SIGQUIT,
    )


def _wait_until_it_answers(server: Child, sockets: Path) -> None:
    until = time.monotonic() + START_SECONDS
    while time.monotonic() < until:
        if not server.running:
            raise ServiceError(f"PostgreSQL did not start: {server.last_words()} (see {server.log})")
        with contextlib.suppress(psycopg2.OperationalError):
            psycopg2.connect(host=str(sockets), user="postgres", dbname="postgres").close()
            return
        time.sleep(0.02)
    raise ServiceError(f"PostgreSQL did not answer within {START_SECONDS} seconds (see {server.log})")
