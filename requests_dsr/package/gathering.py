"""Gather a person's data: every row of every table, others masked, in a constant number of statements."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from typing import Any

from django.db import connection, models
from pydantic_core import from_json

from connectors.asking import Answer, ask_everywhere
from connectors.protocol import Description
from requests_dsr.package.breathing import no_garbage_search
from requests_dsr.package.masking import Lookup, Masker, possible_names
from requests_dsr.package.own import own_marks
from requests_dsr.package.person import Person, person_of
from requests_dsr.package.statement import Table, statement, tables
from requests_dsr.package.texts import Column, Row, Texts
from subjects.models import DataSubject

OTHERS = """
select o.full_name from subjects_contact c join subjects_datasubject o on o.id = c.subject_id
where c.org_id = any(%(orgs)s) and c.subject_id <> %(subject)s
union
select o.full_name from subjects_datasubject o
where o.controller_id = %(controller)s and o.id <> %(subject)s and o.full_name = any(%(names)s)
"""
SHORTEST_TEXT = 40
"""A character column shorter than this, or one with choices, holds no free text."""


@dataclass(kw_only=True)
class SystemRows:
    """What one connected system holds of the person."""

    description: Description
    rows: list[Row]

    @classmethod
    def of(cls, answer: Answer) -> SystemRows:
        """Take over a system's answer, with values as JSON has them."""
        rows = [{name: _as_json(value) for name, value in row.items()} for row in answer.export.rows]
        return cls(description=answer.description, rows=rows)


@dataclass(kw_only=True)
class Gathered:
    """A person's rows by table and by connected system, what could not be read, and what was masked.

    `unread` is (system, why); `found` counts the places of what is somebody else's by (kind, text), and
    `lifted` is what of it a reviewer has left open.
    """

    person: Person
    rows: dict[str, list[Row]]
    systems: list[SystemRows]
    unread: list[tuple[str, str]]
    found: Counter[tuple[str, str]] = field(default_factory=Counter)
    lifted: frozenset[str] = frozenset()

    @property
    def masked_places(self) -> int:
        """Give in how many places something is masked: what was left open is not."""
        return sum(places for (_kind, text), places in self.found.items() if text not in self.lifted)

    def filled(self) -> Iterator[tuple[Table, list[Row]]]:
        """Give the tables that hold something of the person, in their order."""
        for table in tables():
            if self.rows.get(table.name):
                yield table, self.rows[table.name]


@no_garbage_search()
def gather(subject: DataSubject, *, lifted: Collection[str] = (), added: Collection[str] = ()) -> Gathered:
    """Read everything of a person, and mask everybody else; `lifted` and `added` are a reviewer's.

    Raises PersonGone. The number of statements does not depend on how much there is.
    """
    person = person_of(subject)
    rows = _rows(person)
    answers = ask_everywhere(subject.controller_id, person.known)
    systems = [SystemRows.of(answer) for answer in answers.read]
    gathered = Gathered(person=person, rows=rows, systems=systems, unread=answers.unread)
    _mask(gathered, lifted=lifted, added=added)
    return gathered


def _rows(person: Person) -> dict[str, list[Row]]:
    with connection.cursor() as cursor:
        cursor.execute(statement(), person.values())
        found: dict[str, list[Row]] = from_json(cursor.fetchone()[0], cache_strings="keys")
    return found


def _mask(gathered: Gathered, *, lifted: Collection[str], added: Collection[str]) -> None:
    """Mask the free text of every row: joined first, so that names are looked for once."""
    texts = Texts(_free_text(gathered))
    everything, person = texts.everything, gathered.person
    lookup = Lookup(
        own_name=person.full_name,
        own_addresses=own_marks(person, gathered.rows),
        others=_others(person, possible_names(everything)),
        lifted=(left_open := frozenset(lifted)),
        added=frozenset(added),
    )
    masker = Masker(lookup, everything)
    texts.mask(masker)
    gathered.found, gathered.lifted = masker.found, left_open


def _free_text(gathered: Gathered) -> Iterator[Column]:
    for table in tables():
        if rows := gathered.rows[table.name]:
            yield from (Column.of(rows, name) for name in masked_columns(table))
    for system in gathered.systems:
        for name in dict.fromkeys(name for row in system.rows for name in row):
            yield Column.of([row for row in system.rows if name in row], name)


def masked_columns(table: Table) -> tuple[str, ...]:
    """Give the columns of a table that may speak of other people."""
    free = (name for name in table.columns if _is_free(table.column(name)))
    path = table.path
    return tuple(
        name for name in free if name not in (*path.clear, *path.concealed, *path.files, path.row_category)
    )


def _is_free(column: models.Field) -> bool:  # type: ignore[type-arg]
    if isinstance(column, models.TextField | models.JSONField):
        return True
    if isinstance(column, models.CharField) and not column.choices:
        return (column.max_length or 0) >= SHORTEST_TEXT
    return False


def _others(person: Person, names: Collection[str]) -> set[str]:
    """Give the names of colleagues at the same organisations, and of anybody here whom a text names."""
    with connection.cursor() as cursor:
        cursor.execute(OTHERS, {**person.values(), "names": list(names)})
        return {name for (name,) in cursor.fetchall()}


def _as_json(value: Any) -> Any:
    return value if isinstance(value, str | int | float | bool | list | dict | None) else str(value)
