"""Gather a person's data: every row of every table, others masked, in a constant number of statements."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, field, replace
from functools import partial
from typing import Any

from django.db import connection
from psycopg2.extensions import BYTES, register_type

from connectors.asking import Answer, ask_everywhere
from connectors.protocol import Description
from consents.policy import live_file
from requests_dsr.package.others.for_others import processed_for_others, set_aside
from requests_dsr.package.others.masking import ADDED, MASK, Lookup, Masker, Place
from requests_dsr.package.own import own_marks, own_numbers
from requests_dsr.package.person import Person, person_of
from requests_dsr.package.rows import Rows
from requests_dsr.package.statement import Table, statement, tables
from requests_dsr.package.words.texts import Texts
from subjects.models import DataSubject

KNOWN_HERE = """
select o.full_name from subjects_datasubject o
where o.controller_id = %(controller)s and o.id <> %(subject)s and o.full_name = any(%(names)s)
"""


def _as_it_is(value: Any) -> Any:
    return value


@dataclass(kw_only=True)
class SystemRows:
    """What one connected system holds of the person."""

    description: Description
    rows: Rows

    @classmethod
    def of(cls, answer: Answer, theirs: Collection[str] = ()) -> SystemRows:
        """Take over a system's answer, with values as JSON has them; but no column of these categories."""
        columns = tuple(one for one in answer.description.columns if one.category not in theirs)
        rows = answer.export.rows if columns else ()
        shown = ({one.name: _as_json(row.get(one.name)) for one in columns} for row in rows)
        return cls(description=replace(answer.description, columns=columns), rows=Rows.of(shown))


@dataclass(kw_only=True)
class Gathered:
    """A person's rows by table and by connected system, what could not be read, and what was masked.

    `for_others` names the categories that are left out because we only process them for a customer.
    `unread` is (system, why); `found` counts the places of what is somebody else's by (kind, text), `places`
    gives the first of each with the words around, and `lifted` is what of it a reviewer has left open. `kept`
    counts the places where something `added` by a reviewer is the person's own name or address, and stands;
    `without_added` masks it in a value that is in no row.
    """

    person: Person
    rows: dict[str, Rows]
    systems: list[SystemRows]
    unread: list[tuple[str, str]]
    for_others: set[str] = field(default_factory=set)
    found: Counter[tuple[str, str]] = field(default_factory=Counter)
    places: dict[tuple[str, str], list[Place]] = field(default_factory=dict)
    lifted: frozenset[str] = frozenset()
    kept: Counter[str] = field(default_factory=Counter)
    added: frozenset[str] = frozenset()
    without_added: Callable[[Any], Any] = _as_it_is

    @property
    def masked_places(self) -> int:
        """Give in how many places something is masked: what was left open is not."""
        return sum(
            places for (kind, text), places in self.found.items() if kind == ADDED or text not in self.lifted
        )

    @property
    def customers(self) -> list[str]:
        """Give the names of the customers the person speaks for, but none that is masked."""
        names = (str(row["name"]) for row in self.rows.get("subjects_customerorg", ()))
        return [name for name in names if MASK not in name]

    def filled(self) -> Iterator[tuple[Table, Rows]]:
        """Give the tables that hold something of the person, in their order."""
        for table in tables():
            if self.rows.get(table.name):
                yield table, self.rows[table.name]


def gather(subject: DataSubject, *, lifted: Collection[str] = (), added: Collection[str] = ()) -> Gathered:
    """Read everything of a person, and mask everybody else; `lifted` and `added` are a reviewer's.

    Raises PersonGone. The number of statements does not depend on how much there is.
    """
    person = person_of(subject)
    policy = live_file(subject.controller)
    theirs = processed_for_others(policy)
    rows = read(person)
    answers = ask_everywhere(subject.controller_id, person.known)
    gathered = Gathered(
        person=person,
        rows=rows,
        systems=[SystemRows.of(answer, theirs) for answer in answers.read],
        unread=answers.unread,
        for_others=set_aside(rows, theirs) | _in_systems(answers.read, theirs),
    )
    _mask(gathered, own_marks(person, rows, policy), lifted=lifted, added=added)
    return gathered


def _in_systems(answers: Collection[Answer], theirs: Collection[str]) -> set[str]:
    """Give the categories that a system holds for a customer, where it holds anything of the person."""
    return {
        one for answer in answers if answer.export.rows for one in answer.description.categories & {*theirs}
    }


def read(person: Person) -> dict[str, Rows]:
    """Read every table, as the bytes that PostgreSQL sends: they are written again as they are."""
    with connection.cursor() as cursor:
        register_type(BYTES, cursor.cursor)
        cursor.execute(statement(), person.values())
        return {
            name.decode(): Rows(count, plain=plain or b"", free=free or b"", own=own or b"")
            for name, count, plain, free, own in cursor.fetchall()
        }


def _mask(
    gathered: Gathered, own: frozenset[str], *, lifted: Collection[str], added: Collection[str]
) -> None:
    """Mask the free text of what may speak of others at all, then of every line that names one of them."""
    person, own_name = gathered.person, gathered.person.full_name
    paths = {id(rows): table.path for table, rows in gathered.filled() if table.path.own}
    texts = Texts([*gathered.rows.values(), *(system.rows for system in gathered.systems)], paths)
    others = texts.read_suspects(
        own_name=own_name,
        colleagues=person.colleagues,
        added=added,
        known_here=partial(_known_here, person),
    )
    lookup = Lookup(
        own_name=own_name,
        own_addresses=own,
        own_numbers=own_numbers(person, gathered.rows),
        others=others,
        lifted=(left_open := frozenset(lifted)),
        added=(hidden := frozenset(added)),
    )
    masker = Masker(lookup, texts.said)
    texts.mask(masker)
    for table, rows in gathered.filled() if added else ():
        rows.change(table.worded, masker.mask_added)
    gathered.kept, gathered.added = masker.kept, hidden
    gathered.without_added = masker.mask_added
    gathered.found, gathered.places, gathered.lifted = masker.found, masker.places, left_open


def _known_here(person: Person, names: Collection[str]) -> set[str]:
    """Give those of the names that somebody else at this company has."""
    with connection.cursor() as cursor:
        cursor.execute(KNOWN_HERE, {**person.values(), "names": list(names)})
        return {name for (name,) in cursor.fetchall()}


def _as_json(value: Any) -> Any:
    return value if isinstance(value, str | int | float | bool | list | dict | None) else str(value)
