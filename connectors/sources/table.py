"""A table of another application in this same database: the in-process source.

Many companies keep a newsletter list or a course list beside the hub. Its settings say which table
it is, which column holds the address, and what each column is::

    {"table": "legacy_newsletter", "key": "id", "email": "address", "restricted": "paused",
     "columns": {"name": "provided:marketing_profile", "clicks": "observed:marketing_profile"}}

Names of tables and columns come from an administrator and are quoted; values are always parameters.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from django.db import DatabaseError, connection, transaction
from psycopg2 import sql

from connectors.protocol import Column, Description, Export, Known, Unable, Unreachable
from register.categories import Origin

NEEDED = ("table", "key", "email", "columns")


@dataclass(frozen=True, kw_only=True)
class TableSource:
    """Rows of one table, found by the person's e-mail address in whatever spelling."""

    title: str
    table: str
    key: str
    email: str
    columns: tuple[Column, ...]
    restricted: str = ""

    def describe(self) -> Description:
        """Say which columns the table holds; the address itself is one of them."""
        return Description(title=self.title, columns=self.columns, can_restrict=bool(self.restricted))

    def find(self, known: Known) -> tuple[str, ...]:
        """Give the keys of the person's rows."""
        return tuple(str(key) for (key,) in self._run("select {key} from {table}", known, order=True)[0])

    def export(self, known: Known) -> Export:
        """Give the person's rows with every declared column."""
        names = [column.name for column in self.columns]
        listed = sql.SQL(", ").join(map(sql.Identifier, names))
        rows, _count = self._run("select {columns} from {table}", known, order=True, columns=listed)
        return Export(rows=tuple(dict(zip(names, row, strict=True)) for row in rows))

    def erase(self, known: Known, *, categories: Collection[str], dry_run: bool) -> int:
        """Delete the rows, or empty the columns of these categories where others have to stay.

        The address stays as long as its row does: without it nobody could find the rest again.
        """
        reached = [column.name for column in self.columns if column.category in categories]
        if not reached:
            return 0
        with transaction.atomic():
            if len(reached) == len(self.columns):
                count = self._run("delete from {table}", known)[1]
            else:
                kept = {name: "" for name in reached if name != self.email}
                count = self._set(known, kept) if kept else 0
            transaction.set_rollback(dry_run)
        return count

    def rectify(self, known: Known, values: Mapping[str, str]) -> int:
        """Write new values; only to columns that the settings name."""
        unknown = sorted(set(values) - {column.name for column in self.columns})
        if unknown:
            raise Unable(f"{self.title}: it has no column {', '.join(unknown)}")
        if not values:
            return 0
        return self._set(known, values)

    def restrict(self, known: Known, *, restricted: bool) -> int:
        """Set the column that pauses a row, where there is one."""
        if not self.restricted:
            raise Unable(f"{self.title}: it has no column that pauses a row")
        return self._set(known, {self.restricted: restricted})

    def _set(self, known: Known, values: Mapping[str, Any]) -> int:
        """Update what differs: a second call finds nothing to change."""
        pairs = [(sql.Identifier(name), sql.Literal(value)) for name, value in values.items()]
        changes = sql.SQL(", ").join(sql.SQL("{} = {}").format(*pair) for pair in pairs)
        differs = sql.SQL(" or ").join(sql.SQL("{} is distinct from {}").format(*pair) for pair in pairs)
        return self._run("update {table} set {changes}", known, changes=changes, unless=differs)[1]

    def _run(
        self,
        what: str,
        known: Known,
        *,
        order: bool = False,
        unless: sql.Composable | None = None,
        **parts: sql.Composable,
    ) -> tuple[list[tuple[Any, ...]], int]:
        statement = sql.SQL(what + " where lower(btrim({email})) = any({emails})").format(
            table=sql.Identifier(self.table),
            key=sql.Identifier(self.key),
            email=sql.Identifier(self.email),
            emails=sql.Literal(list(known.emails)),
            **parts,
        )
        if unless is not None:
            statement += sql.SQL(" and ({})").format(unless)
        if order:
            statement += sql.SQL(" order by {}").format(sql.Identifier(self.key))
        with self._readable(), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement.as_string(connection.connection))
            return (cursor.fetchall() if order else []), cursor.rowcount

    @contextmanager
    def _readable(self) -> Any:
        try:
            yield
        except DatabaseError as fault:
            code = getattr(fault.__cause__, "pgcode", None) or "?"
            raise Unreachable(f"{self.title}: the database answered with fault {code}") from None


def open_table(title: str, settings: Mapping[str, Any]) -> TableSource:
    """Open a table from its settings. Raises Unreachable where they are not complete or cannot be read."""
    missing = [name for name in NEEDED if not settings.get(name)]
    if missing:
        raise Unreachable(f"{title}: its settings lack {', '.join(missing)}")
    columns = []
    for name, said in settings["columns"].items():
        origin, _, category = str(said).partition(":")
        if origin not in set(Origin) or not category:
            kinds = ", ".join(Origin)
            raise Unreachable(f"{title}: column {name} is 'origin:category', with an origin among {kinds}")
        columns.append(Column(name=name, origin=origin, category=category))
    return TableSource(
        title=title,
        table=settings["table"],
        key=settings["key"],
        email=settings["email"],
        columns=tuple(columns),
        restricted=settings.get("restricted", ""),
    )
