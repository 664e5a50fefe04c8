"""A login goes with everything that hangs on it, a customer's and a former colleague's alike.

What hangs on it is read from the models, as Django itself would delete a user: rows that cascade go,
columns that are set to null are emptied. A table that some app adds tomorrow is reached the day it
is added.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator
from datetime import date
from functools import cache

from django.db import models
from django.db.backends.utils import CursorWrapper

from accounts.models import User

CUSTOMERS = """not a.is_staff and not a.is_superuser
    and not exists (select 1 from accounts_staffrole r where r.user_id = a.id)
    and not exists (select 1 from subjects_datasubject s where s.user_id = a.id)"""
"""Logins that nobody needs once their person is gone."""
FORMER_STAFF = """not a.is_superuser
    and not exists (select 1 from subjects_datasubject s where s.user_id = a.id)"""

SESSIONS = """
sessions as (delete from django_session where session_key in (
    select session_key from usersessions_usersession where user_id in (select id from login)))"""
STONES = """
{name}_stones as (insert into retention_tombstone ("table", pk_erased, erased_on)
    select '{table}', id, %(today)s from {name})"""


def erase_logins(cursor: CursorWrapper, ids: Collection[int], *, which: str, today: date) -> int:
    """Erase those of these logins that `which` lets go, in one statement; give how many went."""
    if not ids:
        return 0
    cursor.execute(_statement(which), {"ids": list(ids), "today": today})
    gone: int = cursor.fetchone()[0]
    return gone


@cache
def _statement(which: str) -> str:
    steps = [
        f"login as (delete from accounts_user a where a.id = any(%(ids)s) and {which} returning id)",
        STONES.format(name="login", table="accounts_user"),
        SESSIONS,
        *_hanging_on(User, "select id from login"),
    ]
    return f"with {', '.join(steps)} select count(*) from login"


def _hanging_on(model: type[models.Model], ids: str) -> Iterator[str]:
    """Give a step for each table that points at rows of a model which go, and for what hangs on those."""
    emptied: dict[str, list[str]] = defaultdict(list)
    for field in pointing_at(model):
        table, column = field.model._meta.db_table, field.column
        if field.remote_field.on_delete is not models.CASCADE:
            emptied[table].append(column)
            continue
        name, where = f"{table}_{column}", f"where {column} in ({ids})"
        yield f"{name} as (delete from {table} {where} returning id)"
        yield STONES.format(name=name, table=table)
        yield from _hanging_on(field.model, f"select id from {table} {where}")
    for table, columns in emptied.items():
        yield _emptied(table, columns, ids)


def _emptied(table: str, columns: list[str], ids: str) -> str:
    """Give one step for all columns of a table: a statement changes each row once."""
    sets = ", ".join(f"{c} = case when {c} in ({ids}) then null else {c} end" for c in columns)
    where = " or ".join(f"{c} in ({ids})" for c in columns)
    return f"{table}_emptied as (update {table} set {sets} where {where})"


def pointing_at(model: type[models.Model]) -> Iterator[models.ForeignKey[models.Model]]:
    """Give every column of any table that points at a model."""
    for relation in model._meta.get_fields(include_hidden=True):
        if isinstance(relation, models.ManyToOneRel):
            yield relation.field
