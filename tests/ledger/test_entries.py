"""A line tells of one deed, stands or falls with it, holds no person, and stays."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator
from importlib import import_module
from uuid import NAMESPACE_DNS, UUID, uuid4, uuid5

import psycopg2
import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction

from ledger.actor import SUBJECT, WORKER, Actor
from ledger.models import LedgerEntry
from ledger.services import NotInTheDeed, record
from outbox.models import OutboxEvent
from outbox.services import put

TABLES = ("ledger_ledgerentry", "ledger_ledgerleaf", "ledger_ledgernode", "ledger_checkpoint")
PERSON = {
    "a name": "Canary Fågelsson",
    "an e-mail": "canary@example.se",
    "a phone": "070-123 45 67",
    "an international phone": "+46701234567",
    "a personal number": "19800101-1234",
    "a personal number without a dash": "198001011234",
}
COLUMNS = (
    "controller",
    "actor_role",
    "actor_ref",
    "action",
    "object_type",
    "category",
    "rule_codes",
    "policy_version",
)


@pytest.mark.django_db
def test_a_line_carries_the_time_of_its_transaction_and_sorted_reasons() -> None:
    entry = record(
        controller="winston",
        by=Actor(role="dpo", ref="user:17"),
        action="run.release",
        rule_codes=["SUPPORT_24M", "BFL_7_2", "SUPPORT_24M"],
        counts={"retention_purgeitem": 3},
        policy_version=4,
    )
    with connection.cursor() as cursor:
        cursor.execute("select transaction_timestamp()")
        assert entry.at == cursor.fetchone()[0]
    entry.refresh_from_db()
    assert entry.rule_codes == "BFL_7_2,SUPPORT_24M"
    assert (entry.actor_role, entry.actor_ref, entry.policy_version) == ("dpo", "user:17", "4")
    assert entry.counts == {"retention_purgeitem": 3}


@pytest.mark.django_db(transaction=True)
def test_a_line_is_never_written_apart_from_its_deed() -> None:
    with pytest.raises(NotInTheDeed, match=r"policy\.load"):
        record(controller="winston", by=WORKER, action="policy.load")
    assert not LedgerEntry.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_the_deed_is_undone_when_its_line_cannot_be_written() -> None:
    def deed() -> None:
        with transaction.atomic():
            put(controller="winston", kind="unit.erased", unit_ref=uuid4())
            record(controller="winston", by=WORKER, action="erase Canary Fågelsson")

    with pytest.raises(IntegrityError):
        deed()
    assert not OutboxEvent.objects.exists()
    assert not LedgerEntry.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_the_line_is_undone_with_its_deed() -> None:
    with contextlib.suppress(ZeroDivisionError), transaction.atomic():
        record(controller="winston", by=WORKER, action="policy.load")
        assert LedgerEntry.objects.exists()
        raise ZeroDivisionError
    assert not LedgerEntry.objects.exists()


@pytest.mark.django_db
@pytest.mark.parametrize("column", COLUMNS)
@pytest.mark.parametrize("value", PERSON.values(), ids=PERSON.keys())
def test_no_column_takes_what_names_a_person(column: str, value: str) -> None:
    line = {"controller": "winston", "action": "policy.load"} | {column: value}
    with pytest.raises(DatabaseError), transaction.atomic():
        LedgerEntry.objects.create(**line)


@pytest.mark.django_db
@pytest.mark.parametrize(
    "counts",
    [
        *({value: 1} for value in PERSON.values()),
        {"subjects_activity": "canary@example.se"},
        {"subjects_activity": 198001011234},
        {"subjects_activity": -1},
        {"subjects_activity": 1.5},
        {"subjects_activity": None},
        {"subjects_activity": {"name": 1}},
        ["canary"],
        "canary",
        None,
    ],
    ids=str,
)
def test_counts_take_numbers_of_rows_by_table_and_nothing_else(counts: object) -> None:
    with pytest.raises(DatabaseError), transaction.atomic():
        LedgerEntry.objects.create(controller="winston", action="policy.load", counts=counts)


@pytest.mark.django_db
@pytest.mark.parametrize(
    "ref",
    [uuid5(NAMESPACE_DNS, "canary@example.se"), UUID(int=19800101_1234), UUID(int=1)],
    ids=["a hash of an e-mail", "a personal number", "a counter"],
)
def test_a_reference_is_random_or_refused(ref: UUID) -> None:
    with pytest.raises(IntegrityError, match="ledger_unit_ref_is_random"), transaction.atomic():
        record(controller="winston", by=WORKER, action="retention.erase", unit_ref=ref)


@pytest.mark.django_db
def test_a_person_acts_without_a_reference_that_could_link_their_deeds() -> None:
    record(controller="winston", by=SUBJECT, action="consent.give")
    with pytest.raises(IntegrityError, match="without_reference"), transaction.atomic():
        record(controller="winston", by=Actor(role="subject", ref="user:17"), action="consent.give")


@pytest.mark.django_db
@pytest.mark.parametrize("first", ["retention.erase", "retention.anonymise"])
@pytest.mark.parametrize("second", ["retention.erase", "retention.anonymise"])
def test_a_unit_ends_once(first: str, second: str) -> None:
    ref = uuid4()
    record(controller="winston", by=WORKER, action="retention.remind", unit_ref=ref)
    record(controller="winston", by=WORKER, action=first, unit_ref=ref)
    record(controller="winston", by=WORKER, action="restore.erase_again", unit_ref=ref)
    with pytest.raises(IntegrityError, match="ledger_unit_ends_once"), transaction.atomic():
        record(controller="winston", by=WORKER, action=second, unit_ref=ref)


@pytest.mark.django_db
def test_a_purge_may_write_its_lines_in_its_own_sql() -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "insert into ledger_ledgerentry (controller, action, unit_ref) "
            "select 'winston', 'retention.erase', gen_random_uuid() from generate_series(1, 100)"
        )
    entries = LedgerEntry.objects.for_controller("winston")
    assert entries.count() == 100
    entry = entries[0]
    assert (entry.actor_role, entry.rule_codes, entry.counts, entry.run) == ("worker", "", {}, None)
    assert entry.at is not None


@pytest.mark.django_db
@pytest.mark.parametrize("table", TABLES)
@pytest.mark.parametrize("statement", ["update {} set {} = {}", "delete from {}"], ids=["update", "delete"])
def test_the_database_refuses_to_change_or_remove_even_where_no_row_matches(
    table: str, statement: str
) -> None:
    column = "index" if table == "ledger_ledgerleaf" else "id"
    sql = statement.format(table, column, column)
    with connection.cursor() as cursor, pytest.raises(IntegrityError, match=f"{table} is append-only"):
        cursor.execute(sql)


@pytest.mark.django_db
def test_the_orm_cannot_change_or_remove_a_line_either() -> None:
    entry = record(controller="winston", by=WORKER, action="policy.load")
    for deed in (entry.save, entry.delete, LedgerEntry.objects.all().delete):
        with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
            deed()


@pytest.fixture
def other_database() -> Iterator[psycopg2.extensions.connection]:
    """A database that is not named as a test's, with a guarded table in it."""
    given = connection.get_connection_params()
    name = f"guarded_{connection.settings_dict['NAME']}"[:63]
    server = psycopg2.connect(**{**given, "dbname": "postgres"})
    server.autocommit = True
    try:
        server.cursor().execute(f'create database "{name}"')
        inside = psycopg2.connect(**{**given, "dbname": name})
        inside.autocommit = True
        yield inside
        inside.close()
    finally:
        server.cursor().execute(f'drop database if exists "{name}"')
        server.close()


@pytest.mark.django_db
def test_outside_the_test_runners_database_truncate_is_refused_too(
    other_database: psycopg2.extensions.connection, guards: tuple[str, Callable[[str], str]]
) -> None:
    refuse, guard = guards
    cursor = other_database.cursor()
    cursor.execute("create table ledger_ledgerentry (id bigint); insert into ledger_ledgerentry values (1)")
    cursor.execute(refuse)
    cursor.execute(guard("ledger_ledgerentry"))
    with pytest.raises(psycopg2.errors.RestrictViolation, match="TRUNCATE is refused"):
        cursor.execute("truncate ledger_ledgerentry")
    cursor.execute("select count(*) from ledger_ledgerentry")
    assert cursor.fetchone() == (1,)


@pytest.fixture
def guards() -> tuple[str, Callable[[str], str]]:
    """The SQL of the migration itself."""
    migration = import_module("ledger.migrations.0002_append_only")
    return migration.REFUSE, migration.guard


@pytest.mark.django_db
@pytest.mark.parametrize("table", TABLES)
def test_each_table_of_the_ledger_has_the_guard(table: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "select tgtype & 2 > 0, tgtype & 8 > 0, tgtype & 16 > 0, tgtype & 32 > 0, tgenabled "
            "from pg_trigger where tgrelid = %s::regclass and tgfoid = 'ledger_refuse'::regproc",
            [table],
        )
        before, delete, update, truncate, enabled = cursor.fetchone()
    assert all((before, delete, update, truncate))
    assert enabled == "O"
