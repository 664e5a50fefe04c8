"""Translations without gettext: compile `.po` files, and say what is wrong in them."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

import polib

from privacyhub.texts import Text

PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|\{\w+\}")


def catalogues(folders: Iterable[Path | str]) -> list[Path]:
    """Find every catalogue in the given locale folders."""
    return sorted(path for folder in folders for path in Path(folder).glob("*/LC_MESSAGES/*.po"))


def compile_catalogue(source: Path) -> Path:
    """Write the `.mo` beside a `.po`, whole or not at all; fuzzy entries are left out."""
    target = source.with_suffix(".mo")
    half = target.with_suffix(f".{os.getpid()}")
    polib.pofile(str(source)).save_as_mofile(str(half))
    half.replace(target)
    return target


def faults(source: Path) -> Iterator[str]:
    """Say what is wrong in a catalogue: file, line and reason."""
    for entry in polib.pofile(str(source)):
        if not entry.obsolete and (reason := _fault(entry)):
            yield f"{source}:{entry.linenum}: {reason}: {entry.msgid!r}"


def strangers(source: Path, texts: Iterable[Text]) -> Iterator[str]:
    """Say which texts a catalogue lacks, where they stand, and which it has that nobody says any more."""
    entries = {
        (entry.msgctxt, entry.msgid): entry for entry in polib.pofile(str(source)) if not entry.obsolete
    }
    said = {(text.context, text.msgid): text.place for text in texts}
    for key in said.keys() - entries.keys():
        yield f"{said[key]}: no translation in {source}: {key[1]!r}"
    for key in entries.keys() - said.keys():
        yield f"{source}:{entries[key].linenum}: nobody says this any more: {key[1]!r}"


def _fault(entry: polib.POEntry) -> str | None:
    if entry.fuzzy:
        return "the translation is marked as uncertain (fuzzy)"
    if not entry.translated():
        return "the translation is missing"
    given = _placeholders([entry.msgid, entry.msgid_plural])
    if any(_placeholders([words]) - given for words in _translations(entry)):
        return "the translation has a placeholder that the original has not"
    if _placeholders(_translations(entry)) != given:
        return "the translation lacks a placeholder"
    return None


def _translations(entry: polib.POEntry) -> list[str]:
    return list(entry.msgstr_plural.values()) if entry.msgid_plural else [entry.msgstr]


def _placeholders(texts: Iterable[str]) -> set[str]:
    return {found for text in texts for found in PLACEHOLDER.findall(text)}
