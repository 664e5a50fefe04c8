"""Take other people out of what a person is given (Art. 15(4)): their names, addresses, numbers.

Whoever is known and named in the text is masked, and so is whatever looks like an address, a
telephone number or a personal number that is not the person's own. Better too much than too little:
a reviewer sees every masking, leaves open what harms nobody, adds what no rule can see, and signs.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from typing import Any

from subjects.identifiers import normalise_email, normalise_phone

MASK = "[annan person]"
WORD = re.compile(r"\w+")
CAPITALISED = re.compile(r"[^\W\d_a-zåäöéü][\w'’-]*(?:[ \t]+[^\W\d_a-zåäöéü][\w'’-]*){1,3}")
EMAIL = re.compile(r"[\w.%+-]+@[\w-]+(?:\.[\w-]+)+")
PERSONAL_NUMBER = re.compile(r"(?<![\w-])(?:19|20)?\d{6}[-+]?\d{4}(?![\w-])")
PHONE = re.compile(r"(?<![\w+])(?:\+|0)\d[\d ()/–-]{5,16}\d(?!\w)")
SEPARATOR = "\x1e"


@dataclass(frozen=True)
class Lookup:
    """What masking has to know of people: the person's own marks, and everybody else's."""

    own_name: str
    own_addresses: Collection[str]
    """Normalised e-mail addresses and telephone numbers of the person, and the company's mailboxes."""
    others: Collection[str]
    """Full names of others."""
    lifted: Collection[str] = ()
    """What a reviewer has left open, as it stands in the text."""
    added: Collection[str] = ()
    """What a reviewer has added."""


@dataclass
class Masker:
    """Masks texts and counts what it masked: `found` is the masked text with its number of places."""

    lookup: Lookup
    texts: str
    found: Counter[tuple[str, str]] = field(default_factory=Counter)

    def __post_init__(self) -> None:
        """Look the names up among the words that are there, so that only those are searched for."""
        words = set(WORD.findall(self.texts.casefold()))
        words |= {word[:-1] for word in words if word.endswith("s")}
        own = {part.casefold() for part in WORD.findall(self.lookup.own_name)}
        whole, parts = set(self.lookup.added), set()
        for name in self.lookup.others:
            tokens = {token.casefold(): token for token in WORD.findall(name)}
            if not tokens.keys() <= own and tokens.keys() <= words:
                whole.add(name)
            parts |= {t for key, t in tokens.items() if len(t) > 1 and key not in own and key in words}
        self._whole = _alternation(whole, re.IGNORECASE)
        self._parts = _alternation(parts, 0)

    def mask(self, text: str) -> str:
        """Give a text without other people."""
        text = self._replace(EMAIL, text, "email", self._is_own_email)
        text = self._replace(PERSONAL_NUMBER, text, "number", self._never)
        text = self._replace(self._whole, text, "name", self._never)
        text = self._replace(self._parts, text, "name", self._never)
        return self._replace(PHONE, text, "phone", self._is_own_phone)

    def mask_value(self, value: Any) -> Any:
        """Mask every text inside a JSON value, keys included."""
        if isinstance(value, str):
            return self.mask(value)
        if isinstance(value, list):
            return [self.mask_value(one) for one in value]
        if isinstance(value, dict):
            return {self.mask(key): self.mask_value(one) for key, one in value.items()}
        return value

    def _replace(self, pattern: re.Pattern[str] | None, text: str, kind: str, keep: Any) -> str:
        if pattern is None:
            return text

        def replaced(match: re.Match[str]) -> str:
            said = match[0]
            if keep(said):
                return said
            self.found[kind, said] += 1
            return said if said in self.lookup.lifted else MASK

        return pattern.sub(replaced, text)

    def _never(self, said: str) -> bool:
        return False

    def _is_own_email(self, said: str) -> bool:
        return normalise_email(said) in self.lookup.own_addresses

    def _is_own_phone(self, said: str) -> bool:
        return normalise_phone(said) in self.lookup.own_addresses


def possible_names(texts: str) -> set[str]:
    """Give every run of two to four capitalised words: what could be the name of somebody we know."""
    found: set[str] = set()
    for run in CAPITALISED.findall(texts):
        words = run.split()
        for size in (2, 3, 4):
            found |= {" ".join(words[at : at + size]) for at in range(len(words) - size + 1)}
    return found | {name[:-1] for name in found if name.endswith("s")}


def _alternation(names: Iterable[str], flags: int) -> re.Pattern[str] | None:
    """Match any of these as whole words, the longest first, with a Swedish genitive s or without."""
    ordered = sorted({name.strip() for name in names if name.strip()}, key=lambda n: (-len(n), n))
    if not ordered:
        return None
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, ordered))})(?:s(?!\w))?(?!\w)", flags)
