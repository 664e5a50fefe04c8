"""The lines of a file, decoded one by one, so that a bad byte is found with its line."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from django.utils.translation import gettext as _

from imports.mapping.schema import ENCODINGS
from imports.report import FileFault

LONGEST_LINE = 1_000_000
"""Bytes: a longer line is no row of a table, and reading it would take memory without end."""

SIGNATURES = {
    b"\xff\xfe": "UTF-16",
    b"\xfe\xff": "UTF-16",
    b"PK\x03\x04": "Excel/zip",
    b"\x1f\x8b": "gzip",
    b"%PDF": "PDF",
    b"\xd0\xcf\x11\xe0": "Excel 97",
}


def decoded_lines(path: Path, encoding: str) -> Iterator[str]:
    """Give the lines of a file, line breaks kept. Raises FileFault with the line and what to do."""
    try:
        with path.open("rb") as file:
            _refuse_other_formats(file.read(8))
            file.seek(0)
            number = 0
            while line := file.readline(LONGEST_LINE + 1):
                number += 1
                yield _decoded(line, number, encoding)
    except OSError as fault:
        raise FileFault(_("filen kan inte läsas: %(why)s") % {"why": fault.strerror}) from None


def _refuse_other_formats(start: bytes) -> None:
    for signature, name in SIGNATURES.items():
        if start.startswith(signature):
            raise FileFault(_("filen är %(format)s, inte text; spara den som CSV (UTF-8)") % {"format": name})


def _decoded(line: bytes, number: int, encoding: str) -> str:
    if len(line) > LONGEST_LINE:
        why = _("raden är längre än %(n)s byte; är det en CSV-fil?") % {"n": LONGEST_LINE}
        raise FileFault(why, line=number)
    if number == 1:
        line = line.removeprefix(b"\xef\xbb\xbf")
    try:
        return line.decode(ENCODINGS[encoding])
    except UnicodeDecodeError as fault:
        why = _("byte %(at)s (0x%(byte)02x) är inte %(encoding)s; ange filens teckenkodning i mappningen") % {
            "at": fault.start + 1,
            "byte": line[fault.start],
            "encoding": encoding,
        }
        raise FileFault(why, line=number) from None
