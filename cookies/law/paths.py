"""The address of a page, without what could say who opened it (WN-36, WN-37)."""

from __future__ import annotations

import re
from urllib.parse import unquote

LONGEST = 300
HIDDEN = "*"
SIX_DIGITS = re.compile(r"(?:\d[\s.+–-]?){6}")
"""A personal identity number, a telephone number, a customer's or an order's number, a day of birth."""
HEXADECIMAL = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-|[0-9a-f]{16}", re.IGNORECASE)
TOKEN = re.compile(r"(?=.*[a-z])(?=.*[A-Z])(?=.*\d)[A-Za-z0-9_.~=-]{16,}")


class NotAPath(ValueError):
    """What was sent is not the path of a page."""


def countable_path(text: str) -> str:
    """Give the path of a page as it may be stored: `/kund/850709-9805?ref=x` becomes `/kund/*`.

    Query and fragment are left out. A part that holds an e-mail address, six digits or more, a UUID
    or a token stands as `*`: more than needed is hidden rather than less. Raises NotAPath.

    Known issue: a name written in letters (`/medarbetare/anna-andersson`) looks like any other word.
    """
    path = re.split(r"[?#;]", text, maxsplit=1)[0]
    if not path.startswith("/"):
        raise NotAPath("a path begins with /")
    return "/".join(_shown(part) for part in path.split("/"))[:LONGEST]


def _shown(part: str) -> str:
    plain = unquote(unquote(part))
    hidden = "@" in plain or not plain.isprintable() or "\N{REPLACEMENT CHARACTER}" in plain
    if hidden or SIX_DIGITS.search(plain) or HEXADECIMAL.search(plain) or TOKEN.fullmatch(plain):
        return HIDDEN
    return plain.replace("/", "%2F")
