"""Make the virtual environment and put the pinned, hashed libraries into it.

    python3 requirements/install.py demo | dev

Needs Python 3.11 or newer with pip, and nothing else. A second run with the same pins does nothing.
"""

from __future__ import annotations

import hashlib
import importlib.util
import os
import shutil
import subprocess
import sys
import tempfile
import time
import venv
from collections.abc import Sequence
from pathlib import Path

HERE = Path(__file__).resolve().parent
VENV = HERE.parent / ".venv"
PYTHON = VENV / "bin" / "python"
LOCKS = {"demo": ("base", "demo"), "dev": ("base", "demo", "dev")}
SPACE = {"demo": 600, "dev": 1300}  # MB, with PostgreSQL's first data folder
TAIL = 12  # lines of a failed program's output that are shown


def main(target: str) -> None:
    """Install what a target needs, unless it is installed already."""
    stamp, mark = VENV / f".installed-{target}", _mark(target)
    if PYTHON.exists() and stamp.exists() and stamp.read_text() == mark:
        return
    _require_space(SPACE[target])
    if not _works(PYTHON):
        _make_environment()
    _install_quick_installer()
    _install(target)
    stamp.write_text(mark)


def _mark(target: str) -> str:
    """Name an environment by its pins and its Python: a change of either installs again."""
    pins = b"".join(_lock(name).read_bytes() for name in LOCKS[target])
    return f"{sys.version_info[:2]} {hashlib.sha256(pins).hexdigest()}"


def _lock(name: str) -> Path:
    return HERE / f"{name}.txt"


def _require_space(megabytes: int) -> None:
    free = shutil.disk_usage(HERE).free // 2**20
    if free < megabytes:
        _stop(f"{megabytes} MB of disk are needed here and {free} MB are free: make room and try again.")


def _works(python: Path) -> bool:
    try:
        return subprocess.run([python, "-c", ""], capture_output=True, check=False).returncode == 0
    except OSError:
        return False


def _make_environment() -> None:
    """Make .venv; where Debian left out ensurepip, the machine's own pip serves it from outside."""
    has_ensurepip = importlib.util.find_spec("ensurepip") is not None
    if not has_ensurepip and importlib.util.find_spec("pip") is None:
        _stop("This Python has neither pip nor ensurepip: install python3-venv (Debian, Ubuntu) or pip.")
    with _Step("Making .venv"):
        try:
            venv.create(VENV, clear=True, with_pip=has_ensurepip, symlinks=True)
        except subprocess.CalledProcessError as problem:
            _stop(f"Python could not put pip into .venv ({problem}): install python3-venv (Debian, Ubuntu).")


def _pip() -> list[str]:
    if (VENV / "bin" / "pip").exists():
        return [str(PYTHON), "-m", "pip"]
    return [sys.executable, "-m", "pip", "--python", str(PYTHON)]


def _install_quick_installer() -> None:
    with _Step("Installing the installer (uv)") as step:
        step.run([*_pip(), "install", *_hashed(("bootstrap",)), "--disable-pip-version-check"])


def _install(target: str) -> None:
    """Install with uv; where it cannot reach an index (it does not read pip's settings), with pip."""
    with _Step(f"Installing the libraries ({', '.join(LOCKS[target])})") as step:
        uv = [str(VENV / "bin" / "uv"), "pip", "install", "--python", str(PYTHON)]
        if step.run([*uv, *_hashed(LOCKS[target])]):
            return
    with _Step("The same with pip, which is slower") as step:
        if not step.run([*_pip(), "install", "--disable-pip-version-check", *_hashed(LOCKS[target])]):
            step.show()
            _stop("The libraries could not be installed: pip's last words are above.")


def _hashed(names: Sequence[str]) -> list[str]:
    return ["--require-hashes", *(part for name in names for part in ("-r", str(_lock(name))))]


class _Step:
    """One long step: says what it does, that it still does it, and how long it took."""

    def __init__(self, label: str) -> None:
        self.label, self.started, self.output = label, time.monotonic(), ""

    def __enter__(self) -> _Step:
        _say(f"{self.label} ...")
        return self

    def __exit__(self, *_: object) -> None:
        _say(f"   {time.monotonic() - self.started:.1f} s")

    def run(self, command: Sequence[str]) -> bool:
        """Run a program without a word unless it takes long; say whether it went well."""
        environment = {**os.environ, "UV_HTTP_TIMEOUT": "20", "PYTHONWARNINGS": "ignore"}
        with tempfile.TemporaryFile("w+") as log:
            try:
                program = subprocess.Popen(command, stdout=log, stderr=subprocess.STDOUT, env=environment)
            except OSError as problem:
                self.output = str(problem)
                return False
            self._wait(program)
            log.seek(0)
            self.output = log.read()
        return program.returncode == 0

    def _wait(self, program: subprocess.Popen[bytes]) -> None:
        while True:
            try:
                program.wait(10)
                return
            except subprocess.TimeoutExpired:
                _say(f"   still at it, {time.monotonic() - self.started:.0f} s")
            except KeyboardInterrupt:
                program.wait()
                _stop("Stopped. The next run goes on from here.")

    def show(self) -> None:
        """Show the end of what the program said."""
        _say("\n".join(f"   {line}" for line in self.output.strip().splitlines()[-TAIL:]))


def _say(line: str) -> None:
    print(line, file=sys.stderr, flush=True)  # noqa: T201 - this is its way to speak


def _stop(line: str) -> None:
    sys.exit(line)


if __name__ == "__main__":
    if sys.argv[1:] not in (["demo"], ["dev"]):
        _stop("Usage: python3 requirements/install.py demo | dev")
    try:
        main(sys.argv[1])
    except OSError as error:
        _stop(f"{error.filename or VENV}: {error.strerror}.")
