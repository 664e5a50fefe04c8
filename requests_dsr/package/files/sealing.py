"""Keep a package unreadable at rest: AES-256-GCM under a key of its own, wrapped by PACKAGE_KEY.

The file is a row of chunks, each encrypted with its number and whether it is the last, so that none
can be left out, moved or cut off unseen (the STREAM construction). It is written beside its place,
synced, and moved there whole: there is never half a package under its name.
"""

from __future__ import annotations

import io
import os
import secrets
from collections.abc import Iterator
from pathlib import Path
from typing import IO
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.keywrap import InvalidUnwrap, aes_key_unwrap, aes_key_wrap
from django.conf import settings

CHUNK = 1 << 20
TAG = 16
KEY_BYTES = 32


class Unreadable(Exception):
    """The file is not the one that was written, or PACKAGE_KEY is not the one it was written under."""


def packages_folder() -> Path:
    """Give the folder of packages, open to this account alone."""
    folder = Path(settings.MEDIA_ROOT) / "packages"
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    return folder


class SealedWriter(io.RawIOBase):
    """A stream that encrypts what is written to it. `finish` has to be called: without it nothing opens."""

    def __init__(self, into: IO[bytes], key: bytes, ref: UUID) -> None:
        self._into, self._cipher, self._ref = into, AESGCM(key), ref.bytes
        self._waiting, self._number, self.size = bytearray(), 0, 0

    def writable(self) -> bool:
        """Say that it can be written to."""
        return True

    def write(self, data: object) -> int:
        """Take bytes; full chunks are encrypted at once."""
        view = memoryview(data).cast("B")  # type: ignore[arg-type]
        self._waiting += view
        self.size += len(view)
        while len(self._waiting) > CHUNK:
            self._seal(bytes(self._waiting[:CHUNK]), last=False)
            del self._waiting[:CHUNK]
        return len(view)

    def finish(self) -> None:
        """Encrypt what is left as the last chunk."""
        self._seal(bytes(self._waiting), last=True)
        self._waiting.clear()

    def _seal(self, chunk: bytes, *, last: bool) -> None:
        self._into.write(self._cipher.encrypt(_nonce(self._number, last=last), chunk, self._ref))
        self._number += 1


def new_key() -> tuple[bytes, bytes]:
    """Make a package's key; give it, and what is stored of it (RFC 3394 under PACKAGE_KEY)."""
    key = secrets.token_bytes(KEY_BYTES)
    return key, aes_key_wrap(settings.PACKAGE_KEY, key)


def unwrap(wrapped: bytes) -> bytes:
    """Give a package's key again. Raises Unreadable under another PACKAGE_KEY."""
    try:
        return aes_key_unwrap(settings.PACKAGE_KEY, wrapped)
    except (InvalidUnwrap, ValueError):
        raise Unreadable("PACKAGE_KEY is not the one this package was written under") from None


def opened(file: IO[bytes], key: bytes, ref: UUID) -> Iterator[bytes]:
    """Decrypt a package chunk by chunk, and close its file. Raises Unreadable at the first that is wrong."""
    cipher, number = AESGCM(key), 0
    with file:
        chunk = file.read(CHUNK + TAG)
        while chunk:
            following = file.read(CHUNK + TAG)
            try:
                yield cipher.decrypt(_nonce(number, last=not following), chunk, ref.bytes)
            except InvalidTag:
                raise Unreadable("the package is damaged") from None
            chunk, number = following, number + 1
    if number == 0:
        raise Unreadable("the package is empty")


def move_into_place(temporary: IO[bytes], where: Path) -> None:
    """Sync a finished file and give it its name; after a crash there is a whole package or none."""
    temporary.flush()
    os.fsync(temporary.fileno())
    os.replace(temporary.name, where)
    folder = os.open(where.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


def _nonce(number: int, *, last: bool) -> bytes:
    """Number each chunk; the key is used for one package, so a number is used once."""
    return number.to_bytes(11, "big") + (b"\x01" if last else b"\x00")
