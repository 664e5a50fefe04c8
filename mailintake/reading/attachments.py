"""What is attached: recognised by its own bytes, limited in number and size; the rest is named only."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from mailintake.reading.charsets import decode
from mailintake.reading.limits import MOST_ATTACHMENT_BYTES, MOST_ATTACHMENTS

SIGNATURES: tuple[tuple[str, int, bytes], ...] = (
    ("pdf", 0, b"%PDF-"),
    ("png", 0, b"\x89PNG\r\n\x1a\n"),
    ("jpg", 0, b"\xff\xd8\xff"),
    ("gif", 0, b"GIF8"),
    ("webp", 8, b"WEBP"),
    ("heic", 4, b"ftyphei"),
    ("heic", 4, b"ftypmif1"),
)
"""Kinds that are taken in, by how their files begin. None runs anything in the reader's programs."""


@dataclass(frozen=True, kw_only=True)
class Attached:
    """Something attached. `refused` says why its content was left in the mailbox; then `content` is empty."""

    name: str
    kind: str
    size: int
    digest: str
    content: bytes = b""
    refused: str = ""


def judge(*, name: str, declared: str, content: bytes, already: int) -> Attached:
    """Take an attachment in, or name it and say why not; `already` were taken before it."""
    kind = kind_of(content, declared)
    refused = _refusal(kind, len(content), already)
    return Attached(
        name=name,
        kind=kind,
        size=len(content),
        digest=hashlib.sha256(content).hexdigest(),
        content=b"" if refused else content,
        refused=refused,
    )


def kind_of(content: bytes, declared: str) -> str:
    """Recognise a file by its bytes, never by its name; empty for what is not taken in."""
    for kind, offset, sign in SIGNATURES:
        if content.startswith(sign, offset):
            return kind
    is_text = declared.startswith("text/plain") or declared == "message/rfc822"
    return "txt" if is_text and _is_text(content) else ""


def _refusal(kind: str, size: int, already: int) -> str:
    if not size:
        return "EMPTY"
    if not kind:
        return "TYPE"
    if size > MOST_ATTACHMENT_BYTES:
        return "SIZE"
    return "NUMBER" if already >= MOST_ATTACHMENTS else ""


def _is_text(content: bytes) -> bool:
    text, _certain = decode(content[:100_000], "")
    strange = sum(not (sign.isprintable() or sign in "\n\t\f") for sign in text)
    return strange * 50 <= len(text)
