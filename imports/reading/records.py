"""The records of a CSV file (RFC 4180), streamed: a cell may span lines, a record keeps its first line."""

from __future__ import annotations

import csv
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from django.utils.translation import gettext as _

from imports.mapping.schema import FileForm
from imports.reading.header import check_header
from imports.reading.lines import decoded_lines
from imports.report import FileFault, LineFault

Record = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Records:
    """An open file: iterate once over (line, record), or (line, fault) for one that is not whole."""

    names: tuple[str, ...]
    rows: Iterator[tuple[int, list[str]]]

    def __iter__(self) -> Iterator[tuple[int, Record | LineFault]]:
        """Give each record with the line it begins on; empty lines are left out."""
        for line, cells in self.rows:
            if not cells:
                continue
            if len(cells) != len(self.names):
                why = _("raden har %(found)s fält, rubrikraden %(wanted)s") % {
                    "found": len(cells),
                    "wanted": len(self.names),
                }
                yield line, LineFault(line, why)
            elif any("\0" in cell for cell in cells):
                yield line, LineFault(line, _("raden innehåller NUL (byte 0); filen är skadad"))
            else:
                yield line, dict(zip(self.names, cells, strict=True))


def open_records(path: Path, form: FileForm, needed: Collection[str]) -> Records:
    """Open a CSV file and read its header. Raises FileFault when it is not what the mapping says."""
    rows = _rows(path, form)
    try:
        _line, header = next(rows)
    except StopIteration:
        raise FileFault(_("filen är tom")) from None
    names = tuple(name.strip() for name in header)
    if any("\0" in name for name in names):
        raise FileFault(_("filen är inte text: rubrikraden innehåller NUL (byte 0)"), line=1)
    check_header(names, needed, delimiter=form.delimiter)
    return Records(names, rows)


def _rows(path: Path, form: FileForm) -> Iterator[tuple[int, list[str]]]:
    reader = csv.reader(decoded_lines(path, form.encoding), delimiter=form.delimiter, strict=True)
    while True:
        begins = reader.line_num + 1
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as fault:
            raise FileFault(_said(fault), line=begins) from None
        yield begins, cells


def _said(fault: csv.Error) -> str:
    """Say in plain words what Python's csv module means."""
    text = str(fault)
    if "field larger" in text:
        limit = {"n": csv.field_size_limit()}
        return _("ett fält är större än %(n)s tecken; saknas ett avslutande citattecken?") % limit
    if "unexpected end" in text:
        return _("ett citattecken som öppnas här stängs aldrig")
    if "expected after" in text:
        return _("efter ett avslutande citattecken väntas fältskiljare eller radslut")
    if "new-line" in text:
        return _("ett ensamt CR-tecken bryter raden; spara filen med radslut LF eller CRLF")
    return _("raden är inte CSV: %(why)s") % {"why": text}
