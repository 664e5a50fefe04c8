"""Seal what an outsider sent under a key that goes out with the mail: AES-256-GCM, one key a letter.

The token in the link is 256 random bits. Its hash finds the row, and the key is derived from it: with
the database alone nothing can be read.
"""

from __future__ import annotations

import hashlib
import json
import secrets
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

TOKEN_BYTES = 32
NONCE_BYTES = 12


def new_token() -> str:
    """Make the token of a link: 43 signs that say nothing."""
    return secrets.token_urlsafe(TOKEN_BYTES)


def digest_of(token: str) -> bytes:
    """Give what a token's row is found by."""
    return hashlib.sha256(b"publicforms.row|" + token.encode()).digest()


def seal(content: dict[str, Any], token: str) -> bytes:
    """Encrypt a letter for whoever holds the token."""
    nonce = secrets.token_bytes(NONCE_BYTES)
    text = json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode()
    return nonce + AESGCM(_key(token)).encrypt(nonce, text, None)


def unseal(sealed: bytes, token: str) -> dict[str, Any] | None:
    """Decrypt a letter; None when it is not the one that was sealed with this token."""
    try:
        text = AESGCM(_key(token)).decrypt(sealed[:NONCE_BYTES], sealed[NONCE_BYTES:], None)
    except (InvalidTag, ValueError):
        return None
    content: dict[str, Any] = json.loads(text)
    return content


def _key(token: str) -> bytes:
    return hashlib.sha256(b"publicforms.key|" + token.encode()).digest()
