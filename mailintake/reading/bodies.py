"""The text of a mail, out of its parts, and what is attached to it."""

from __future__ import annotations

from email.message import Message as Raw
from typing import NamedTuple

from mailintake.reading.charsets import decode
from mailintake.reading.headers import decoded
from mailintake.reading.html import text_of
from mailintake.reading.limits import MOST_DEPTH

OTHER_WORDING = "\n\n- - - HTML - - -\n\n"


class Found(NamedTuple):
    """A part that is not text to read: its name as sent, the type it claims, its bytes."""

    name: str
    declared: str
    content: bytes


class Body:
    """Walks the parts of a mail once: `text_of` gives the text, `found` what is attached."""

    def __init__(self) -> None:
        self.found: list[Found] = []
        self.troubles: set[str] = set()

    def text_of(self, part: Raw, depth: int = 0) -> str:
        """Give the text of a part and of those in it."""
        kind = part.get_content_type()
        if depth > MOST_DEPTH:
            self.troubles.add("TOO_DEEP")
            return ""
        if part.is_multipart() and kind != "message/rfc822":
            children = [child for child in part.get_payload() if isinstance(child, Raw)]
            if kind == "multipart/alternative":
                return self._one_of(children, depth)
            texts = [self.text_of(child, depth + 1) for child in children]
            return "\n\n".join(text for text in texts if text)
        try:
            return self._leaf(part, kind)
        except Exception:  # the library's own faults with what strangers write: the other parts are read
            self.troubles.add("UNREADABLE")
            return ""

    def _leaf(self, part: Raw, kind: str) -> str:
        if kind in {"text/plain", "text/html"} and not self._is_attached(part):
            return self._words(part, kind)
        self.found.append(Found(_name(part), kind, _content(part)))
        return ""

    def _one_of(self, children: list[Raw], depth: int) -> str:
        """Of two wordings of the same take the plain one; both, where the other says much more."""
        before = set(self.troubles)
        plain = [c for c in children if c.get_content_type() == "text/plain"]
        rest = [c for c in children if c.get_content_type() != "text/plain"]
        said = "\n\n".join(filter(None, (self.text_of(child, depth + 1) for child in plain)))
        also = "\n\n".join(filter(None, (self.text_of(child, depth + 1) for child in rest)))
        if not said.strip():
            return also
        if len(also) > 2 * len(said) + 200:
            return said + OTHER_WORDING + also
        if "HTML" not in before:
            self.troubles.discard("HTML")
        return said

    def _words(self, part: Raw, kind: str) -> str:
        data = _content(part)
        text, certain = decode(data, _charset(part))
        if data and not certain:
            self.troubles.add("CHARSET")
        if kind == "text/html":
            self.troubles.add("HTML")
            return text_of(text)
        return text.strip()

    def _is_attached(self, part: Raw) -> bool:
        return str(part.get("Content-Disposition", "")).lower().startswith("attachment") or bool(_name(part))


def _content(part: Raw) -> bytes:
    if part.is_multipart():  # a whole mail, attached
        inner = part.get_payload()
        return b"\n".join(one.as_bytes() for one in inner if isinstance(one, Raw))
    payload = part.get_payload(decode=True)
    return payload if isinstance(payload, bytes) else b""


def _charset(part: Raw) -> str:
    try:
        return str(part.get_content_charset() or "")
    except (LookupError, ValueError, TypeError):
        return "unknown"


def _name(part: Raw) -> str:
    """Give the name a part was sent under, whatever it is: it names no file of ours."""
    try:
        name = str(part.get_filename() or "")
    except (LookupError, ValueError, TypeError):
        name = "?"
    return decoded(name).replace("\\", "/").rpartition("/")[2].strip()[:120]
