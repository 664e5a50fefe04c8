"""One statement that reads every row of a person: made once of the data map and the paths."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.apps import apps
from django.db import models

from accounts.models import User
from register.datamap import PersonalField, mapped_models, personal_fields
from requests_dsr.package.paths import NOBODYS, PATHS, Path
from requests_dsr.package.words.labels import COLUMNS, TABLES
from subjects.models import DataSubject

PERSON = {DataSubject: "%(subject)s", User: "%(user)s"}
CONCEALED = "[visas inte]"
"""What stands where a secret is: the person learns that it exists, and nobody learns what it is."""

SHORTEST_TEXT = 40
"""A character column shorter than this, or one with choices, holds no free text."""


class NoPath(LookupError):
    """A table has personal columns and nobody has said whose its rows are."""


@dataclass(frozen=True)
class Table:
    """One table as a package shows it."""

    model: type[models.Model]
    path: Path
    fields: tuple[PersonalField, ...]

    @property
    def name(self) -> str:
        """Give the table's own name, by which files and JSON call it: `subjects_inquiry`."""
        return self.model._meta.db_table

    @property
    def title(self) -> str:
        """Give the table's name for people, in the language of the moment."""
        return str(TABLES.get(self.model._meta.label) or self.model._meta.verbose_name_plural)

    @property
    def columns(self) -> tuple[str, ...]:
        """Give the columns in their order; rows that name their category begin with it."""
        named = tuple(field.name for field in self.fields)
        own = self.path.row_category
        return named if not own or own in named else (own, *named)

    @property
    def free(self) -> tuple[str, ...]:
        """Give the columns that may speak of other people."""
        settled = {*self.path.clear, *self.path.concealed, *self.path.files, self.path.row_category}
        return tuple(name for name in self.columns if name not in settled and _is_free(self.column(name)))

    @property
    def worded(self) -> tuple[str, ...]:
        """Give the other columns in which a word may stand: no secrets, keys and codes of ours, no files."""
        settled = {*self.free, *self.path.concealed, *self.path.files, self.path.row_category}
        return tuple(name for name in self.columns if name not in settled and _is_worded(self.column(name)))

    @property
    def condition(self) -> str:
        """Give the condition of SQL, on the row `t`, that a row is the person's."""
        if self.path.where:
            return f"({self.path.where})"
        if not self.path.to:
            return f"t.{self.model._meta.pk.column} = {PERSON[self.model]}"
        return _chain(self.model, self.path.to.split("__"), "t")

    def select(self, names: Iterable[str]) -> str:
        """Give the list of a `select` for some columns, each as a package shows it."""
        return ", ".join(f'{self._expression(name)} as "{name}"' for name in names)

    def _expression(self, name: str) -> str:
        field = self.column(name)
        if name in self.path.concealed:
            return f"case when t.{field.column} is null then null else '{CONCEALED}' end"
        if name in self.path.shown:
            return self.path.shown[name]
        return f"t.{field.column}::text" if isinstance(field, models.DecimalField) else f"t.{field.column}"

    def column(self, name: str) -> models.Field[Any, Any]:
        """Give the field behind a column."""
        return self.model._meta.get_field(name)  # type: ignore[return-value]

    def label(self, name: str) -> str:
        """Give a column's name for people."""
        said = str(getattr(self.column(name), "verbose_name", name))
        return str(COLUMNS.get(name, said)) if said == name.replace("_", " ") else said


@cache
def tables() -> tuple[Table, ...]:
    """Give every table with data of persons, in the order of the paths. Raises NoPath."""
    found = {model._meta.label: personal_fields(model) for model in mapped_models()}
    missing = sorted(
        label for label, fields in found.items() if fields and label not in PATHS and label not in NOBODYS
    )
    if missing:
        raise NoPath(f"say in requests_dsr/package/paths.py how these lead to a person: {', '.join(missing)}")
    return tuple(
        Table(model=apps.get_model(label), path=path, fields=found[label]) for label, path in PATHS.items()
    )


@cache
def statement() -> str:
    """Give the one statement: a row for each table, with its name, how many rows, and they as lines of JSON.

    A row is two objects, its free text apart, so that what is looked through for others is nothing else.
    Last, a line a row of what in its free text is the person's own (`Rows.own`).
    """
    return "\nunion all ".join(_rows(table) for table in tables())


def _rows(table: Table) -> str:
    key = table.model._meta.pk.column
    plain = [name for name in table.columns if name not in table.free]
    read, joined = [], []
    for part, names in (("plain", plain), ("free", table.free)):
        line = f"string_agg(row_to_json({part})::text, e'\\n' order by t.{key})" if names else "null::text"
        read.append(line)
        joined += [f"cross join lateral (select {table.select(names)}) {part}"] if names else []
    signs = "||".join(f"case when {holds} then '1' else '0' end" for holds in table.path.own.values())
    read.append(f"string_agg({signs}, e'\\n' order by t.{key})" if signs else "null::text")
    return (
        f"select '{table.name}', count(*), {', '.join(read)} from {table.name} t {' '.join(joined)} "
        f"where {table.condition}"
    )


def _is_free(column: models.Field[Any, Any]) -> bool:
    if isinstance(column, models.TextField | models.JSONField):
        return True
    if isinstance(column, models.CharField) and not column.choices:
        return (column.max_length or 0) >= SHORTEST_TEXT
    return False


def _is_worded(column: models.Field[Any, Any]) -> bool:
    if isinstance(column, models.CharField):
        return not column.choices
    return isinstance(column, models.TextField | models.JSONField | models.ForeignKey)


def _chain(model: type[models.Model], names: list[str], alias: str) -> str:
    """Write a chain of foreign keys as nested conditions, each on an index."""
    field = model._meta.get_field(names[0])
    target = field.related_model
    column = f"{alias}.{field.column}"  # type: ignore[union-attr]
    if len(names) == 1:
        return f"{column} = {PERSON[target]}"  # type: ignore[index]
    deeper, meta = f"{alias}t", target._meta  # type: ignore[union-attr]
    inner = _chain(target, names[1:], deeper)  # type: ignore[arg-type]
    return f"{column} in (select {deeper}.{meta.pk.column} from {meta.db_table} {deeper} where {inner})"
