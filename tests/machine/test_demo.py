"""`make demo` as a person starts it: in a process and a folder of its own."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from django.conf import settings

START_SECONDS = 300
DEMO = [sys.executable, "-m", "privacyhub.demo"]
SERVICES = {"DATABASE_URL", "REDIS_URL", "EMAIL_URL", "SITE_URL"}


def _environment(var_dir: Path) -> dict[str, str]:
    return {name: value for name, value in os.environ.items() if name not in SERVICES} | {
        "VAR_DIR": str(var_dir)
    }


def _run(*command: str, var_dir: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        command,
        cwd=settings.BASE_DIR,
        env=_environment(var_dir),
        capture_output=True,
        text=True,
        timeout=START_SECONDS,
        check=False,
    )


@contextmanager
def _running(var_dir: Path) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """Start the demo and give it with all it said until it was up."""
    demo = subprocess.Popen(
        DEMO,
        cwd=settings.BASE_DIR,
        env=_environment(var_dir),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    assert demo.stdout is not None
    said = ""
    try:
        for line in demo.stdout:
            said += line
            if "Ctrl-C" in line:
                break
        yield demo, said
    finally:
        demo.kill()
        demo.communicate()


def _address(said: str) -> str:
    return next(word for word in said.split() if word.startswith("http://"))


@pytest.fixture(scope="module")
def var_dir(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give one folder to all tests here: the first start makes everything, the others find it."""
    return tmp_path_factory.mktemp("demo")


def test_once_checks_its_pages_and_ends_well(var_dir: Path) -> None:
    once = _run(sys.executable, "manage.py", "demo", "--once", var_dir=var_dir)
    assert once.returncode == 0, once.stdout + once.stderr
    assert "200 /healthz" in once.stdout
    assert not (var_dir / "services.env").exists()


def test_it_runs_until_ctrl_c_and_everything_goes_with_it(var_dir: Path) -> None:
    taken = _take_the_first_port()
    with taken, _running(var_dir) as (demo, said):
        address = _address(said)
        assert urllib.request.urlopen(f"{address}/healthz").status == 200
        assert "Port 8000 is taken" in said
        assert not address.endswith(":8000")

        second_terminal = _run(sys.executable, "manage.py", "showmigrations", "ledger", var_dir=var_dir)
        assert "[X]" in second_terminal.stdout, second_terminal.stderr

        second_start = _run(*DEMO, var_dir=var_dir)
        assert second_start.returncode == 1
        assert f"already running on {address}" in second_start.stdout

        demo.send_signal(signal.SIGINT)
        rest, _ = demo.communicate(timeout=30)
        assert "Stopped." in rest
        assert demo.returncode == 0
    assert _processes_of(var_dir) == []
    assert not (var_dir / "services.env").exists()


def test_kill_9_leaves_no_process(var_dir: Path) -> None:
    with _running(var_dir) as (demo, _):
        assert len(_processes_of(var_dir)) >= 5
        demo.kill()
        demo.wait()
    until = time.monotonic() + 30
    while _processes_of(var_dir) and time.monotonic() < until:
        time.sleep(0.1)
    assert _processes_of(var_dir) == []


def test_a_database_that_does_not_answer_is_one_clear_line(tmp_path: Path) -> None:
    environment = _environment(tmp_path) | {"DATABASE_URL": "postgres://nobody@127.0.0.1:1/none"}
    told = subprocess.run(
        DEMO, cwd=settings.BASE_DIR, env=environment, capture_output=True, text=True, timeout=60, check=False
    )
    assert told.returncode == 1
    assert "The database does not answer" in told.stdout.splitlines()[-1]
    assert "Traceback" not in told.stdout + told.stderr


def _take_the_first_port() -> socket.socket:
    """Take port 8000, unless another program has it already."""
    try:
        return socket.create_server(("127.0.0.1", 8000))
    except OSError:
        return socket.socket()


def _processes_of(var_dir: Path) -> list[str]:
    """Find every process that was started with this folder in its environment."""
    mark = f"VAR_DIR={var_dir}\0".encode()
    return [process.name for process in Path("/proc").glob("[0-9]*") if mark in _surroundings(process)]


def _surroundings(process: Path) -> bytes:
    try:
        return (process / "environ").read_bytes()
    except OSError:  # it has just ended, or belongs to another account
        return b""
