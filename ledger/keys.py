"""The key that signs the ledger's heads (settings.LEDGER_KEY, 32 bytes), and the keys that are believed."""

from __future__ import annotations

import base64
import hashlib

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.db import connection

from ledger.verify import Key, read_key

ED25519 = b"\1"  # C2SP signed-note: the byte that stands for Ed25519


def public_key() -> str:
    """Give the public key in the spelling of C2SP signed-note: `origin+hash+base64`."""
    raw = ED25519 + _signer().public_key().public_bytes_raw()
    return f"{settings.LEDGER_ORIGIN}+{_mark(raw).hex()}+{base64.b64encode(raw).decode()}"


def trusted_keys() -> list[Key]:
    """Give the keys whose signatures count: today's, and the earlier ones of LEDGER_PUBLIC_KEYS."""
    return [read_key(key) for key in [public_key(), *settings.LEDGER_PUBLIC_KEYS]]


def sign_note(body: str) -> str:
    """Sign the text of a head; `body` ends with a newline (C2SP signed-note)."""
    signer = _signer()
    raw = ED25519 + signer.public_key().public_bytes_raw()
    signature = base64.b64encode(_mark(raw) + signer.sign(body.encode())).decode()
    return f"{body}\n— {settings.LEDGER_ORIGIN} {signature}\n"


def refuse_a_key_that_is_forgotten() -> None:
    """Refuse to sign with a key that nobody has after this process: no one could verify the head.

    In a test database everything is forgotten afterwards, so there it is let through.
    """
    if "LEDGER_KEY" in settings.THROWN_AWAY_KEYS and not _is_test_database():
        raise ImproperlyConfigured(
            "The ledger is not sealed: LEDGER_KEY is not set, and a head signed with a throw-away key "
            "proves nothing. Set LEDGER_KEY or LEDGER_KEY_FILE (docs/ledger.md) and run this again."
        )


def signature_holds(public: bytes, signature: bytes, message: bytes) -> bool:
    """Tell whether a signature holds; a hundred times faster than the plain Python of `ledger/verify.py`."""
    try:
        Ed25519PublicKey.from_public_bytes(public).verify(signature, message)
    except (InvalidSignature, ValueError):
        return False
    return True


def _is_test_database() -> bool:
    return str(connection.settings_dict["NAME"]).startswith("test_")


def _signer() -> Ed25519PrivateKey:
    return Ed25519PrivateKey.from_private_bytes(settings.LEDGER_KEY)


def _mark(raw: bytes) -> bytes:
    return hashlib.sha256(f"{settings.LEDGER_ORIGIN}\n".encode() + raw).digest()[:4]
