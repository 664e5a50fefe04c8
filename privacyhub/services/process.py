"""Child processes that never outlive the process that started them."""

from __future__ import annotations

import ctypes
import os
import signal
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

PR_SET_PDEATHSIG = 1  # linux/prctl.h
_libc = ctypes.CDLL(None, use_errno=True)


@dataclass(frozen=True, kw_only=True)
class Identity:
    """Who a program runs as: a prefix of the command line, or another account's ids."""

    prefix: tuple[str, ...] = ()
    uid: int | None = None
    gid: int | None = None

    def own(self, folder: Path) -> None:
        """Hand a folder to the account the program runs as."""
        if self.uid is not None and self.gid is not None:
            os.chown(folder, self.uid, self.gid)


MYSELF = Identity()


@dataclass(kw_only=True)
class Child:
    """A running program, its log, and how it is asked to stop."""

    name: str
    popen: subprocess.Popen[bytes]
    log: Path
    stop_signal: signal.Signals

    @property
    def running(self) -> bool:
        """Say whether the program still runs."""
        return self.popen.poll() is None

    def ask_to_stop(self) -> None:
        """Ask the program to stop, and do not wait for it."""
        if self.running:
            self.popen.send_signal(self.stop_signal)

    def stop(self, *, seconds: float = 10) -> None:
        """Ask the program to stop, wait for it, and end it by force when it does not."""
        self.ask_to_stop()
        try:
            self.popen.wait(seconds)
        except subprocess.TimeoutExpired:
            self.popen.kill()
            self.popen.wait()

    def last_words(self) -> str:
        """Give the last line of the log, which is where a program says why it stopped."""
        lines = self.log.read_text(errors="replace").strip().splitlines() if self.log.exists() else []
        return lines[-1] if lines else "it left no message"


def start(
    name: str,
    command: Sequence[str],
    *,
    log: Path,
    identity: Identity = MYSELF,
    pass_fds: tuple[int, ...] = (),
    stop_signal: signal.Signals = signal.SIGTERM,
    orphan_signal: signal.Signals = signal.SIGTERM,
) -> Child:
    """Start a program in a session of its own, so that Ctrl-C reaches the supervisor alone.

    `orphan_signal` is what the kernel sends the program when the supervisor is gone. Call this from a
    thread that lives as long as the supervisor: the kernel watches that thread.
    """
    supervisor = os.getpid()

    def follow_the_supervisor() -> None:
        if sys.platform == "linux":
            _libc.prctl(PR_SET_PDEATHSIG, orphan_signal)
            if os.getppid() != supervisor:  # it died before the line above took effect
                os._exit(1)

    with log.open("ab") as output:
        popen = subprocess.Popen(
            [*identity.prefix, *command],
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            pass_fds=pass_fds,
            user=identity.uid,
            group=identity.gid,
            extra_groups=None if identity.uid is None else (),
            start_new_session=True,
            preexec_fn=follow_the_supervisor,
        )
    return Child(name=name, popen=popen, log=log, stop_signal=stop_signal)
