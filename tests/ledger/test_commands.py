"""What a person does by hand: seal, verify, export, and prove one entry to somebody who has only the file."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from io import StringIO
from pathlib import Path

import pytest
from django.conf import LazySettings
from django.core.management import CommandError, call_command
from django.core.management.base import SystemCheckError
from django.db import connection
from django.test.utils import CaptureQueriesContext

from ledger import verify
from ledger.checks import database_is_not_named_as_a_test
from ledger.heads import heads_file
from ledger.keys import public_key, trusted_keys
from ledger.models import LedgerEntry
from ledger.proofs import check_consistency
from ledger.selectors import NotSealed, consistency, endings_of, latest_head, receipt
from ledger.services import seal

Write = Callable[[int], list[LedgerEntry]]
Tamper = Callable[..., None]

pytestmark = pytest.mark.django_db


def _run(name: str, *arguments: str) -> tuple[int, str]:
    said = StringIO()
    try:
        call_command(name, *arguments, stdout=said)
    except SystemExit as left:
        return int(left.code or 0), said.getvalue()
    return 0, said.getvalue()


def _alone(*arguments: str) -> tuple[int, str]:
    """Run the one-file verifier with nothing but the standard library."""
    command = [sys.executable, "-I", "-S", verify.__file__, *arguments]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
    assert done.stderr == ""
    return done.returncode, done.stdout


def test_verify_ledger_says_that_all_holds_and_leaves_with_0(write: Write) -> None:
    write(2)
    assert _run("seal_ledger") == (0, latest_head().note)
    waiting = write(1)[0]
    code, said = _run("verify_ledger")
    assert code == 0
    assert said.splitlines() == [
        "2 rader följda, 1 förseglingar jämförda.",
        f"1 rader väntar på försegling: id {waiting.pk}",
        "Allt stämmer.",
    ]


def test_verify_ledger_says_what_differs_and_leaves_with_1(write: Write, tamper: Tamper) -> None:
    entry = write(1)[0]
    seal()
    tamper("update ledger_ledgerentry set category = 'other' where id = %s", entry.pk)
    code, said = _run("verify_ledger")
    assert code == 1
    assert "Rad 0 är ändrad" in said
    assert "Allt stämmer" not in said


def test_an_export_is_verified_by_one_file_and_the_standard_library(write: Write, tmp_path: Path) -> None:
    write(5)
    seal()
    write(3)
    seal()
    write(1)
    path = str(tmp_path / "ledger.jsonl")
    code, said = _run("export_ledger", path)
    assert (code, said.splitlines()[0]) == (0, f"8 rader i {path}. Verifiera:")
    assert said.splitlines()[1].split()[-1] == _run("ledger_key")[1].strip() == public_key()
    expected = "8 entries, 2 signed heads.\nAll holds.\n"
    assert _alone(path, "--key", public_key()) == (0, expected)
    assert _alone(path, "--key", public_key(), "--heads", str(heads_file()))[0] == 0
    assert _run("verify_ledger", "--export", path)[0] == 0


def test_a_changed_export_is_told_by_one_file_and_the_standard_library(write: Write, tmp_path: Path) -> None:
    write(5)
    seal()
    path = tmp_path / "ledger.jsonl"
    _run("export_ledger", str(path))
    path.write_bytes(path.read_bytes().replace(b'"subjects_activity":3', b'"subjects_activity":4'))
    code, said = _alone(str(path), "--key", public_key())
    assert code == 1
    assert "Entry 3 was changed: it does not give the hash kept of it." in said.splitlines()
    assert said.endswith("Something differs.\n")
    assert _run("verify_ledger", "--export", str(path))[0] == 1


@pytest.mark.parametrize(
    "content", ["", "{}", "[" * 100_000, "\0", '{"format":"privacyhub-ledger-receipt/1"}']
)
def test_what_is_no_export_is_told_in_one_line(content: str, tmp_path: Path) -> None:
    (tmp_path / "file").write_text(content)
    code, said = _alone(str(tmp_path / "file"), "--key", public_key())
    assert code == 1
    assert len(said.strip().splitlines()) == 2
    assert said.strip().startswith("It does not hold: ")


def test_a_file_that_is_missing_and_a_key_that_is_none_are_told() -> None:
    assert "No such file" in _alone("/nowhere", "--key", public_key())[1]
    assert "the key is not one" in _alone("/nowhere", "--key", "privacyhub+00+AA==")[1]


def test_an_export_that_cannot_be_written_is_told_and_leaves_nothing(write: Write, tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="kan inte skrivas"):
        _run("export_ledger", str(tmp_path / "nowhere" / "ledger.jsonl"))
    assert list(tmp_path.rglob("*.half")) == []


def test_a_ledger_that_disagrees_with_its_heads_file_is_not_sealed_and_the_person_is_told(
    write: Write, tamper: Tamper
) -> None:
    write(1)
    seal()
    tamper("delete from ledger_checkpoint")
    with pytest.raises(CommandError, match="restored from a copy or rewritten"):
        _run("seal_ledger")


# --- receipts ---


def test_a_receipt_proves_one_entry_to_whoever_has_the_public_key(write: Write, tmp_path: Path) -> None:
    entries = write(7)
    seal()
    write(300)
    seal()
    for entry in entries:
        assert [found.pk for found in endings_of(entry.unit_ref)] == [entry.pk]
        text = receipt(entry.pk)
        assert str(entry.unit_ref) in text
        (tmp_path / "receipt.json").write_text(text, encoding="utf-8")
        code, said = _alone(str(tmp_path / "receipt.json"), "--key", public_key())
        assert (code, said) == (
            0,
            "An entry of privacyhub/ledger, under a head over 307 entries.\nAll holds.\n",
        )


def test_no_byte_of_a_receipt_can_be_changed(write: Write) -> None:
    entry = write(7)[4]
    seal()
    text, keys = receipt(entry.pk), trusted_keys()
    verify.check_receipt(text, keys)
    for at, letter in enumerate(text):
        for other in {chr(ord(letter) ^ 1), " ", ""} - {letter}:
            bent = text[:at] + other + text[at + 1 :]
            with pytest.raises((ValueError, RecursionError)):
                verify.check_receipt(bent, keys)


def test_a_receipt_of_another_ledger_or_for_another_entry_is_refused(write: Write) -> None:
    first, second = write(2)
    seal()
    one, two = json.loads(receipt(first.pk)), json.loads(receipt(second.pk))
    with pytest.raises(verify.Refused, match="does not lead"):
        verify.check_receipt(json.dumps(one | {"entry": two["entry"]}), trusted_keys())
    other = [verify.read_key("PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW")]
    with pytest.raises(verify.Refused, match="no key that you trust"):
        verify.check_receipt(json.dumps(one), other)


def test_an_entry_that_waits_has_no_receipt_yet(write: Write) -> None:
    entry = write(1)[0]
    with pytest.raises(NotSealed):
        receipt(entry.pk)


def test_a_receipt_reads_few_rows_however_large_the_tree(write: Write, tamper: Tamper) -> None:
    entry = write(1)[0]
    tamper(
        "insert into ledger_ledgerentry (controller, action, unit_ref) "
        "select 'winston', 'retention.erase', gen_random_uuid() from generate_series(1, 3000)"
    )
    seal()
    with CaptureQueriesContext(connection) as queries:
        receipt(entry.pk)
    assert len(queries) <= 8


def test_an_old_head_is_continued_by_the_new_one(write: Write) -> None:
    write(3)
    old = seal()
    write(4)
    new = seal()
    proof = consistency(old=3, new=7)
    check_consistency(3, bytes(old.root), 7, bytes(new.root), proof)


# --- settings ---


def test_a_bad_earlier_key_is_told_by_check(settings: LazySettings) -> None:
    settings.LEDGER_PUBLIC_KEYS = [public_key()]
    call_command("check", tags=["security"])
    settings.LEDGER_PUBLIC_KEYS = ["what is this"]
    with pytest.raises(SystemCheckError, match=r"ledger\.E001"):
        call_command("check", tags=["security"])


def test_a_database_named_as_a_test_is_told_before_deployment() -> None:
    assert [warning.id for warning in database_is_not_named_as_a_test()] == ["ledger.W001"]
