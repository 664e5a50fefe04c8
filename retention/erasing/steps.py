"""One step of an erasure: rows of one table, deleted or emptied, with what that leaves behind.

Every step speaks of the batch: the items of a run between two holder numbers that passed the
comparison under lock and whose units still stand (`BATCH`). Facts and law are not consulted here:
the decision was made in the plan, and is void if any of its owners has moved since.
"""

from __future__ import annotations

from dataclasses import dataclass, field

BATCH = """
    from retention_purgeitem i join retention_retentionunit u on u.id = i.unit_id
    where i.run_id = %(run)s and i.holder between %(first)s and %(last)s and i.state = 'done'
"""


@dataclass(frozen=True, kw_only=True)
class Delete:
    """Delete the rows of `table` whose `key` is among the batch's `by` column, for one category.

    `through` leads there over another table: ("subjects_supportticket", "subject_id") reads the
    ids of the rows of that table whose column is among the batch's. `files` are columns that hold
    a stored path: the path is written down so that the file goes after the transaction.
    """

    table: str
    key: str = "id"
    by: str = "item_id"
    through: tuple[str, str] | None = None
    files: tuple[str, ...] = field(default=())

    def sql(self) -> str:
        """Give one statement that deletes, leaves tombstones, orders files and counts the rows."""
        orders = "".join(
            f", file_{column} as (insert into retention_fileerasure (path) "
            f"select {column} from gone where {column} <> '')"
            for column in self.files
        )
        return (
            f"with gone as (delete from {self.table} where {self.key} in ({self._keys()}) "
            f"returning {', '.join(('id', *self.files))}), "
            f'stones as (insert into retention_tombstone ("table", pk_erased, erased_on) '
            f"select '{self.table}', id, %(today)s from gone){orders} select count(*) from gone"
        )

    def _keys(self) -> str:
        keys = f"select i.{self.by} {BATCH} and i.category = %(category)s"
        if self.through is None:
            return keys
        table, column = self.through
        return f"select id from {table} where {column} in ({keys})"


@dataclass(frozen=True, kw_only=True)
class Run:
    """Run a statement of its own that counts the rows it changed, for what no delete can say."""

    table: str
    statement: str

    def sql(self) -> str:
        """Give the statement; `{batch}` in it is the batch of the category."""
        batch = f"{BATCH} and i.category = %(category)s"
        return f"with changed as ({self.statement.format(batch=batch)}) select count(*) from changed"


Step = Delete | Run
