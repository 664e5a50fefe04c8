"""Sift a person's texts for the lines that may speak of somebody else, before any is read closely.

Most rows name nobody, and looking for names with care costs more than reading them from the database.
So every line is first asked one question by the matcher that pydantic brings along (Rust's `regex`): it
looks for all alternatives in one walk through the line and in any case of letters, and cannot say where.
Only a line that answers yes is read and given to the masker. What is let go here is never masked (Art.
15(4)): a question may only err by keeping a line too many, and `tests/requests_dsr/package/test_sifting.py`
holds it against the masker's own patterns.

Lines are JSON in UTF-8, as PostgreSQL and `Rows.of` write them: a text stands between quotes, so there is
always a sign before it and after it. A line with letters beyond those of Western Europe is always kept.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator
from itertools import compress, count

from pydantic_core import SchemaValidator, core_schema, to_json

from requests_dsr.package.others.masking import WORD, either_sharp_s, folded

Asks = Callable[[bytes], bool]
CAPITAL = r"[\p{L}\p{N}--[0-9a-zåäöéü]]"
SUSPECT = (
    rf"{CAPITAL}[\p{{L}}\p{{N}}_'’-]* +{CAPITAL}",  # two capitalised words
    "@",
    "[^0-9+][+0][0-9][0-9 ()/–-]{5,16}[0-9]",  # a telephone number
    "[0-9]{6}[-+]?[0-9]{4}",  # a personal number
    r"\\[tu]",  # a tab, which may stand between names, and a sign that is written by its number
    r"[\p{L}\p{M}\p{N}--[\x00-\u{FF}]]",  # what needs a closer look to be told from a name
)
"""What may be a name, an address or a number."""
WORD_ENDS = "s?[^a-z]"
"""Where a part of a name ends, with the s of the genitive or without."""
BLANKS = r"(?: |\\[nrt])+"
AS_ASCII = str.maketrans("ıİ", "ii")
"""Letters that Python takes for another one in some case, and Rust does not."""
LONGEST = 200
"""So many signs of a name or of a reviewer's words are looked for: no name of ours is longer."""
AT_ONCE = 20_000
"""So many signs of names make one question: of more the matcher would take too much memory."""


class Sieve:
    """A body of lines; answers with the numbers of those that have to be read."""

    def __init__(self, lines: bytes, own_name: str) -> None:
        self._lines = lines
        self._own_name = own_name
        self._own = {folded(word) for word in WORD.findall(own_name)}

    def suspects(self, names: Iterable[str] = ()) -> set[int]:
        """Give the lines with two capitalised words together, an address, a number, or one of these names.

        A value that is the person's own name and nothing else is passed over.
        """
        own = _in_json(self._own_name)
        lines = self._lines.replace(b'"%b"' % own, b'"."')
        return _that_say_yes(lines, _questions([*SUSPECT, *self._patterns(names)]))

    def naming(self, names: Iterable[str]) -> set[int]:
        """Give the lines that may hold one of these names or a part of it, in any case."""
        return _that_say_yes(self._lines, _questions(self._patterns(names)))

    def _patterns(self, names: Iterable[str]) -> Iterator[str]:
        """Match each part of a name that is not the person's own; where there is none, the whole.

        Wherever the whole stands its parts do. Blanks and line ends between words are as they may be.
        """
        for name in sorted({name.strip().translate(AS_ASCII) for name in names}):
            parts = [part for part in WORD.findall(name) if self._gives_away(part)]
            yield from (f"(?i:{either_sharp_s(part)}{WORD_ENDS})" for part in parts)
            if name and not parts:
                words = name[:LONGEST].rstrip().split(" ")
                said = BLANKS.join(re.escape(_in_json(word).decode()) for word in words)
                yield f"(?i:{either_sharp_s(said)})"

    def _gives_away(self, part: str) -> bool:
        return 1 < len(part) <= LONGEST and folded(part) not in self._own


def _that_say_yes(lines: bytes, questions: Iterable[Asks]) -> set[int]:
    every = lines.split(b"\n")
    return {number for asks in questions for number in compress(count(), map(asks, every))}


def _questions(alternatives: Iterable[str]) -> Iterator[Asks]:
    """Make questions that ask whether any of these is in a line: one, or as many as it takes."""
    together: list[str] = []
    for alternative in alternatives:
        if together and sum(map(len, together)) + len(alternative) > AT_ONCE:
            yield _question(together)
            together = []
        together.append(alternative)
    if together:
        yield _question(together)


def _question(alternatives: Collection[str]) -> Asks:
    pattern = "|".join(alternatives)
    return SchemaValidator(core_schema.str_schema(pattern=pattern)).isinstance_python


def _in_json(text: str) -> bytes:
    return to_json(text)[1:-1]
