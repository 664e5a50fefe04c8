"""One statement that reads every row of a person: made once of the data map and the paths."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from django.apps import apps
from django.db import models

from accounts.models import User
from register.datamap import PersonalField, mapped_models, personal_fields
from requests_dsr.package.labels import COLUMNS, TABLES
from requests_dsr.package.paths import NOBODYS, PATHS, Path
from subjects.models import DataSubject

PERSON = {DataSubject: "%(subject)s", User: "%(user)s"}
CONCEALED = "[visas inte]"
"""What stands where a secret is: the person learns that it exists, and nobody learns what it is."""


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

    def column(self, name: str) -> models.Field:  # type: ignore[type-arg]
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
    """Give the one statement: an object of table name -> rows as objects, as JSON text."""
    pairs = ",\n".join(f"('{table.name}', ({_rows(table)}))" for table in tables())
    return f"select json_object_agg(k, v)::text from (values {pairs}) as found (k, v)"


def _rows(table: Table) -> str:
    columns = ", ".join(f'{_expression(table, name)} as "{name}"' for name in table.columns)
    key = table.model._meta.pk.column
    return (
        f"select coalesce(json_agg(x.r order by x.k), '[]') from ("
        f"select t.{key} as k, (select row_to_json(c) from (select {columns}) c) as r "
        f"from {table.name} t where {_condition(table)}) x"
    )


def _expression(table: Table, name: str) -> str:
    field = table.column(name)
    if name in table.path.concealed:
        return f"case when t.{field.column} is null then null else '{CONCEALED}' end"
    if name in table.path.shown:
        return table.path.shown[name]
    if isinstance(field, models.DecimalField):
        return f"t.{field.column}::text"
    return f"t.{field.column}"


def _condition(table: Table) -> str:
    if table.path.where:
        return f"({table.path.where})"
    if not table.path.to:
        return f"t.{table.model._meta.pk.column} = {PERSON[table.model]}"
    return _chain(table.model, table.path.to.split("__"), "t")


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
