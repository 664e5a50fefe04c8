"""The headers of a mail as text: encoded words, raw bytes, folded lines, and lies about all three."""

from __future__ import annotations

import re
from email.errors import HeaderParseError
from email.header import decode_header
from email.message import Message
from email.utils import parseaddr

from mailintake.reading.charsets import decode
from mailintake.reading.limits import MOST_HEADER, MOST_REFERENCES

ID = re.compile(r"<([^<>\s]{3,250})>")
ADDRESS = re.compile(r"[^@\s\"<>,;:\\()\[\]]{1,64}@[^@\s\"<>,;:\\()\[\]]{1,189}\Z")


def header(message: Message, name: str) -> str:
    """Give the first header of a name as one line of text; empty where there is none."""
    wanted = name.lower()
    for key, value in message.raw_items():
        if key.lower() == wanted:
            return " ".join(decoded(str(value)).split())
    return ""


def decoded(value: str) -> str:
    """Read what a header says, up to a length no honest one has."""
    return _words(_text(value)[:MOST_HEADER])


def sender(message: Message) -> tuple[str, str]:
    """Give the name and the address in From; the address is empty unless it is one, and one only."""
    line = header(message, "From")
    name, address = parseaddr(line)
    address = address.strip().lower()
    if not ADDRESS.match(address):
        return line[:200].strip(), ""
    return name[:200].strip(), address


def message_id(message: Message) -> str:
    """Give the mail's own number, without its brackets; empty where it has none."""
    found = ID.search(header(message, "Message-ID"))
    return found[1] if found and found[1].isascii() and found[1].isprintable() else ""


def references(message: Message) -> tuple[str, ...]:
    """Give the numbers of the mails this one answers, the nearest first."""
    near = ID.findall(header(message, "In-Reply-To"))
    far = ID.findall(header(message, "References"))
    return tuple(dict.fromkeys([*near, *reversed(far)]))[:MOST_REFERENCES]


def _text(value: str) -> str:
    """Read the raw bytes that the parser hid in a header (RFC 6532 has UTF-8 there; the rest is guessed)."""
    return decode(value.encode("utf-8", "surrogateescape"), "")[0]


def _words(value: str) -> str:
    """Decode encoded words (RFC 2047); what is not decodable stands as it was sent."""
    try:
        pieces = decode_header(value)
    except (HeaderParseError, ValueError):
        return value
    return "".join(p if isinstance(p, str) else decode(p, charset or "")[0] for p, charset in pieces)
