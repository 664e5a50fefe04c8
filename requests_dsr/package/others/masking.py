"""Take other people out of what a person is given (Art. 15(4)): their names, addresses, numbers.

Whoever is known and named in the text is masked, and so is whatever looks like an address, a
telephone number or a personal number that is not the person's own. Better too much than too little:
a reviewer sees every masking, leaves open what harms nobody, adds what no rule can see, and signs.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from requests_dsr.package.others.names_that_are_words import as_name, is_word_too
from subjects.identifiers import normalise_email, normalise_phone

MASK = "[annan person]"
WORD = re.compile(r"\w+")
CAPITALISED = re.compile(r"[^\W\d_a-zåäöéü][\w'’-]*(?:[ \t]+[^\W\d_a-zåäöéü][\w'’-]*){1,3}")
EMAIL = re.compile(r"[\w.%+-]+@[\w-]+(?:\.[\w-]+)+")
PERSONAL_NUMBER = re.compile(r"(?<![\w-])(?:19|20)?\d{6}[-+]?\d{4}(?![\w-])")
PHONE = re.compile(r"(?<![\w+])(?:\+|0)\d[\d ()/–-]{5,16}\d(?!\w)")
REFERENCE = r"[0-9A-Fa-f]{8}(?:-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}"
"""A reference of ours (UUID). Its digits are nobody's telephone number."""
PHONE_BEGINS = re.compile(r"\+\d|(?<!\d)0\d")
"""Where a telephone number may stand, also glued to a name: that is masked before it is looked for."""
SEPARATOR = "\x1e\n"
"""Between texts that are read together: no pattern reaches across it, and words end at it."""
OURS = "ours"
ADDED = "added"
SHARP_S = re.compile("ß|ss", re.IGNORECASE)
ONE_I = {ord("ı"): "i", 0x307: None}
"""İ is cased into an i and a dot of its own, which is no part of a word."""
Keep = Callable[[str], bool]
PLACES = 3
"""In how many places a reviewer sees what is masked among the words around it."""
AROUND = 60
"""How many signs before and after."""


@dataclass(frozen=True)
class Lookup:
    """What masking has to know of people: the person's own marks, and everybody else's."""

    own_name: str
    own_addresses: Collection[str]
    """Normalised e-mail addresses, telephone and personal numbers of the person; the company's mailboxes."""
    others: Collection[str]
    """Full names of others."""
    own_numbers: Collection[str] = ()
    """Numbers that we gave what is the person's: their requests, tickets, invoices."""
    lifted: Collection[str] = ()
    """What a reviewer has left open, as it stands in the text."""
    added: Collection[str] = ()
    """What a reviewer has added: it is masked wherever it stands, also in what is the person's own."""


class Place(NamedTuple):
    """A place of what is masked: the words before and after it, as they stand in the text."""

    before: str
    after: str


@dataclass
class Masker:
    """Masks texts and counts what it masked: `found` is (kind, masked text) with its number of places.

    Made for a body of texts: only what occurs among their distinct words is searched for, so that a
    body that names nobody is read once and left alone.
    """

    lookup: Lookup
    texts: str
    found: Counter[tuple[str, str]] = field(default_factory=Counter)
    places: dict[tuple[str, str], list[Place]] = field(default_factory=lambda: defaultdict(list))
    """The first places of each, with the words around."""
    kept: Counter[str] = field(default_factory=Counter)
    """The person's own names and addresses with something added in them, which are left, and how often."""

    def __post_init__(self) -> None:
        """Choose the patterns by the distinct words of the texts."""
        tokens = " ".join(_distinct_words(self.texts))
        keep = self._keep_email, self._keep_number, self._keep_nothing, self._keep_nothing, self._keep_phone
        kinds = "email", "number", ADDED, "name", "phone"
        whole, parts = self._names(_words_in(tokens))
        words = {part for part in parts if is_word_too(part)}
        in_any_case, as_written = whole | parts - words, {form for part in words for form in as_name(part)}
        patterns = (
            EMAIL if "@" in tokens and EMAIL.search(tokens) else None,
            self._but_ours(PERSONAL_NUMBER, tokens) if PERSONAL_NUMBER.search(tokens) else None,
            alternation(self.lookup.added),
            alternation(in_any_case, as_written),
            self._but_ours(PHONE, tokens) if PHONE_BEGINS.search(tokens) else None,
        )
        steps = zip(patterns, kinds, keep, strict=True)
        self._steps = [(pattern, kind, kept) for pattern, kind, kept in steps if pattern is not None]
        self._added = [step for step in self._steps if step[1] == ADDED]

    @property
    def has_something_to_mask(self) -> bool:
        """Tell whether anything of what is masked occurs in the texts at all."""
        return bool(self._steps)

    def mask(self, text: str) -> str:
        """Give a text without other people."""
        for pattern, kind, keep in self._steps:
            text = self._without_added(text) if kind == ADDED else self._replace(pattern, text, kind, keep)
        return text

    def mask_value(self, value: Any) -> Any:
        """Mask every text inside a JSON value, keys included."""
        return in_json(value, self.mask)

    def mask_added(self, value: Any) -> Any:
        """Mask what a reviewer has added, and nothing else, in a value that no rule masks."""
        return in_json(value, self._without_added) if self._added else value

    def _without_added(self, text: str) -> str:
        [(pattern, kind, keep)] = self._added
        if self._is_own(text.strip()):
            if pattern.search(text):
                self.kept[text.strip()] += 1
            return text
        return self._replace(pattern, text, kind, keep)

    def mask_whole(self, value: Any, kind: str = "name") -> Any:
        """Mask a value that is a name or an address as a whole, unless it is the person's own."""
        text = value.strip() if isinstance(value, str) else ""
        if not text or self._is_own(text):
            return value
        kind = "email" if "@" in text else kind
        self.found[kind, text] += 1
        if self.found[kind, text] <= PLACES:
            self.places[kind, text].append(Place("", ""))
        return value if text in self.lookup.lifted else MASK

    def _is_own(self, text: str) -> bool:
        own = {folded(word) for word in WORD.findall(self.lookup.own_name)}
        words = {folded(word) for word in WORD.findall(text)}
        return (bool(words) and words <= own) or self._keep_email(text) or self._keep_phone(text)

    def _names(self, words: set[str]) -> tuple[set[str], set[str]]:
        """Give the names of others whose words all occur, and the single parts of names that occur."""
        own = {folded(part) for part in WORD.findall(self.lookup.own_name)}
        whole, parts = set[str](), set[str]()
        for name in self.lookup.others:
            tokens = {folded(token): token for token in WORD.findall(name)}
            if not tokens.keys() <= own and tokens.keys() <= words:
                whole.add(name)
            parts |= {t for key, t in tokens.items() if len(t) > 1 and key not in own and key in words}
        return whole, parts

    def _but_ours(self, pattern: re.Pattern[str], tokens: str) -> re.Pattern[str]:
        """Let a pattern pass over references and numbers of ours: they are matched first, and kept."""
        numbers = (one for one in self.lookup.own_numbers if pattern.search(one) and one.split()[0] in tokens)
        ours = "|".join([REFERENCE, *(rf"(?<!\w){re.escape(one)}(?!\w)" for one in sorted(numbers))])
        return re.compile(rf"(?P<{OURS}>{ours})|{pattern.pattern}")

    def _replace(self, pattern: re.Pattern[str], text: str, kind: str, keep: Keep) -> str:
        def replaced(match: re.Match[str]) -> str:
            said = match[0]
            if match.lastgroup == OURS:
                return said
            if (kind, said) not in self.found and keep(said):
                return said
            self.found[kind, said] += 1
            if self.found[kind, said] <= PLACES:
                start, end = match.span()
                before = match.string[max(0, start - AROUND) : start]
                self.places[kind, said].append(Place(before, match.string[end : end + AROUND]))
            return said if kind != ADDED and said in self.lookup.lifted else MASK

        return pattern.sub(replaced, text)

    def _keep_nothing(self, said: str) -> bool:
        return False

    def _keep_email(self, said: str) -> bool:
        return normalise_email(said) in self.lookup.own_addresses

    def _keep_number(self, said: str) -> bool:
        return bare_number(said) in self.lookup.own_addresses

    def _keep_phone(self, said: str) -> bool:
        own = self.lookup.own_addresses  # an area code may end with a stroke: 060/12 34 56
        return normalise_phone(said) in own or normalise_phone(said.replace("/", " ")) in own


def bare_number(text: str) -> str:
    """Spell a personal or organisation number by its last ten digits, the same with century and without."""
    return "".join(filter(str.isdecimal, text))[-10:]


def folded(word: str) -> str:
    """Spell a word the same in any case of letters; so also the i of Turkish, with its dot or without."""
    return word.casefold().translate(ONE_I)


def in_json(value: Any, change: Callable[[str], str]) -> Any:
    """Change every text inside a JSON value, keys included."""
    if isinstance(value, str):
        return change(value)
    if isinstance(value, list):
        return [in_json(one, change) for one in value]
    if isinstance(value, dict):
        return {change(key): in_json(one, change) for key, one in value.items()}
    return value


def either_sharp_s(pattern: str) -> str:
    """Let a pattern match ß and ss alike: in capitals Weiß is written WEISS."""
    return SHARP_S.sub("(?:ß|ss)", pattern)


def strings_in(value: Any) -> Iterator[str]:
    """Give every text inside a JSON value, keys included."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        yield from value
        value = list(value.values())
    if isinstance(value, list):
        for one in value:
            if isinstance(one, str):
                yield one
            elif isinstance(one, list | dict):
                yield from strings_in(one)


def _distinct_words(texts: str) -> set[str]:
    """Give every word once; one text at a time, so that a million words are never held together."""
    found: set[str] = set()
    for text in texts.split(SEPARATOR):
        found.update(text.split())
    return found


def _words_in(tokens: str) -> set[str]:
    """Give every word that occurs, folded, and without the s of the genitive too."""
    words = {folded(word) for word in WORD.findall(tokens)}
    return words | {word[:-1] for word in words if word.endswith("s")}


def possible_names(texts: str) -> set[str]:
    """Give every run of two to four capitalised words: what could be the name of somebody we know."""
    found: set[str] = set()
    for run in CAPITALISED.findall(texts):
        words = run.split()
        for size in (2, 3, 4):
            found |= {" ".join(words[at : at + size]) for at in range(len(words) - size + 1)}
    return found | {name[:-1] for name in found if name.endswith("s")}


def alternation(in_any_case: Iterable[str], as_written: Iterable[str] = ()) -> re.Pattern[str] | None:
    """Match any of these as whole words, the longest first, with a Swedish genitive s or without.

    What stands for somebody already is passed over: Person is a surname too.
    """
    patterns = {name.strip(): either_sharp_s(re.escape(name.strip())) for name in in_any_case if name.strip()}
    patterns |= {name: f"(?-i:{re.escape(name)})" for name in as_written}
    if not patterns:
        return None
    ordered = (patterns[name] for name in sorted(patterns, key=lambda name: (-len(name), name)))
    either = "|".join(ordered).replace("\\ ", "[ \\t\\r\\n]+")
    masked = rf"(?P<{OURS}>{re.escape(MASK)})"
    return re.compile(rf"{masked}|(?<!\w)(?:{either})(?:[sS](?!\w))?(?!\w)", re.IGNORECASE)
