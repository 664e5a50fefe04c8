"""Bytes to text, whatever the mail says of them."""

from __future__ import annotations

import re

KNOWN = re.compile(
    r"(us-?ascii|utf-?(8|16|32)(-?[bl]e)?|iso-?8859-?\d{1,2}|latin-?\d|(windows-?|cp-?)(125\d|437|850|866|932)"
    r"|koi8-?[ru]|gb2312|gbk|gb18030|big5|shift[-_]?jis|euc-?(jp|kr)|iso-?2022-?jp|macintosh|mac-?roman)\Z",
    re.IGNORECASE,
)
"""Encodings that mails are written in. Python knows others that are no text, or slow by intent (idna)."""


def decode(data: bytes, charset: str) -> tuple[str, bool]:
    """Give the text, and whether it is what the mail says it is.

    Bytes that are not in the encoding they claim are tried as UTF-8 and then as Windows' western one.
    """
    if KNOWN.match(charset.strip()):
        try:
            return _clean(data.decode(charset.strip())), True
        except (UnicodeError, LookupError):
            pass
    try:
        return _clean(data.decode("utf-8")), not charset
    except UnicodeError:
        return _clean(data.decode("cp1252", "replace")), False


def _clean(text: str) -> str:
    """Take away what PostgreSQL cannot store: the sign of number zero, and halves of pairs."""
    text = text.replace("\x00", "\N{REPLACEMENT CHARACTER}").replace("\r\n", "\n").replace("\r", "\n")
    return text.encode("utf-8", "replace").decode("utf-8")
