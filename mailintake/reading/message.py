"""A mail as it is taken in. Whatever is sent, there is an answer: the words, and what could not be read."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from email import policy
from email.message import Message as Raw
from email.parser import BytesHeaderParser, BytesParser

from mailintake.reading.attachments import Attached, judge
from mailintake.reading.bodies import Body
from mailintake.reading.headers import header, message_id, references, sender
from mailintake.reading.limits import MOST_BOUNDARIES, MOST_PARSING, MOST_TEXT

NOT_WHOLE = frozenset({"UNREADABLE", "TOO_LARGE", "TOO_DEEP"})
"""Troubles that leave a mail in the inbox: what it says was not read to its end."""


@dataclass(kw_only=True)
class Message:
    """What a mail says. `troubles` are codes of what could not be read or was left out."""

    raw: Raw
    digest: str
    message_id: str = ""
    references: tuple[str, ...] = ()
    from_name: str = ""
    from_email: str = ""
    title: str = ""
    text: str = ""
    attachments: list[Attached] = field(default_factory=list)
    troubles: set[str] = field(default_factory=set)

    @property
    def is_whole(self) -> bool:
        """Tell whether everything of it could be read."""
        return not self.troubles & NOT_WHOLE


def digest_of(content: bytes) -> str:
    """Give the SHA-256 of a mail's bytes, in hex: by it a mail is known again wherever it lies."""
    return hashlib.sha256(content).hexdigest()


def read_message(content: bytes, *, cut: bool = False) -> Message:
    """Read a mail; `cut` says that only its beginning is here. Never raises for what was sent."""
    raw, readable = _parse(content)
    name, address = sender(raw)
    message = Message(
        raw=raw,
        digest=digest_of(content),
        message_id=message_id(raw),
        references=references(raw),
        from_name=name,
        from_email=address,
        title=header(raw, "Subject")[:300],
    )
    if cut:
        message.troubles.add("TOO_LARGE")
    if not readable:
        message.troubles.add("TOO_DEEP")
    else:
        _read_body(message, raw)
    if not address:
        message.troubles.add("NO_SENDER")
    return message


def _parse(content: bytes) -> tuple[Raw, bool]:
    """Parse a mail, only its headers where its parts are too many: each of them costs with every line."""
    boundaries = content.lower().count(b"boundary=")
    if boundaries <= MOST_BOUNDARIES and boundaries * content.count(b"\n") <= MOST_PARSING:
        try:
            return BytesParser(policy=policy.compat32).parsebytes(content), True
        except (RecursionError, ValueError, LookupError, AssertionError):
            pass
    end = min((at for at in (content.find(b"\r\n\r\n"), content.find(b"\n\n")) if at >= 0), default=100_000)
    return BytesHeaderParser(policy=policy.compat32).parsebytes(content[:end] + b"\r\n\r\n"), False


def _read_body(message: Message, raw: Raw) -> None:
    body = Body()
    try:
        text = body.text_of(raw)
    except Exception:  # the library's own faults with what strangers write: the mail says so and waits
        text = ""
        message.troubles.add("UNREADABLE")
    message.troubles |= body.troubles
    taken = 0
    for found in body.found:
        attached = judge(name=found.name, declared=found.declared, content=found.content, already=taken)
        taken += not attached.refused
        message.attachments.append(attached)
    if len(text) > MOST_TEXT:
        message.troubles.add("LONG_TEXT")
        whole = judge(name="hela texten.txt", declared="text/plain", content=text.encode(), already=0)
        message.attachments.append(whole)
    message.text = text[:MOST_TEXT]
    if any(one.refused for one in message.attachments):
        message.troubles.add("ATTACHMENT_LEFT")
