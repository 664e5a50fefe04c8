"""Run an `explain_*` command as a person would: another process, and an environment with nothing in it."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]


def run(command: str, *arguments: str, stdin: str | bytes = b"") -> subprocess.CompletedProcess[str]:
    """Run it from an empty environment, so without database, keys or services."""
    done = subprocess.run(
        [sys.executable, str(ROOT / "manage.py"), command, *arguments],
        input=stdin.encode() if isinstance(stdin, str) else stdin,
        capture_output=True,
        env={},
        timeout=60,
        check=False,
    )
    return subprocess.CompletedProcess(done.args, done.returncode, done.stdout.decode(), done.stderr.decode())


def answers(command: str, *arguments: str, stdin: str = "") -> list[dict[str, Any]]:
    """Give what it prints, line by line."""
    done = run(command, *arguments, stdin=stdin)
    assert (done.returncode, done.stderr) == (0, "")
    return [json.loads(line) for line in done.stdout.splitlines()]
