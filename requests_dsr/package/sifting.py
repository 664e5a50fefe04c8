"""Sift a person's texts for the lines that may speak of somebody else, before any is read closely.

Most rows name nobody, and looking for names with care costs more than reading them from the database.
So every line is first reduced to what matters by `bytes.translate`, which is quick, and only a line
that has something of it is read and given to the masker. What is let go here is never masked (Art.
15(4)): a test may only err by keeping a line too many, and `tests/requests_dsr/package/test_sifting.py`
holds it against the masker's own patterns.

Lines are JSON in UTF-8, as PostgreSQL and `Rows.of` write them. A line with letters beyond those of
Western Europe is always kept, and so needs no thought.
"""

from __future__ import annotations

import re
import string
from collections.abc import Collection, Iterable, Iterator

from pydantic_core import to_json

from requests_dsr.package.masking import WORD, words_of

LOWER, UPPER, DIGITS = (s.encode() for s in (string.ascii_lowercase, string.ascii_uppercase, string.digits))
WITHIN = bytes(range(0x80, 0xC0))
"""The bytes after the first of a letter that is not ASCII."""
SWEDISH_LOWER = bytes((0xA5, 0xA4, 0xB6, 0xA9, 0xBC))
"""The second bytes of å ä ö é ü, after C3: the lower-case letters that begin no name."""
ELSEWHERE = bytes(sorted({*range(0xC0, 0x100)} - {0xC2, 0xC3, 0xE2}))
"""The first bytes of every letter but Western European ones and of every sign but common punctuation."""
ALWAYS = (b"@", b"\xe2\x84", b"\xc2\xb5")
"""What an address has; and K (kelvin), Å (ångström) and µ, which equal other letters in any case."""
ESCAPES = re.compile(rb"\\[tu]")
"""A tab, which may stand between names, and a sign that is written by its number."""
ESCAPE = re.compile(rb"\\.")
TWO_NAMES, TWO_BLANKS = re.compile(b"A A"), re.compile(b"  ")
BLANKS = rb"(?: |\\[nrt])+"

FEW = 12
"""As many names are looked for one by one; of more, first those that have a word in the texts at all."""
ENDS = rb"(?![a-rt-z]|s[a-z])"
"""Where a word ends, unless with the s of the genitive."""
TEN_DIGITS = b"0" * 10
PHONES = tuple(re.compile(first + rb"(?<![0-9+].)[0-9][-0-9 ()/]{5,16}[0-9]") for first in (b"0", rb"\+"))
"""Two patterns, for one that begins with a byte of its own is searched for many times quicker."""


def _table(rest: bytes, classes: dict[bytes, bytes]) -> bytes:
    """Make a table for `bytes.translate`: every byte is `rest` but those of a class, which are its sign."""
    table = bytearray(rest * 256)
    for members, sign in classes.items():
        for member in members:
            table[member] = sign[0] if sign else member
    return bytes(table)


AS_LETTERS = _table(b".", {UPPER + WITHIN + b"\xc2\xe2": b"A", ELSEWHERE: b"!", b" \n": b""})
NO_LETTERS = LOWER + DIGITS + b"_'-\xc3" + SWEDISH_LOWER
"""What a name may have between its capitals is left out, so that two capitalised words are `A A`."""
AS_PHONES = _table(b"x", {DIGITS + b"+-()/ \n": b"", b"\xe2": b"-"})
NO_PHONES = LOWER + UPPER + WITHIN + b'"'
AS_DIGITS = _table(b"x", {DIGITS: b"0", b"\n": b""})
NO_DIGITS = LOWER + UPPER + WITHIN + b'"-+'
"""Letters and quotes go: no number goes on beyond a letter, and JSON has another sign beside each quote."""
AS_LOWER = bytes.maketrans(UPPER + bytes(range(0x80, 0x9F)), LOWER + bytes(range(0xA0, 0xBF)))


class Sieve:
    """A body of lines; answers with the numbers of those that have to be read."""

    def __init__(self, lines: bytes) -> None:
        self._lines = lines

    def suspects(self, own_name: str) -> set[int]:
        """Give the lines with two capitalised words together, an address or a number.

        A value that is the person's own name and nothing else is passed over.
        """
        own = re.escape(_in_json(own_name)) + b'"'
        others = re.sub(own + b'(?<="' + own + b")", b'."', self._lines)
        letters = _single_blanks(others).translate(AS_LETTERS, NO_LETTERS)
        phones = self._lines.translate(AS_PHONES, NO_PHONES)
        digits = self._lines.translate(AS_DIGITS, NO_DIGITS)
        return {
            *_numbered(self._lines, _matches(ESCAPES, self._lines)),
            *_numbered(self._lines, *(_places(self._lines, sign) for sign in ALWAYS)),
            *_numbered(letters, _matches(TWO_NAMES, letters), _places(letters, b"!")),
            *_numbered(phones, *(_matches(pattern, phones) for pattern in PHONES)),
            *_numbered(digits, _places(digits, TEN_DIGITS)),
        }

    def naming(self, names: Collection[str], own_name: str) -> set[int]:
        """Give the lines that may hold one of these names or a part of it, in any case.

        Parts of the person's own name give nobody away.
        """
        if not names:
            return set()
        if len(names) > FEW:
            names = self._that_occur(names)
        own = {word.casefold() for word in WORD.findall(own_name)}
        lower = self._lines.translate(AS_LOWER)
        sought = {pattern for name in names for pattern in _patterns(name, own)}
        return set(_numbered(lower, *(_matches(pattern, lower) for pattern in sought)))

    def _that_occur(self, names: Iterable[str]) -> list[str]:
        """Leave out whoever has no word in the texts; what has no word at all is kept."""
        words = words_of(ESCAPE.sub(b" ", self._lines).decode())
        tokens = ((name, {word.casefold() for word in WORD.findall(name)}) for name in names)
        return [name for name, own in tokens if not own or own & words]


def _patterns(name: str, own: Collection[str]) -> Iterator[re.Pattern[bytes]]:
    """Match, in lower case, each part of a name that is not the person's own; where there is none, the whole.

    Wherever the whole stands its parts do. Blanks and line ends between words are as they may be.
    """
    words = [_in_json(word).translate(AS_LOWER) for word in name.split()]
    parts = [word for word in WORD.findall(name) if len(word) > 1 and word.casefold() not in own]
    for part in parts:
        yield re.compile(re.escape(part.encode().translate(AS_LOWER)) + ENDS)
    if words and not parts:
        yield re.compile(BLANKS.join(map(re.escape, words)))


def _in_json(text: str) -> bytes:
    return to_json(text)[1:-1]


def _single_blanks(lines: bytes) -> bytes:
    while TWO_BLANKS.search(lines):
        lines = lines.replace(b"  ", b" ")
    return lines


def _places(text: bytes, sought: bytes) -> Iterator[int]:
    """Give every place of a piece of text. A single byte is found quickest: the first is asked for first."""
    at = text.find(sought) if sought[:1] in text else -1
    while at >= 0:
        yield at
        at = text.find(sought, at + 1)


def _matches(pattern: re.Pattern[bytes], text: bytes) -> Iterator[int]:
    return (match.start() for match in pattern.finditer(text))


def _numbered(text: bytes, *places: Iterable[int]) -> Iterator[int]:
    """Give the line that each place is in, line by line forward."""
    for ascending in places:
        line = before = 0
        for place in ascending:
            line += text.count(b"\n", before, place)
            before = place
            yield line
