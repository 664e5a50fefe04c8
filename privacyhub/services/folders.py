"""Temporary folders that are taken away even when the run that made them was killed."""

from __future__ import annotations

import contextlib
import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

PREFIX = "ph-"


@contextlib.contextmanager
def temporary_folder() -> Iterator[Path]:
    """Give a folder open to this account alone, named for this process; remove what killed runs left.

    Its path is short: a socket's path may be at most 107 bytes long, and a repository's path may not be.
    """
    _remove_what_killed_runs_left(Path(tempfile.gettempdir()))
    folder = Path(tempfile.mkdtemp(prefix=f"{PREFIX}{os.getpid()}-"))
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _remove_what_killed_runs_left(place: Path) -> None:
    for folder in place.glob(f"{PREFIX}*-*"):
        pid = folder.name.removeprefix(PREFIX).split("-")[0]
        if pid.isdigit() and not _alive(int(pid)):
            shutil.rmtree(folder, ignore_errors=True)  # another account's stay: removing them is refused


def _alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True
