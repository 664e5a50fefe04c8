"""Put a package together: what is told and the copy, in one value that every form is written from."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache, partial
from typing import Any, Literal

from register.models import PolicyVersion
from register.selectors import live_policy
from requests_dsr.package.breathing import no_garbage_search
from requests_dsr.package.gathering import Gathered, SystemRows, gather
from requests_dsr.package.rows import Rows
from requests_dsr.package.schema import ColumnPart, FilePart, PackagePart, TablePart, Unread, Words
from requests_dsr.package.speaking import both
from requests_dsr.package.statement import CONCEALED, Table, tables
from requests_dsr.package.telling import CONFIRMATION, IMY, Telling
from retention.selectors import kept_alike
from subjects.models import DataSubject

PORTABLE = frozenset({"provided", "observed"})
PER_ROW = "per_row"
DISCLOSURES = "subjects_disclosure"
SAFE_ENDINGS = frozenset({"pdf", "png", "jpg", "jpeg", "txt", "csv", "docx", "xlsx"})
Kind = Literal["access", "portability"]


@dataclass(kw_only=True)
class Content:
    """A package before it is written: its parts, and whose words it speaks.

    `files` are those to copy in: name in the package -> stored path.
    """

    part: PackagePart
    version: PolicyVersion
    gathered: Gathered
    files: dict[str, str]


@no_garbage_search()
def put_together(
    subject: DataSubject,
    *,
    kind: Kind,
    as_of: date,
    at: datetime,
    lifted: Collection[str] = (),
    added: Collection[str] = (),
    withheld_files: Collection[str] = (),
) -> Content:
    """Put a person's package together on a Stockholm day (Art. 15, or the narrower Art. 20).

    `lifted` and `added` are what a reviewer left open or masked beyond the rules; `withheld_files` are
    stored paths that show somebody else. Raises PersonGone and NoLivePolicy. A constant number of
    statements.
    """
    gathered = gather(subject, lifted=lifted, added=added)
    version = live_policy(subject.controller)
    telling = Telling(version, gathered.person)
    portable = kind == "portability"
    files, listed = _files(gathered, withheld_files) if not portable else ({}, [])
    shown = list(_portable(gathered, telling) if portable else _everything(gathered))
    part = PackagePart(
        kind=kind,
        made_at=at.isoformat(),
        as_of=as_of.isoformat(),
        controller=telling.company(),
        subject=str(subject.ref),
        confirmation=both(CONFIRMATION),
        categories=[],
        elsewhere=telling.elsewhere(gathered.for_others, gathered.customers),
        receivers=[],
        general_sources=[],
        profiling=[],
        rights=[],
        authority=both(IMY),
        policy_version=version.number,
        tables=shown,
        files=listed,
        unread=[Unread(what=what, why=why) for what, why in gathered.unread],
        masked_places=gathered.masked_places,
    )
    if not portable:
        _tell(part, telling, gathered, as_of)
    return Content(part=part, version=version, gathered=gathered, files=files)


def _tell(part: PackagePart, telling: Telling, gathered: Gathered, as_of: date) -> None:
    """Add everything of Art. 15(1) and (2)."""
    kept = kept_alike(gathered.person.subject, as_of)
    held = {category for table in part.tables for category in _categories_of(table)}
    part.categories = telling.categories(held, kept)
    part.receivers = telling.receivers(gathered.rows[DISCLOSURES])
    part.general_sources = telling.general_sources()
    part.profiling = telling.profiling()
    part.rights = telling.rights()


def _categories_of(table: TablePart) -> Iterator[str]:
    for column in table.columns:
        if column.category == PER_ROW:
            yield from {str(row["category"]) for row in table.rows if "category" in row}
        else:
            yield column.category


def _everything(gathered: Gathered) -> Iterator[TablePart]:
    for table, rows in gathered.filled():
        yield _table(table, rows, table.columns)
    for number, system in enumerate(gathered.systems, 1):
        if system.rows:
            yield _of_system(number, system)


def _portable(gathered: Gathered, telling: Telling) -> Iterator[TablePart]:
    """Give what the person gave or caused, on consent or contract, and nothing of anybody else (Art. 20)."""
    for table, rows in gathered.filled():
        if table.path.derived:
            continue
        own, columns = table.path.row_category, []
        for field in table.fields:
            ours = field.category == PER_ROW or telling.may_be_taken_along(field.category)
            if ours and field.origin in PORTABLE and field.name not in table.path.concealed:
                columns.append(field.name)
        names = ((own,) if own else ()) + tuple(columns)
        taken = [
            {name: row[name] for name in names}
            for row in rows
            if columns and (not own or telling.may_be_taken_along(row[own]))
        ]
        if taken:
            yield _table(table, Rows.of(taken), names)


def _table(table: Table, rows: Rows, names: tuple[str, ...]) -> TablePart:
    title, columns = _heading(table.name)
    return TablePart(name=table.name, title=title, columns=[columns[name] for name in names], rows=rows)


@cache
def _heading(name: str) -> tuple[Words, dict[str, ColumnPart]]:
    """Give a table's title and its columns by name: the same for everybody."""
    table = next(one for one in tables() if one.name == name)
    fields: dict[str, Any] = {field.name: field for field in table.fields}
    columns = {
        column: ColumnPart(
            name=column,
            title=both(partial(table.label, column)),
            origin=fields[column].origin if column in fields else "observed",
            category=fields[column].category if column in fields else PER_ROW,
        )
        for column in table.columns
    }
    return both(lambda: table.title), columns


def _of_system(number: int, system: SystemRows) -> TablePart:
    said = system.description
    return TablePart(
        name=f"system_{number}",
        title=both(lambda: said.title),
        columns=[
            ColumnPart(
                name=column.name,
                title=both(column.name),
                origin=column.origin,  # type: ignore[arg-type]
                category=column.category,
            )
            for column in said.columns
        ],
        rows=system.rows,
    )


def _files(gathered: Gathered, withheld: Collection[str]) -> tuple[dict[str, str], list[FilePart]]:
    """Name every stored file by a number of its own: what a person called it never names a path."""
    copied: dict[str, str] = {}
    listed: list[FilePart] = []
    for table, rows in gathered.filled():
        for column in table.path.files:
            paths = [row[column] for row in rows]
            rows.write(column, CONCEALED, [at for at, path in enumerate(paths) if path in withheld])
            for path in paths:
                if not path or path in withheld:
                    continue
                name = f"files/{len(copied) + 1:04d}.{_ending(path)}"
                copied[name] = path
                listed.append(FilePart(name=name, original=_last(path), table=table.name, column=column))
    return copied, listed


def _ending(path: str) -> str:
    ending = path.rpartition(".")[2].lower()
    return ending if ending in SAFE_ENDINGS else "bin"


def _last(path: str) -> str:
    return path.rpartition("/")[2]
