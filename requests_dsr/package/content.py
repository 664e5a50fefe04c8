"""Put a package together: what is told and the copy, in one value that every form is written from."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from functools import partial
from typing import Literal

from django.utils.functional import Promise

from register.models import PolicyVersion
from register.selectors import live_policy
from requests_dsr.package.files.breathing import no_garbage_search
from requests_dsr.package.files.schema import FilePart, PackagePart, TablePart, Unread
from requests_dsr.package.gathering import Gathered, gather
from requests_dsr.package.parts import PER_ROW, system_part, table_part
from requests_dsr.package.portable import may_take, taken_along
from requests_dsr.package.statement import CONCEALED, Table
from requests_dsr.package.words.speaking import both
from requests_dsr.package.words.telling import ALL_THAT_IS_OURS, CONFIRMATION, IMY, TAKEN_ALONG, Telling
from retention.live import bound
from retention.selectors import kept_alike
from subjects.models import DataSubject

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
    whole = list(_everything(gathered))
    takes = partial(may_take, telling) if portable else _takes_all
    files, listed = _files(gathered, withheld_files, takes)
    shown = list(taken_along(gathered, telling)) if portable else whole
    part = PackagePart(
        kind=kind,
        made_at=at.isoformat(),
        as_of=as_of.isoformat(),
        controller=telling.company(),
        subject=str(subject.ref),
        confirmation=both(_confirmation(portable=portable, all_is_ours=not gathered.for_others)),
        categories=[],
        left_out=[],
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
    held = {category for table in whole for category in _categories_of(table)}
    if portable:
        along = {category for table in shown for category in _categories_of(table)}
        part.left_out = telling.left_out(held - along)
    else:
        _tell(part, telling, gathered, held, as_of)
    return Content(part=part, version=version, gathered=gathered, files=files)


def _confirmation(*, portable: bool, all_is_ours: bool) -> Promise:
    if portable:
        return TAKEN_ALONG
    return CONFIRMATION if all_is_ours else ALL_THAT_IS_OURS


def _tell(
    part: PackagePart, telling: Telling, gathered: Gathered, held: Collection[str], as_of: date
) -> None:
    """Add everything of Art. 15(1) and (2)."""
    kept = kept_alike(gathered.person.subject, as_of, bound(telling.version))
    part.categories = telling.categories(held, kept)
    part.receivers = telling.receivers(gathered.rows[DISCLOSURES], {*held, *kept})
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
        yield table_part(table, rows, table.columns)
    for number, system in enumerate(gathered.systems, 1):
        if system.rows:
            yield system_part(number, system)


def _takes_all(_table: Table, _column: str) -> bool:
    return True


def _files(
    gathered: Gathered, withheld: Collection[str], takes: Callable[[Table, str], bool]
) -> tuple[dict[str, str], list[FilePart]]:
    """Name every stored file by a number of its own: what a person called it never names a path."""
    copied: dict[str, str] = {}
    listed: list[FilePart] = []
    for table, rows in gathered.filled():
        for column in table.path.files:
            if not takes(table, column):
                continue
            paths = [row[column] for row in rows]
            rows.write(column, CONCEALED, [at for at, path in enumerate(paths) if path in withheld])
            if gathered.added:
                rows.change([column], partial(_named, gathered))
            for path in paths:
                if not path or path in withheld:
                    continue
                name = f"files/{len(copied) + 1:04d}.{_ending(path)}"
                copied[name] = path
                listed.append(
                    FilePart(
                        name=name,
                        original=_named(gathered, _last(path)),
                        table=table.name,
                        column=column,
                    )
                )
    return copied, listed


def _named(gathered: Gathered, name: str) -> str:
    """Mask what a reviewer has added in the name of a file, in which blanks are strokes."""
    spaced = name.replace("_", " ")
    said: str = gathered.without_added(spaced)
    return name if said == spaced else said


def _ending(path: str) -> str:
    ending = path.rpartition(".")[2].lower()
    return ending if ending in SAFE_ENDINGS else "bin"


def _last(path: str) -> str:
    return path.rpartition("/")[2]
