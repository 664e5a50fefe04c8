"""One sequencer numbers what was committed: no gap, nothing missed, one history, whatever happens."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import psycopg2
import pytest
from django.conf import LazySettings
from django.core.exceptions import ImproperlyConfigured
from django.db import ProgrammingError, connection, transaction

from ledger.actor import WORKER
from ledger.audit import audit
from ledger.heads import HeadsDisagree, heads_file
from ledger.keys import public_key
from ledger.models import Checkpoint, LedgerEntry, LedgerLeaf, LedgerNode
from ledger.rows import unsealed_rows
from ledger.selectors import count_waiting
from ledger.services import record, seal
from ledger.verify import Refused, Tree, leaf_hash, read_head

Write = Callable[[int], list[LedgerEntry]]
Tamper = Callable[..., None]
INSERT = "insert into ledger_ledgerentry (controller, action) values ('winston', 'policy.load') returning id"


def _sealed() -> list[tuple[int, int]]:
    return list(LedgerLeaf.objects.order_by("index").values_list("index", "entry_id"))


def _holds() -> bool:
    return audit().findings == ()


@pytest.fixture
def another() -> Iterator[psycopg2.extensions.connection]:
    """A second session of the same database."""
    session = psycopg2.connect(**connection.get_connection_params())
    yield session
    session.close()


@pytest.mark.django_db
def test_an_empty_ledger_has_a_head_too() -> None:
    head = seal()
    assert (head.size, bytes(head.root)) == (0, Tree().root())


@pytest.mark.django_db
def test_indices_begin_at_zero_and_go_on_without_gaps(write: Write) -> None:
    first = write(3)
    assert seal().size == 3
    second = write(2)
    assert seal().size == 5
    assert _sealed() == list(enumerate(entry.pk for entry in [*first, *second]))


@pytest.mark.django_db
def test_nothing_new_gives_the_last_head_again(write: Write) -> None:
    write(2)
    assert seal() == seal()
    assert Checkpoint.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_a_deed_that_was_undone_leaves_no_gap(write: Write) -> None:
    first = write(1)
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        record(controller="winston", by=WORKER, action="policy.load").pk / 0
    last = write(1)
    seal()
    assert last[0].pk - first[0].pk == 2
    assert _sealed() == [(0, first[0].pk), (1, last[0].pk)]
    assert _holds()


@pytest.mark.django_db
def test_a_tree_that_grew_in_steps_has_the_root_of_the_whole() -> None:
    expected, grown = Tree(), 0
    for step in (1, 254, 1, 1, 255, 300, 7):
        with connection.cursor() as cursor:
            cursor.execute(
                "insert into ledger_ledgerentry (controller, action, unit_ref) "
                "select 'winston', 'retention.erase', gen_random_uuid() from generate_series(1, %s)",
                [step],
            )
        for chunk in unsealed_rows():
            for _, data in chunk:
                expected.add(leaf_hash(data))
        grown += step
        head = seal()
        assert (head.size, bytes(head.root)) == (grown, expected.root())
    assert LedgerNode.objects.count() == 3
    assert _holds()


@pytest.mark.django_db(transaction=True)
def test_an_entry_committed_after_a_later_one_was_sealed_is_not_missed(
    write: Write, another: psycopg2.extensions.connection
) -> None:
    cursor = another.cursor()
    cursor.execute(INSERT)
    early = cursor.fetchone()[0]
    late = write(1)[0].pk
    assert early < late
    assert (seal().size, seal().settled_id) == (1, 0)
    another.commit()
    assert count_waiting() == 1
    assert (seal().size, seal().settled_id) == (2, late)
    assert _sealed() == [(0, late), (1, early)]
    assert _holds()


@pytest.mark.django_db(transaction=True)
def test_many_writers_and_sealers_at_once_make_one_history_without_gaps(settings: LazySettings) -> None:
    failures: list[BaseException] = []
    start = threading.Barrier(6)

    def each(deed: Callable[[int], object]) -> None:
        try:
            start.wait(timeout=20)
            for number in range(12):
                deed(number)
        except BaseException as failure:
            failures.append(failure)
        finally:
            connection.close()

    def write(number: int) -> None:
        with transaction.atomic():
            record(controller="winston", by=WORKER, action="policy.load", counts={"rows": number})
            if number % 4 == 3:
                transaction.set_rollback(True)

    threads = [
        threading.Thread(target=each, args=[deed]) for deed in (write, write, write, *[lambda _: seal()] * 3)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    assert failures == []
    assert seal().size == LedgerEntry.objects.count() == 27
    assert [index for index, _ in _sealed()] == list(range(27))
    assert _holds()


@pytest.mark.django_db(transaction=True)
def test_a_seal_that_fails_uses_no_number_and_may_be_repeated(write: Write, settings: LazySettings) -> None:
    write(2)
    key, settings.LEDGER_KEY = settings.LEDGER_KEY, b"short"
    with pytest.raises(ValueError, match="32 bytes"):
        seal()
    assert not LedgerLeaf.objects.exists()
    assert not heads_file().exists() or not heads_file().read_bytes()
    settings.LEDGER_KEY = key
    assert seal().size == 2
    assert _holds()


@pytest.mark.django_db(transaction=True)
def test_a_seal_is_never_part_of_another_transaction(write: Write) -> None:
    write(1)
    with pytest.raises(RuntimeError, match="durable"), transaction.atomic():
        seal()
    assert not Checkpoint.objects.exists()


@pytest.mark.django_db
def test_a_key_that_is_forgotten_signs_nothing_outside_the_tests(
    write: Write, settings: LazySettings, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(1)
    settings.THROWN_AWAY_KEYS = ("LEDGER_KEY",)
    with monkeypatch.context() as patch:
        patch.setitem(connection.settings_dict, "NAME", "privacyhub")
        with pytest.raises(ImproperlyConfigured, match="LEDGER_KEY is not set"):
            seal()
    assert seal().size == 1


@pytest.mark.django_db
def test_a_new_key_goes_on_only_where_the_old_one_is_named(write: Write, settings: LazySettings) -> None:
    write(1)
    seal()
    earlier, settings.LEDGER_KEY = public_key(), b"x" * 32
    write(1)
    with pytest.raises(Refused, match="no key that you trust"):
        seal()
    settings.LEDGER_PUBLIC_KEYS = [earlier]
    assert seal().size == 2
    assert _holds()


@pytest.mark.django_db(transaction=True)
def test_an_app_that_may_only_insert_and_select_can_write_seal_and_verify(write: Write) -> None:
    role = f"ledger_writer_{connection.settings_dict['NAME']}"[:63]
    tables = "ledger_ledgerentry, ledger_ledgerleaf, ledger_ledgernode, ledger_checkpoint"
    with connection.cursor() as cursor:
        cursor.execute(f'create role "{role}"; grant select, insert on {tables} to "{role}"')
        try:
            cursor.execute(f'set role "{role}"')
            write(3)
            assert seal().size == 3
            assert _holds()
            with pytest.raises(ProgrammingError, match="must be owner"):
                cursor.execute("alter table ledger_ledgerentry disable trigger all")
        finally:
            cursor.execute(f'reset role; drop owned by "{role}"; drop role "{role}"')


# --- the heads file ---


def _published() -> list[int]:
    lines = heads_file().read_text(encoding="utf-8").splitlines()
    return [read_head(json.loads(line)["head"])[1] for line in lines]


@pytest.mark.django_db
def test_each_head_is_kept_outside_the_database_too(write: Write) -> None:
    for size in (1, 2, 3):
        write(1)
        head = seal()
        assert _published() == list(range(1, size + 1))
    assert json.loads(heads_file().read_text(encoding="utf-8").splitlines()[-1])["head"] == head.note


@pytest.mark.django_db
def test_a_head_that_a_crash_kept_from_the_file_is_written_by_the_next_seal(
    write: Write, settings: LazySettings, tmp_path: Path
) -> None:
    write(1)
    seal()
    after_one = heads_file().read_bytes()
    write(1)
    seal()
    heads_file().write_bytes(after_one + b'{"head":"privacyhub/led')  # the disk was full, the power went
    write(1)
    seal()
    assert _published() == [1, 2, 3]
    assert _holds()


@pytest.mark.django_db
def test_a_database_restored_from_a_copy_is_not_sealed_on(write: Write, tamper: Tamper) -> None:
    write(2)
    seal()
    write(1)
    seal()
    tamper("delete from ledger_checkpoint where size = 3")
    tamper("delete from ledger_ledgerleaf where index = 2")
    with pytest.raises(HeadsDisagree, match="3 entries that this database does not hold"):
        seal()
    assert Checkpoint.objects.count() == 1


@pytest.mark.django_db
def test_a_history_signed_anew_with_the_right_key_is_not_sealed_on(write: Write, tamper: Tamper) -> None:
    write(2)
    seal()
    kept = heads_file().read_bytes()
    tamper("delete from ledger_checkpoint")
    tamper("delete from ledger_ledgerleaf")
    tamper("update ledger_ledgerentry set category = 'another'")
    heads_file().unlink()
    assert seal().size == 2
    heads_file().write_bytes(kept)
    write(1)
    with pytest.raises(HeadsDisagree):
        seal()
