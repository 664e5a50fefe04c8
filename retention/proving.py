"""After a run, look for what it erased (domain.md 4.1): a sample of those who are gone, in every table.

The sample's addresses and numbers are read before the run and stay in this process's memory: never in
a message, a log or a table. They are looked for in the whole text of every row, declared personal or
not, so that a column that nobody thought of is found too. An address that somebody alive still has is
not looked for: it is theirs.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.apps import apps
from django.db import OperationalError, connection, transaction

from register.policyfile.values import Text
from register.services.findings import raise_finding
from retention.models import PurgeRun

QUERY_CANCELED = "57014"
SAMPLE = 5
LONGEST = "120s"
"""How long the search may take; then it is given up, and that is a finding too."""

WHO = """
select s.id, array_agg(i.value) || array_agg(i.normalised)
from subjects_datasubject s join subjects_identity i on i.subject_id = s.id
where length(i.normalised) >= 6 and s.id in (
    select p.subject_id from retention_purgeitem p
    where p.run_id = %(run)s and p.state = 'planned' and p.subject_id is not null
    group by p.subject_id
    having count(*) = (select count(*) from retention_retentionunit u where u.subject_id = p.subject_id)
    order by md5(p.subject_id::text || %(run)s::text) limit %(sample)s)
group by s.id
"""
STILL_HELD = """
select distinct lower(v) from unnest(%(values)s::text[]) v
where exists (select 1 from subjects_identity i where i.normalised = v or i.value = v)
"""
LEFT = Text(
    sv="Uppgifter om någon som raderades i gallring {run} finns kvar i {rows} rader av {table}.",
    en="Data of somebody erased in purge {run} are still in {rows} rows of {table}.",
)
GIVEN_UP = Text(
    sv="Kontrollen efter gallring {run} hann inte söka igenom alla tabeller.",
    en="The check after purge {run} did not have time to search every table.",
)


@dataclass(frozen=True, slots=True)
class Sample:
    """Some of those a run is to erase whole, and what they are recognised by."""

    known_by: dict[int, list[str]]

    @classmethod
    def of(cls, run: PurgeRun) -> Sample:
        """Read a few of the persons whose every unit is in the plan."""
        with connection.cursor() as cursor:
            cursor.execute(WHO, {"run": run.pk, "sample": SAMPLE})
            return cls({pk: sorted(set(values)) for pk, values in cursor.fetchall()})

    def values_of_the_gone(self) -> list[str]:
        """Give what those who are gone were recognised by, and nobody alive is; in small letters."""
        values = {"ids": list(self.known_by), "values": []}
        with connection.cursor() as cursor:
            cursor.execute("select id from subjects_datasubject where id = any(%(ids)s)", values)
            here = {pk for (pk,) in cursor.fetchall()}
            gone = {v for pk, known in self.known_by.items() if pk not in here for v in known}
            cursor.execute(STILL_HELD, {"values": sorted(gone)})
            return sorted({value.lower() for value in gone} - {value for (value,) in cursor.fetchall()})


def prove(run: PurgeRun, sample: Sample, *, at: datetime) -> dict[str, int]:
    """Look for the sample in every table and tell a person of each hit; give rows by table."""
    values = sample.values_of_the_gone()
    if not values:
        return {}
    try:
        left = _rows_with(values)
    except OperationalError as error:
        if getattr(error.__cause__, "pgcode", None) != QUERY_CANCELED:
            raise
        _tell(run, GIVEN_UP, at=at)
        return {}
    for table, rows in left.items():
        _tell(run, LEFT, table=table, rows=rows, at=at)
    return left


def _rows_with(values: list[str]) -> dict[str, int]:
    """Count the rows of every table whose text has one of these values, in one statement."""
    tables = sorted({model._meta.db_table for model in apps.get_models(include_auto_created=True)})
    statement = " union all ".join(
        f"select '{table}', count(*) from \"{table}\" t where lower(t::text) like any(%(like)s)"
        for table in tables
    )
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"set local statement_timeout = '{LONGEST}'")
        cursor.execute(statement, {"like": [f"%{_plain(value)}%" for value in values]})
        return {table: rows for table, rows in cursor.fetchall() if rows}


def _plain(value: str) -> str:
    """Write a value so that LIKE takes each sign for itself."""
    return value.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")


def _tell(run: PurgeRun, text: Text, *, at: datetime, table: str = "", rows: int = 0) -> None:
    said = {"run": run.pk, "table": table, "rows": rows}
    text = Text(sv=text.sv.format(**said), en=text.en.format(**said))
    where = f"run:{run.pk} {table}".strip()
    raise_finding(controller=run.controller, code="F-LEFT", where=where, text=text, at=at)
