"""What the person wrote now, without the mails they answer."""

from __future__ import annotations

import re

BEGINS_QUOTE = re.compile(
    r"^\s*(-{2,}\s*(original message|ursprungligt meddelande|vidarebefordrat meddelande|forwarded message)"
    r"|_{10,}\s*$"
    r"|(den|on)\b.{5,200}\b(skrev|wrote)\b.{0,200}:\s*$"
    r"|(från|from):\s.{3,200}$)",
    re.IGNORECASE,
)


def own_words(text: str) -> str:
    """Give the text up to the first mail quoted in it, without quoted lines.

    Where nothing is left (somebody answers below the quotation) the lines that are not quoted are given.
    """
    lines = text.splitlines()
    before = []
    for line in lines:
        if BEGINS_QUOTE.match(line[:400]):
            break
        before.append(line)
    own = _unquoted(before)
    return own or _unquoted(lines)


def _unquoted(lines: list[str]) -> str:
    return "\n".join(line for line in lines if not line.lstrip().startswith(">")).strip()
