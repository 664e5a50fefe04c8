"""Masking as one would explain it to somebody: every text, every name, letter by letter, nothing skipped.

The masker and its sieve are held against this. It is far too slow for anything but a test.
"""

from __future__ import annotations

import re
from functools import cache

from requests_dsr.package.others.masking import EMAIL, MASK, PERSONAL_NUMBER, PHONE, Lookup
from requests_dsr.package.others.names_that_are_words import as_name, is_word_too

BLANKS = " \t\r\n"


def naive_masked(text: str, lookup: Lookup) -> str:
    """Give a text without addresses, personal numbers, names and telephone numbers of others."""
    text = EMAIL.sub(MASK, text)
    text = PERSONAL_NUMBER.sub(MASK, text)
    own, said = ({spelled(word) for word in words(one)} for one in (lookup.own_name, text))
    if not said or not said <= own:
        text = _without(text, _spelled_out({(name, False) for name in lookup.added}))
    return PHONE.sub(MASK, _without(text, _sought(lookup)))


def _without(text: str, sought: list[tuple[str, bool]]) -> str:
    return MASK.join(_without_names(piece, sought) for piece in text.split(MASK))


def _sought(lookup: Lookup) -> list[tuple[str, bool]]:
    """Give every name to look for and whether its case counts, the longest first."""
    own = {spelled(word) for word in words(lookup.own_name)}
    sought: set[tuple[str, bool]] = set()
    for name in lookup.others:
        if any(spelled(word) not in own for word in words(name)):
            sought.add((name, False))
        for word in words(name):
            if len(word) > 1 and spelled(word) not in own:
                sought |= {(form, True) for form in as_name(word)} if is_word_too(word) else {(word, False)}
    return _spelled_out(sought)


def _spelled_out(sought: set[tuple[str, bool]]) -> list[tuple[str, bool]]:
    stripped = {(name.strip(), cased) for name, cased in sought if name.strip()}
    return sorted(stripped, key=lambda one: -len(one[0]))


def _without_names(text: str, sought: list[tuple[str, bool]]) -> str:
    said, at = "", 0
    while at < len(text):
        ends = (_end(text, at, name, cased) for name, cased in sought)
        end = next((end for end in ends if end), 0) if not (at and is_word(text[at - 1])) else 0
        said, at = (said + MASK, end) if end else (said + text[at], at + 1)
    return said


def _end(text: str, at: int, name: str, cased: bool) -> int:
    """Give where a name ends that stands here as a word of its own, with the genitive's s; 0 if none does."""
    for letter in name if cased else re.sub("(?i:ß|ss)", "ß", name):
        if letter == "ß" and not cased:
            if same("ß", text[at : at + 1], cased):
                at += 1
            elif len(text[at : at + 2]) == 2 and all(same("s", one, cased) for one in text[at : at + 2]):
                at += 2
            else:
                return 0
        elif letter == " ":
            if text[at : at + 1] not in (*BLANKS,):
                return 0
            while text[at : at + 1] in (*BLANKS,):
                at += 1
        elif at < len(text) and same(letter, text[at], cased):
            at += 1
        else:
            return 0
    if text[at : at + 1] in ("s", "S", "ſ") and not is_word(text[at + 1 : at + 2]):
        return at + 1
    return 0 if is_word(text[at : at + 1]) else at


def words(name: str) -> list[str]:
    """Give the words of a name."""
    return re.findall(r"\w+", name)


def spelled(word: str) -> str:
    """Spell a word the same in any case."""
    return "".join("i" if letter in "iIıİ" else letter.casefold() for letter in word)


def is_word(letter: str) -> bool:
    """Tell whether a sign goes on with a word."""
    return bool(letter) and (letter.isalnum() or letter == "_")


@cache
def same(one: str, other: str, cased: bool) -> bool:
    """Tell whether two letters are the same, in any case unless it counts."""
    return one == other or (not cased and re.fullmatch(re.escape(one), other, re.IGNORECASE) is not None)
