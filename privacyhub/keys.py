"""The four secrets of an installation: what each is for, how one is made, and where it is read.

A secret is read from NAME, else from the file that NAME_FILE names, else from `var/keys` where `make demo`
put its own. What is found nowhere is replaced by a throw-away key, which only commands and tests may run on:
web and worker refuse to start (`refuse_throw_away_keys`).
"""

from __future__ import annotations

import base64
import binascii
import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured

KEY_BYTES = 32  # an Ed25519 seed (RFC 8032), an HMAC-SHA-256 key, an AES-256 key


@dataclass(frozen=True, kw_only=True)
class Key:
    """One secret: its name in the environment, and what is lost when it is lost."""

    name: str
    purpose: str
    raw: bool = True  # 32 bytes as base64; else text

    def make(self) -> str:
        """Make a new secret from the machine's randomness."""
        return _encode(secrets.token_bytes(KEY_BYTES)) if self.raw else secrets.token_urlsafe(48)


KEYS = (
    Key(name="SECRET_KEY", purpose="signs sessions and links; a new one logs everybody out", raw=False),
    Key(name="SUPPRESSION_KEY", purpose="hashes addresses that said no; a new one forgets every no"),
    Key(
        name="LEDGER_KEY",
        purpose="signs the ledger's head (Ed25519 seed); a new one breaks the chain of proof",
    ),
    Key(name="PACKAGE_KEY", purpose="encrypts access packages at rest; a new one makes the old unreadable"),
)


@dataclass(frozen=True, kw_only=True)
class KeyRing:
    """The secrets as found, and the names of those found nowhere and thrown away at exit."""

    values: Mapping[str, str]
    thrown_away: tuple[str, ...]

    def text(self, name: str) -> str:
        """Give a secret that is text."""
        return self.values[name]

    def raw(self, name: str) -> bytes:
        """Give a secret's 32 bytes; raise ImproperlyConfigured when it is not 32 bytes in base64."""
        try:
            value = base64.b64decode(self.values[name], validate=True)
        except (binascii.Error, ValueError):
            value = b""
        if len(value) != KEY_BYTES:
            raise ImproperlyConfigured(
                f"{name} must be {KEY_BYTES} bytes in base64: `openssl rand -base64 {KEY_BYTES}` makes one."
            )
        return value


def read_keys(given: Callable[[str], str], folder: Path) -> KeyRing:
    """Read every secret: `given(name)` (the environment, empty when silent) goes before the folder.

    Raises ImproperlyConfigured when NAME_FILE names a file that cannot be read.
    """
    found = {key.name: _given(key.name, given) or _kept(folder, key.name) for key in KEYS}
    return KeyRing(
        values={key.name: found[key.name] or key.make() for key in KEYS},
        thrown_away=tuple(name for name, value in found.items() if not value),
    )


def make_missing(folder: Path, *, mode: int = 0o600) -> list[str]:
    """Make the secrets the folder lacks; give the names of those made. The folder is this account's alone."""
    private_folder(folder)
    missing = [key for key in KEYS if not _path(folder, key.name).exists()]
    for key in missing:
        write_secret(_path(folder, key.name), key.make(), mode=mode)
    return [key.name for key in missing]


def private_folder(folder: Path) -> None:
    """Make a folder that this account alone can enter."""
    folder.mkdir(parents=True, exist_ok=True)
    folder.chmod(0o700)


def write_secret(path: Path, value: str, *, mode: int = 0o600) -> None:
    """Write a secret, whole or not at all, never open to more than `mode` says."""
    half = path.with_suffix(".half")
    half.unlink(missing_ok=True)
    half.touch(mode=mode)
    half.write_text(f"{value}\n")
    half.rename(path)


def refuse_throw_away_keys(names: tuple[str, ...]) -> None:
    """Refuse to serve anybody with keys that are forgotten at exit."""
    if names:
        raise ImproperlyConfigured(hint(names))


def hint(names: tuple[str, ...]) -> str:
    """Say which secrets are missing and how to give them."""
    listed = ", ".join(names)
    return (
        f"Not set: {listed}. Set each one, or NAME_FILE to a file that holds it "
        f"(SECRET_KEY: 50 random characters; the others: `openssl rand -base64 {KEY_BYTES}`). "
        "Keep copies: docs/settings.md says what is lost with each."
    )


def _given(name: str, given: Callable[[str], str]) -> str:
    try:
        return given(name).strip()
    except OSError as problem:
        raise ImproperlyConfigured(f"{name}_FILE: {problem.filename}: {problem.strerror}.") from problem


def _kept(folder: Path, name: str) -> str:
    path = _path(folder, name)
    return path.read_text().strip() if path.exists() else ""


def _path(folder: Path, name: str) -> Path:
    return folder / name.lower()


def _encode(value: bytes) -> str:
    return base64.b64encode(value).decode()
