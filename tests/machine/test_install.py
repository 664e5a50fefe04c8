"""`make` on a machine that lacks something: one clear line each."""

from __future__ import annotations

import importlib.util
import os
import shutil
import subprocess
import sys
from collections import namedtuple
from pathlib import Path
from types import ModuleType

import pytest
from django.conf import settings

ROOT = Path(settings.BASE_DIR)
Usage = namedtuple("Usage", "total used free")


@pytest.fixture
def clone(tmp_path: Path) -> Path:
    """Give a folder with what installing needs, and nothing installed."""
    shutil.copy(ROOT / "Makefile", tmp_path)
    shutil.copytree(ROOT / "requirements", tmp_path / "requirements")
    return tmp_path


def _make(clone: Path, *arguments: str, path: str | None = None) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "PATH": path or os.environ["PATH"]}
    command = [shutil.which("make") or "make", *arguments]
    return subprocess.run(
        command, cwd=clone, env=environment, capture_output=True, text=True, timeout=60, check=False
    )


def _program(path: Path, script: str) -> Path:
    path.write_text(f"#!/bin/sh\n{script}\n")
    path.chmod(0o755)
    return path


def test_a_python_that_is_too_old_is_named_with_its_version(clone: Path) -> None:
    pretend = "import sys; sys.version_info = (3, 9, 18); exec(sys.argv[1])"
    old = _program(clone / "old-python", f"exec '{sys.executable}' -c '{pretend}' \"$2\"")
    told = _make(clone, "demo", f"PY={old}")
    assert told.returncode != 0
    assert told.stderr.splitlines()[0] == f"PrivacyHub needs Python 3.11 or newer; {old} is 3.9."


def test_no_python_at_all_is_one_line_that_says_what_to_do(clone: Path) -> None:
    bare = clone / "bin"
    bare.mkdir()
    (bare / "sh").symlink_to("/bin/sh")
    told = _make(clone, "demo", path=str(bare))
    assert told.stderr.startswith("PrivacyHub needs Python 3.11 or newer: install it, or name one")


@pytest.fixture
def install(clone: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location("install", clone / "requirements" / "install.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_a_full_disk_is_told_before_anything_is_made(
    install: ModuleType, clone: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shutil, "disk_usage", lambda _: Usage(1, 1, 100 * 2**20))
    with pytest.raises(SystemExit, match="600 MB of disk are needed here and 100 MB are free"):
        install.main("demo")
    assert not (clone / ".venv").exists()


def test_a_python_without_pip_and_ensurepip_is_told(
    install: ModuleType, clone: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None)
    with pytest.raises(SystemExit, match="install python3-venv"):
        install.main("demo")
    assert not (clone / ".venv").exists()


def test_nothing_is_done_again_until_a_pin_changes(
    install: ModuleType, clone: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    done: list[str] = []
    monkeypatch.setattr(install, "_make_environment", lambda: _program_of(clone))
    monkeypatch.setattr(install, "_install_quick_installer", lambda: None)
    monkeypatch.setattr(install, "_install", done.append)
    install.main("demo")
    install.main("demo")
    assert done == ["demo"]
    with (clone / "requirements" / "base.txt").open("a") as lock:
        lock.write("# changed\n")
    install.main("demo")
    assert done == ["demo", "demo"]


def _program_of(clone: Path) -> None:
    (clone / ".venv" / "bin").mkdir(parents=True)
    _program(clone / ".venv" / "bin" / "python", "exit 0")


def test_pip_takes_over_where_uv_cannot_install(
    install: ModuleType, clone: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    _program_of(clone)
    _program(clone / ".venv" / "bin" / "uv", "exit 2")
    _program(clone / ".venv" / "bin" / "pip", "exit 0")
    install.main("demo")
    assert "The same with pip" in capfd.readouterr().err
    assert (clone / ".venv" / ".installed-demo").exists()


def test_what_pip_said_is_shown_when_nothing_helps(
    install: ModuleType, clone: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    _program_of(clone)
    _program(clone / ".venv" / "bin" / "python", '[ "$1" = -c ] || { echo no network here; exit 1; }')
    _program(clone / ".venv" / "bin" / "pip", "")
    with pytest.raises(SystemExit, match="could not be installed"):
        install.main("demo")
    assert "no network here" in capfd.readouterr().err
    assert not (clone / ".venv" / ".installed-demo").exists()
