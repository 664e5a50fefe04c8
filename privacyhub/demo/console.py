"""How the demo speaks: what it does, that it still does it, and how long it took."""

from __future__ import annotations

import contextlib
import sys
import threading
import time
from collections.abc import Iterator
from typing import TextIO

STILL_AT_IT_SECONDS = 10


class Console:
    """A person's terminal, or a log."""

    def __init__(self, stream: TextIO | None = None) -> None:
        self.stream = stream or sys.stdout

    def say(self, line: str = "") -> None:
        """Write a line at once; whoever reads may be waiting."""
        print(line, file=self.stream, flush=True)

    @contextlib.contextmanager
    def step(self, label: str) -> Iterator[None]:
        """Announce a step, speak up while it takes long, and say how long it took."""
        self.say(f"- {label}")
        started = time.monotonic()
        done = threading.Event()
        ticker = threading.Thread(target=self._tick, args=(done, started), daemon=True)
        ticker.start()
        try:
            yield
        finally:
            done.set()
            ticker.join()
        self.say(f"    {time.monotonic() - started:.1f} s")

    def _tick(self, done: threading.Event, started: float) -> None:
        while not done.wait(STILL_AT_IT_SECONDS):
            self.say(f"    still at it, {time.monotonic() - started:.0f} s")
