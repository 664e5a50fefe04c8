"""The demo's mailbox: each mail the sink took is one file, and the newest are kept."""

from __future__ import annotations

import itertools
import os
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from email import policy
from email.message import EmailMessage
from email.parser import BytesParser
from pathlib import Path

KEPT_MAILS = 500
_number = itertools.count(1)


@dataclass(frozen=True, kw_only=True)
class StoredMail:
    """A mail in the mailbox: the name of its file, and what it says."""

    name: str
    message: EmailMessage

    @property
    def recipients(self) -> str:
        """Give the addresses it was delivered to, which may be others than those in its head."""
        return str(self.message.get("X-Delivered-To", self.message.get("To", "")))

    @property
    def sent_at(self) -> datetime | None:
        """Give the instant its head names, where it does; in UTC where the head names no zone (RFC 5322)."""
        said = getattr(self.message.get("Date"), "datetime", None)
        return said if said is None or said.tzinfo else said.replace(tzinfo=UTC)

    def text(self, kind: str = "plain") -> str:
        """Give its words as `plain` or `html`; empty when it has no such part."""
        part = self.message.get_body((kind,))
        return str(part.get_content()) if part else ""


def store(folder: Path, content: bytes, *, recipients: tuple[str, ...], keep: int = KEPT_MAILS) -> Path:
    """Write one mail down, whole or not at all, and forget all but the newest `keep`."""
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    path = folder / f"{time.time_ns():020d}-{os.getpid()}-{next(_number):04d}.eml"
    half = path.with_suffix(".half")
    half.write_bytes(b"X-Delivered-To: " + ", ".join(recipients).encode() + b"\r\n" + content)
    half.rename(path)
    for old in _newest_first(folder)[keep:]:
        old.unlink(missing_ok=True)
    return path


def newest(folder: Path, *, limit: int = KEPT_MAILS) -> Iterator[StoredMail]:
    """Read the mails of a folder, newest first; a folder that is not there holds none."""
    for path in _newest_first(folder)[:limit]:
        if (mail := read(folder, path.name)) is not None:
            yield mail


def read(folder: Path, name: str) -> StoredMail | None:
    """Read one mail by the name of its file; None when there is no such mail."""
    path = folder / name
    if path.name != name or path.suffix != ".eml" or not path.is_file():
        return None
    message = BytesParser(policy=policy.default).parsebytes(path.read_bytes())
    return StoredMail(name=name, message=message)


def _newest_first(folder: Path) -> list[Path]:
    return sorted(folder.glob("*.eml"), reverse=True)
