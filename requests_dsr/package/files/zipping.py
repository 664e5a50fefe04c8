"""Write a package as a ZIP with fixed names: pages for people, JSON and CSV for machines, the files."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterable
from datetime import datetime
from io import RawIOBase
from pathlib import Path
from typing import IO, Any, cast

from requests_dsr.package.content import Content
from requests_dsr.package.files.as_json import json_of
from requests_dsr.package.files.pages import page
from requests_dsr.package.files.schema import Unread
from requests_dsr.package.files.spreadsheets import csv_of
from requests_dsr.package.files.stores import open_stored

SCHEMA_FILE = Path(__file__).parents[1] / "access-package.schema.json"
PAGES = {"las-mig.html": "sv", "read-me.html": "en"}
SAFE_TABLE = re.compile(r"[a-z][a-z0-9_]*")
CHUNK = 1 << 20


def write_zip(content: Content, into: IO[bytes] | RawIOBase, *, at: datetime) -> None:
    """Write a package to a stream, which need not be seekable; memory stays flat but for the rows as JSON.

    A stored file that cannot be read is named in the package, among what could not be read.
    """
    with zipfile.ZipFile(cast("IO[bytes]", into), "w", zipfile.ZIP_DEFLATED, allowZip64=True) as archive:
        stamp = at.timetuple()[:6]
        for name, path in content.files.items():
            if not _copy(archive, name, path, stamp):
                content.part.unread.append(Unread(what=name, why="the stored file is not there"))
        for name, language in PAGES.items():
            _write(archive, name, page(content, language), stamp)
        _write(archive, "package.json", json_of(content.part), stamp)
        _write(archive, "package.schema.json", [SCHEMA_FILE.read_text(encoding="utf-8")], stamp)
        for table in content.part.tables:
            _write(archive, f"csv/{_safe(table.name)}.csv", csv_of(table), stamp)


def _write(archive: zipfile.ZipFile, name: str, pieces: Iterable[str | bytes], stamp: Any) -> None:
    with archive.open(_info(name, stamp), "w", force_zip64=True) as member:
        for piece in pieces:
            member.write(piece.encode() if isinstance(piece, str) else piece)


def _copy(archive: zipfile.ZipFile, name: str, path: str, stamp: Any) -> bool:
    try:
        stored = open_stored(path)
    except OSError:
        return False
    with stored, archive.open(_info(name, stamp), "w", force_zip64=True) as member:
        while piece := stored.read(CHUNK):
            member.write(piece)
    return True


def _info(name: str, stamp: Any) -> zipfile.ZipInfo:
    info = zipfile.ZipInfo(name, date_time=stamp)
    info.compress_type = zipfile.ZIP_DEFLATED
    info.external_attr = 0o600 << 16
    return info


def _safe(name: str) -> str:
    """Hold a table's name to letters: it comes from our own tables, and still is checked."""
    if not SAFE_TABLE.fullmatch(name):
        raise ValueError(f"{name!r} cannot name a file of a package")
    return name
