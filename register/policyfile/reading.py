"""From the bytes of a file to plain values, each with its place.

Only the plain part of YAML is read: mappings, lists and scalars. Anchors and aliases (the stuff of
"YAML bombs"), tags and several documents are refused, and a key said twice is a fault instead of
the last one winning. `no`, `on` and dates stay text, so that Norway remains a country.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import yaml

from register.policyfile.faults import Fault, Mark

MAX_BYTES = 1_000_000
MAX_DEPTH = 20
MAX_VALUES = 50_000

Path = tuple[str | int, ...]
WORDS: dict[str, Any] = {"true": True, "false": False, "null": None, "~": None, "": None}
WHOLE = re.compile(r"[-+]?(0|[1-9][0-9]{0,17})\Z")

UNWRITABLE = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
"""Controls and halves of characters, which escapes such as "\\0" can smuggle in."""


@dataclass
class Tree:
    """The values of a file, the place of every value and key, and what was wrong on the way.

    `broken_off` says that the reading stopped at the last fault, so that the rest is unknown.
    """

    value: Any = None
    values: dict[Path, Mark] = field(default_factory=dict)
    keys: dict[Path, Mark] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)
    broken_off: bool = False

    def place(self, path: Path, *, of_key: bool = False) -> Mark:
        """Give the place of a path; the nearest known parent's where it has none (a missing key).

        A value that begins on a line below its key is found by its key.
        """
        for length in range(len(path), 0, -1):
            key, value = self.keys.get(path[:length]), self.values.get(path[:length])
            if key and (of_key or value is None or value.line > key.line or length < len(path)):
                return key
            if value:
                return value
        return Mark()


class _Stop(Exception):
    """The file cannot be read further."""

    def __init__(self, mark: Mark, why: str) -> None:
        self.fault = Fault(mark, "", why)


def read(content: bytes) -> Tree:
    """Read a file; whatever is wrong stands in `faults` and the rest of the tree is still there."""
    tree = Tree()
    try:
        text = _decode(content)
        _Builder(tree).build(_events(text))
    except _Stop as stop:
        tree.faults.append(stop.fault)
        tree.broken_off = True
    return tree


def _decode(content: bytes) -> str:
    if len(content) > MAX_BYTES:
        raise _Stop(Mark(), f"the file has {len(content)} bytes; a policy file has at most {MAX_BYTES}")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as fault:
        before = content[: fault.start]
        line_start = before.rfind(b"\n") + 1
        column = len(before[line_start:].decode("utf-8", "replace")) + 1
        mark = Mark(before.count(b"\n") + 1, column)
        raise _Stop(mark, f"not UTF-8: byte 0x{content[fault.start]:02x}; save the file as UTF-8") from None


def _events(text: str) -> Iterator[yaml.Event]:
    try:
        yield from yaml.parse(text, Loader=yaml.SafeLoader)
    except yaml.MarkedYAMLError as fault:
        at = fault.problem_mark or fault.context_mark
        mark = _mark(at) if at else Mark()
        raise _Stop(mark, f"not YAML: {' '.join(filter(None, (fault.context, fault.problem)))}") from None
    except yaml.reader.ReaderError as fault:
        before = text[: fault.position]
        mark = Mark(before.count("\n") + 1, fault.position - before.rfind("\n"))
        raise _Stop(mark, f"the character U+{fault.character:04X} is not allowed in YAML") from None


def _mark(at: Any) -> Mark:
    return Mark(at.line + 1, at.column + 1)


@dataclass
class _Open:
    """A mapping or list being read."""

    path: Path
    value: Any
    key: str | None = None
    skipping: bool = False


class _Builder:
    """Builds the tree from the parser's events; a stack instead of recursion, so depth is harmless."""

    def __init__(self, tree: Tree) -> None:
        self.tree = tree
        self.stack: list[_Open] = []
        self.count = 0
        self.documents = 0

    def build(self, events: Iterator[yaml.Event]) -> None:
        for event in events:
            self._judge(event)
            if isinstance(event, yaml.ScalarEvent):
                self._scalar(event)
            elif isinstance(event, yaml.MappingStartEvent | yaml.SequenceStartEvent):
                self._open(event)
            elif isinstance(event, yaml.MappingEndEvent | yaml.SequenceEndEvent):
                self.stack.pop()

    def _judge(self, event: yaml.Event) -> None:
        mark = _mark(event.start_mark)
        if isinstance(event, yaml.DocumentStartEvent):
            self.documents += 1
            if self.documents > 1:
                raise _Stop(mark, "a second document begins here; a policy file has one (take out '---')")
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
            raise _Stop(mark, "anchors (&) and aliases (*) are not read; write the text out")
        if (tag := getattr(event, "tag", None)) is not None:
            raise _Stop(mark, f"the tag {tag!r} is not read; write the plain value")
        self.count += 1
        if self.count > MAX_VALUES:
            raise _Stop(mark, f"more than {MAX_VALUES} values; this is no policy")

    def _scalar(self, event: yaml.ScalarEvent) -> None:
        if unwritable := UNWRITABLE.search(event.value):
            why = f"holds the character U+{ord(unwritable[0]):04X}, which no text needs; take it out"
            raise _Stop(_mark(event.start_mark), why)
        top = self.stack[-1] if self.stack else None
        if top is not None and isinstance(top.value, dict) and top.key is None:
            self._key(top, event)
        else:
            self._put(_plain(event), _mark(event.start_mark))

    def _key(self, top: _Open, event: yaml.ScalarEvent) -> None:
        mark, path = _mark(event.start_mark), (*top.path, event.value)
        top.key, top.skipping = event.value, event.value in top.value
        if top.skipping:
            first = self.tree.keys[path].line
            why = f"the key {event.value!r} is said twice (first on line {first}); keep one"
            self.tree.faults.append(Fault(mark, dotted(top.path), why))
        else:
            self.tree.keys[path] = mark

    def _open(self, event: yaml.MappingStartEvent | yaml.SequenceStartEvent) -> None:
        mark = _mark(event.start_mark)
        if len(self.stack) >= MAX_DEPTH:
            raise _Stop(mark, f"nested more than {MAX_DEPTH} levels deep")
        top = self.stack[-1] if self.stack else None
        if top is not None and isinstance(top.value, dict) and top.key is None:
            raise _Stop(mark, "a key is a plain word, not a list or a mapping")
        value: Any = {} if isinstance(event, yaml.MappingStartEvent) else []
        self.stack.append(_Open(self._put(value, mark), value))

    def _put(self, value: Any, mark: Mark) -> Path:
        if not self.stack:
            self.tree.value = value
            path: Path = ()
        else:
            path = self._place_in(self.stack[-1], value)
        if self.stack and self.stack[-1].skipping:
            self.stack[-1].skipping = False
        else:
            self.tree.values[path] = mark
        return path

    @staticmethod
    def _place_in(top: _Open, value: Any) -> Path:
        if isinstance(top.value, list):
            top.value.append(value)
            return (*top.path, len(top.value) - 1)
        key, top.key = top.key, None
        if top.skipping:
            return (*top.path, f"{key} (second)")
        top.value[key] = value
        return (*top.path, str(key))


def _plain(event: yaml.ScalarEvent) -> Any:
    """Read a scalar: quoted is text; unquoted true, false, null and whole numbers are what they say."""
    if not event.implicit[0]:
        return event.value
    if event.value in WORDS:
        return WORDS[event.value]
    return int(event.value) if WHOLE.match(event.value) else event.value


def dotted(path: Path) -> str:
    """Write a path for people: `retention.support_profile.period`, `purposes.sale.contexts[0]`."""
    text = ""
    for part in path:
        text += f"[{part}]" if isinstance(part, int) else f".{part}" if text else str(part)
    return text
