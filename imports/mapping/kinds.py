"""What a field holds, and so how a cell is read and how it is refused."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class Kind(StrEnum):
    """How a cell is read."""

    TEXT = "text"
    LONG_TEXT = "long_text"
    EMAIL = "email"
    PHONE = "phone"
    DAY = "day"
    INSTANT = "instant"
    MONEY = "money"
    WORD = "word"
    FLAG = "flag"


@dataclass(frozen=True, slots=True)
class Reads:
    """How a field is read; `words` are the values a word may have, here or by the mapping's `words`."""

    kind: Kind
    longest: int = 0
    words: Mapping[str, str] = field(default_factory=dict)
    above_zero: bool = False


def text(longest: int) -> Reads:
    """Read a line of text of at most so many characters."""
    return Reads(Kind.TEXT, longest)


def word(*values: str) -> Reads:
    """Read one of a closed list of words."""
    return Reads(Kind.WORD, words={value: value for value in values})


LONG_TEXT = Reads(Kind.LONG_TEXT, 100_000)
EMAIL = Reads(Kind.EMAIL, 254)
PHONE = Reads(Kind.PHONE, 40)
DAY = Reads(Kind.DAY)
INSTANT = Reads(Kind.INSTANT)
MONEY = Reads(Kind.MONEY)
MONEY_ABOVE_ZERO = Reads(Kind.MONEY, above_zero=True)
YES_OR_NO = {
    "true": "true", "false": "false", "1": "true", "0": "false", "ja": "true", "nej": "false",
    "yes": "true", "no": "false", "sant": "true", "falskt": "false",
}  # fmt: skip
FLAG = Reads(Kind.FLAG, words=YES_OR_NO)
