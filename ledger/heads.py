"""The signed heads, and the file outside the database that keeps them too.

Whoever may rewrite the tables may rewrite what stands in them. The file (LEDGER_HEADS_FILE) keeps
every head ever signed, so that a rewritten or restored database shows; copies of it belong with
somebody else (docs/ledger.md).
"""

from __future__ import annotations

import base64
import fcntl
import json
import logging
import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from io import BufferedRandom
from pathlib import Path

from django.conf import settings

from ledger.keys import sign_note
from ledger.models import Checkpoint
from ledger.verify import read_head

logger = logging.getLogger(__name__)
LONGEST_LINE = 8192


class HeadsDisagree(RuntimeError):
    """The database does not hold the head that was published last: it was restored or rewritten."""


def new_head(*, size: int, root: bytes, at: datetime, settled_id: int) -> Checkpoint:
    """Sign a head over `size` entries (C2SP tlog-checkpoint); the time and the mark are signed with it."""
    encoded = base64.b64encode(root).decode()
    body = f"{settings.LEDGER_ORIGIN}\n{size}\n{encoded}\nat {_spell(at)}\nsettled {settled_id}\n"
    return Checkpoint(size=size, root=root, sealed_at=at, settled_id=settled_id, note=sign_note(body))


def repeats_its_note(head: Checkpoint) -> bool:
    """Tell whether the columns of a head say what its signed note says."""
    try:
        _, size, root = read_head(head.note)
    except ValueError:
        return False
    lines = head.note.split("\n")[3:5]
    said = [f"at {_spell(head.sealed_at)}", f"settled {head.settled_id}"]
    return (size, root) == (head.size, bytes(head.root)) and lines == said


def heads_file() -> Path:
    """Give the place of the heads file."""
    return Path(settings.LEDGER_HEADS_FILE)


def refuse_a_second_history() -> None:
    """Refuse to sign on when the file holds a head that the database does not; raise HeadsDisagree."""
    with _opened() as file:
        line = _last_line(file)
    note = json.loads(line)["head"] if line else None
    if note and not Checkpoint.objects.filter(size=read_head(note)[1], note=note).exists():
        raise HeadsDisagree(
            f"The ledger is not sealed: {heads_file()} ends with a head over {read_head(note)[1]} entries "
            "that this database does not hold. It was restored from a copy or rewritten. Run verify_ledger; "
            "docs/ledger.md says how to go on after a restore."
        )


def publish() -> None:
    """Append to the file every head that it lacks, and wait until the disk has them."""
    with _opened() as file:
        line = _last_line(file)
        published = read_head(json.loads(line)["head"])[1] if line else -1
        missing = list(Checkpoint.objects.filter(size__gt=published).order_by("size"))
        if published < 0 and len(missing) > 1:
            logger.warning("the heads file was empty: %d heads written anew from the database", len(missing))
        for head in missing:
            file.write(head_line(head.note))
        file.flush()
        os.fsync(file.fileno())


def head_line(note: str) -> bytes:
    """Give the line of a heads file or an export that holds a head."""
    return json.dumps({"head": note}, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"


@contextmanager
def _opened() -> Iterator[BufferedRandom]:
    """Open the file for this process alone, at its end; cut off a line that a crash left half written."""
    heads_file().parent.mkdir(parents=True, exist_ok=True)
    with heads_file().open("a+b") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        tail = _tail(file)
        if tail and not tail.endswith(b"\n"):
            file.truncate(file.seek(0, os.SEEK_END) - len(tail) + tail.rfind(b"\n") + 1)
        yield file


def _tail(file: BufferedRandom) -> bytes:
    end = file.seek(0, os.SEEK_END)
    file.seek(max(0, end - LONGEST_LINE))
    return file.read()


def _last_line(file: BufferedRandom) -> bytes:
    return _tail(file).rstrip(b"\n").rpartition(b"\n")[2]


def _spell(at: datetime) -> str:
    return at.astimezone(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")
