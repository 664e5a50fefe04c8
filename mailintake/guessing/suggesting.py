"""Suggest what a mail is, and say which words it was: a person decides."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from functools import cache

from mailintake.guessing.keywords import (
    ALONE,
    INQUIRY,
    KEYWORDS,
    NO_TO_MARKETING,
    NOT_OURS,
    RECRUITMENT,
)
from mailintake.guessing.own_words import own_words

READ = 5_000
"""Characters looked at: who wants something says so early."""
SHOWN = 5
PLAIN = 4
"""The weight of a word that names a right by itself."""
RIGHTS = frozenset(KEYWORDS) - {INQUIRY, RECRUITMENT, NOT_OURS}


@dataclass(frozen=True, kw_only=True)
class Suggestion:
    """What a mail may be: a right, `inquiry`, `recruitment`, `not_ours` or nothing; and because of what."""

    kind: str = ""
    because: tuple[str, ...] = ()


def suggest(title: str, text: str) -> Suggestion:
    """Weigh the words of the subject and of what the person wrote now. Equal weights suggest nothing."""
    weights, found = _weigh(title, text)
    ranked = weights.most_common(2)
    if not ranked or (len(ranked) > 1 and ranked[0][1] == ranked[1][1]):
        return Suggestion()
    return Suggestion(kind=ranked[0][0], because=tuple(found[ranked[0][0]][:SHOWN]))


def also_asks(title: str, text: str, *, than: str) -> dict[str, tuple[str, ...]]:
    """Give what else a mail may ask for, with the words: the rights that a plain word of it names."""
    weights, found = _weigh(title, text)
    return {
        kind: tuple(found[kind][:SHOWN])
        for kind, weight in weights.most_common()
        if kind != than and weight >= PLAIN and kind in RIGHTS
    }


def _weigh(title: str, text: str) -> tuple[Counter[str], dict[str, list[str]]]:
    subject, own = title.lower(), own_words(text)[:READ].lower()
    weights: Counter[str] = Counter()
    found: dict[str, list[str]] = {}
    for kind, words in KEYWORDS.items():
        for word, weight in words:
            seen = (2 if _pattern(word).search(subject) else 0) + (1 if _pattern(word).search(own) else 0)
            if seen:
                weights[kind] += seen * weight
                found.setdefault(kind, []).append(word.rstrip("*"))
    return weights, found


def is_clear_no(title: str, text: str) -> bool:
    """Tell whether somebody says no to marketing in so many words, and not in a mail they quote."""
    subject, own = title.lower().strip(" .!"), own_words(text)[:READ].lower()
    if subject in ALONE or own.strip(" .!\n") in ALONE:
        return True
    return any(_pattern(words).search(subject) or _pattern(words).search(own) for words in NO_TO_MARKETING)


@cache
def _pattern(word: str) -> re.Pattern[str]:
    words = r"\s+".join(re.escape(part) for part in word.rstrip("*").split())
    return re.compile(rf"(?<!\w){words}" + (r"\w*" if word.endswith("*") else r"(?!\w)"))
