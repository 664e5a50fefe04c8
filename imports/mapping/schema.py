"""The form of a mapping file."""

from __future__ import annotations

from typing import Annotated

from pydantic import ConfigDict, Field, model_validator

from imports.mapping.parts import Row
from imports.mapping.values import DateForm
from register.policyfile.values import Key, Line, Strict, refuse
from subjects.models import SourceKind

ENCODINGS = {
    "utf-8": "utf-8",
    "latin-1": "latin-1",
    "windows-1252": "cp1252",
    "cp850": "cp850",
    "mac-roman": "mac-roman",
}
"""What a file may be written in, and what Python calls it: each keeps a line break one byte."""


class Source(Strict):
    """From whom the data come: nothing is imported without a source (Art. 14(2)(f), WL-08)."""

    kind: SourceKind
    name: Annotated[str, Field(min_length=1, max_length=120)]


class FileForm(Strict):
    """How the file is written; a delimiter may be a tab, so nothing here is trimmed."""

    model_config = ConfigDict(str_strip_whitespace=False)

    encoding: str = "utf-8"
    delimiter: Annotated[str, Field(min_length=1, max_length=1)] = ","
    decimal: Annotated[str, Field(pattern="^[.,]$")] = "."
    thousands: Annotated[str, Field(max_length=1)] = ""
    dates: DateForm = "YYYY-MM-DD"
    empty: tuple[str, ...] = ()
    backslash_newlines: bool = False

    @model_validator(mode="after")
    def _readable(self) -> FileForm:
        if self.encoding not in ENCODINGS:
            raise refuse(f"{self.encoding!r} is not one of: {', '.join(ENCODINGS)}")
        if self.delimiter in '"\r\n' or self.delimiter == self.decimal == ",":
            raise refuse("the delimiter is one sign, neither a quote nor the decimal sign")
        return self


class Join(Strict):
    """A sum from another file beside the imported one: of a product of columns, for each key."""

    file: Annotated[str, Field(pattern=r"^[^/\\]+$")]
    key: str
    sum: tuple[Annotated[str, Field(min_length=1)], ...] = Field(min_length=1)


class Mapping(Strict):
    """What the columns of a file mean, for which controller, and from whom the data come."""

    name: Key | Annotated[str, Field(pattern=r"^[a-z][a-z0-9-]{0,62}$")]
    title: Line
    controller: Annotated[str, Field(pattern=r"^[a-z][a-z0-9-]{0,39}$")]
    source: Source
    file: FileForm = FileForm()
    shift_years: Annotated[int, Field(ge=-200, le=200)] = 0
    joins: dict[Key, Join] = {}
    row: Row
