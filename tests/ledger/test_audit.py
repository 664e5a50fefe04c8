"""Whoever owns the tables can change anything in them; the audit says what, and so does the export."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from django.conf import LazySettings
from django.utils import translation

from ledger import verify
from ledger.audit import audit
from ledger.export import write_export
from ledger.heads import heads_file, new_head
from ledger.keys import trusted_keys
from ledger.models import Checkpoint, LedgerEntry, LedgerNode
from ledger.rows import entry_bytes
from ledger.services import seal
from ledger.words import SWEDISH

Write = Callable[[int], list[LedgerEntry]]
Tamper = Callable[..., None]

pytestmark = pytest.mark.django_db


@pytest.fixture
def entries(write: Write) -> list[LedgerEntry]:
    """Six entries under three heads."""
    written: list[LedgerEntry] = []
    for _ in range(3):
        written += write(2)
        seal()
    return written


def _findings() -> str:
    with translation.override("en"):
        return "\n".join(audit().findings)


def _exported(tmp_path: Path, *, heads: bool = True) -> str:
    with (tmp_path / "export").open("wb") as file:
        write_export(file)
    outside = str(heads_file()) if heads else None
    try:
        return "\n".join(verify.check_export(str(tmp_path / "export"), trusted_keys(), outside).findings)
    except ValueError as problem:
        return str(problem)


def test_an_honest_ledger_holds_and_says_what_waits(
    entries: list[LedgerEntry], write: Write, tmp_path: Path
) -> None:
    waiting = write(2)
    result = audit()
    assert result.findings == ()
    assert (result.size, result.heads) == (6, 3)
    assert result.waiting == tuple(entry.pk for entry in waiting)
    assert _exported(tmp_path) == ""


CHANGES = {
    "at": "at + interval '1 microsecond'",
    "controller": "'winlas'",
    "actor_role": "'dpo'",
    "actor_ref": "'user:1'",
    "action": "'retention.keep'",
    "object_type": "''",
    "unit_ref": "gen_random_uuid()",
    "category": "'customer_data'",
    "rule_codes": "'SUPPORT_24M'",
    "policy_version": "'winston/4'",
    "counts": "'{\"subjects_activity\": 9}'",
    "run": "null",
    "id": "id + 1000",
}


def test_every_column_of_an_entry_is_tried() -> None:
    assert set(CHANGES) == {field.name for field in LedgerEntry._meta.get_fields() if field.concrete}


@pytest.mark.parametrize("column", CHANGES)
def test_an_entry_with_one_field_changed_is_named(
    column: str, entries: list[LedgerEntry], tamper: Tamper, tmp_path: Path
) -> None:
    tamper(f"update ledger_ledgerentry set {column} = {CHANGES[column]} where id = %s", entries[3].pk)
    expected = "Entry 3 is missing" if column == "id" else "Entry 3 was changed"
    assert expected in _findings()
    assert f"Its row has id {entries[3].pk}." in _findings()
    assert "Entry 3 was changed" in _exported(tmp_path)


def test_each_of_several_changed_entries_is_named_and_no_other(
    entries: list[LedgerEntry], tamper: Tamper
) -> None:
    tamper(
        "update ledger_ledgerentry set category = 'other' where id in (%s, %s)", entries[1].pk, entries[4].pk
    )
    found = _findings().splitlines()
    assert [line.split(":")[0] for line in found] == ["Entry 1 was changed", "Entry 4 was changed"]


@pytest.mark.parametrize("index", range(6))
def test_a_removed_entry_is_named(
    index: int, entries: list[LedgerEntry], tamper: Tamper, tmp_path: Path
) -> None:
    tamper("delete from ledger_ledgerentry where id = %s", entries[index].pk)
    assert f"Entry {index} is missing; its hash is still in the tree." in _findings()
    assert f"Entry {index} was changed" in _exported(tmp_path)


@pytest.mark.parametrize("index", range(6))
def test_an_entry_removed_with_its_hash_is_named(
    index: int, entries: list[LedgerEntry], tamper: Tamper, tmp_path: Path
) -> None:
    tamper("delete from ledger_ledgerentry where id = %s", entries[index].pk)
    tamper("delete from ledger_ledgerleaf where index = %s", index)
    expected = f"Entries {index} to {index} are " + ("gone" if index == 5 else "missing")
    assert expected in _findings()
    assert _exported(tmp_path)


def test_a_cut_tail_is_found_by_the_head_over_it(entries: list[LedgerEntry], tamper: Tamper) -> None:
    tamper("delete from ledger_ledgerleaf where index >= 3")
    tamper("delete from ledger_ledgerentry where id >= %s", entries[3].pk)
    assert "Entries 3 to 3 are gone; the database has signed them." in _findings()


def test_a_tail_cut_together_with_its_head_is_found_by_the_heads_file(
    entries: list[LedgerEntry], tamper: Tamper, tmp_path: Path
) -> None:
    tamper("delete from ledger_checkpoint where size > 2")
    tamper("delete from ledger_ledgerleaf where index >= 2")
    tamper("delete from ledger_ledgerentry where id >= %s", entries[2].pk)
    assert "Entries 2 to 3 are gone; the heads file has signed them." in _findings()
    assert "Entries 2 to 3 are gone; the heads file has signed them." in _exported(tmp_path)
    assert _exported(tmp_path, heads=False) == "", "without heads from outside nobody can see it"


def test_an_entry_whose_hash_was_changed_with_it_is_found_by_the_next_head(
    entries: list[LedgerEntry], tamper: Tamper, tmp_path: Path
) -> None:
    with_another = "update ledger_ledgerentry set category = 'other' where id = %s"
    tamper(with_another, entries[2].pk)
    tamper("update ledger_ledgerleaf set leaf_hash = %s where index = 2", _leaf_of(entries[2].pk))
    for found in (_findings(), _exported(tmp_path)):
        assert "Entries 2 to 3 are not as" in found
        assert "Entry 2" not in found


def _leaf_of(entry_id: int) -> bytes:
    return verify.leaf_hash(entry_bytes(entry_id))


def test_two_entries_that_changed_places_are_found(entries: list[LedgerEntry], tamper: Tamper) -> None:
    tamper("update ledger_ledgerleaf set index = -index where index in (2, 3)")
    tamper("update ledger_ledgerleaf set index = 5 + index where index < 0")
    assert "Entries 2 to 3 are not as the database has signed them" in _findings()


def test_an_entry_put_in_with_a_place_of_its_own_is_found(
    entries: list[LedgerEntry], write: Write, tamper: Tamper
) -> None:
    added = write(1)[0]
    tamper("insert into ledger_ledgerleaf values (6, %s, %s)", _leaf_of(added.pk), added.pk)
    assert "Entries 6 to 6 have no signed head over them." in _findings()


def test_an_entry_put_in_among_earlier_ones_is_found(entries: list[LedgerEntry], tamper: Tamper) -> None:
    tamper("delete from ledger_ledgerentry where id = %s", entries[0].pk)
    tamper(
        "insert into ledger_ledgerentry (id, controller, action) values (%s, 'winston', 'consent.give')",
        entries[0].pk,
    )
    assert "Entry 0 was changed" in _findings()


def test_an_unsealed_row_with_an_id_that_had_passed_is_found(
    entries: list[LedgerEntry], tamper: Tamper
) -> None:
    tamper(
        "insert into ledger_ledgerentry (id, controller, action) values (%s, 'winston', 'consent.give')",
        entries[0].pk - 1,
    )
    assert f"The row with id {entries[0].pk - 1} was put in afterwards" in _findings()


@pytest.mark.parametrize("index", range(6))
def test_a_changed_hash_is_found(
    index: int, entries: list[LedgerEntry], tamper: Tamper, tmp_path: Path
) -> None:
    tamper(
        "update ledger_ledgerleaf set leaf_hash = set_byte(leaf_hash, 31, get_byte(leaf_hash, 31) # 1) "
        "where index = %s",
        index,
    )
    for found in (_findings(), _exported(tmp_path)):
        assert f"Entry {index} was changed: it does not give the hash kept of it." in found
        assert f"Entries {index // 2 * 2} to {index // 2 * 2 + 1} are not as" in found


@pytest.mark.parametrize(
    ("column", "change"),
    [
        ("size", "size + 10"),
        ("root", "set_byte(root, 0, get_byte(root, 0) # 1)"),
        ("sealed_at", "sealed_at + interval '1 microsecond'"),
        ("settled_id", "settled_id - 1"),
        ("note", "replace(note, E'\\n4\\n', E'\\n5\\n')"),
        ("note", "''"),
        ("note", "replace(note, 'at 2', 'at 3')"),
    ],
)
def test_a_changed_head_is_found(
    column: str, change: str, entries: list[LedgerEntry], tamper: Tamper
) -> None:
    tamper(f"update ledger_checkpoint set {column} = {change} where size = 4")
    assert "in the database was changed." in _findings()


def test_a_head_signed_by_another_key_is_found(
    entries: list[LedgerEntry], tamper: Tamper, settings: LazySettings, tmp_path: Path
) -> None:
    head = Checkpoint.objects.get(size=4)
    key, settings.LEDGER_KEY = settings.LEDGER_KEY, b"x" * 32
    forged = new_head(size=4, root=bytes(head.root), at=head.sealed_at, settled_id=head.settled_id)
    settings.LEDGER_KEY = key
    tamper("update ledger_checkpoint set note = %s where size = 4", forged.note)
    assert "The head over 4 entries in the database does not hold: no key that you trust" in _findings()
    assert "The head over 4 entries in the export does not hold: no key that you trust" in _exported(tmp_path)


@pytest.mark.parametrize("size", [2, 4])
def test_a_removed_head_is_found_by_the_heads_file(
    size: int, entries: list[LedgerEntry], tamper: Tamper
) -> None:
    tamper("delete from ledger_checkpoint where size = %s", size)
    assert f"The head over {size} entries is missing in the database." in _findings()


def test_a_history_rewritten_and_signed_with_the_right_key_is_found_by_the_heads_file(
    entries: list[LedgerEntry], tamper: Tamper, tmp_path: Path
) -> None:
    kept = heads_file().read_bytes()
    tamper("update ledger_ledgerentry set rule_codes = 'CONSENT_WITHDRAWN' where id = %s", entries[0].pk)
    tamper("delete from ledger_checkpoint")
    tamper("delete from ledger_ledgerleaf")
    heads_file().unlink()
    seal()
    assert _findings() == ""
    heads_file().write_bytes(kept)
    assert "Entries 0 to 1 are not as the heads file has signed them" in _findings()
    assert "Entries 0 to 1 are not as the heads file has signed them" in _exported(tmp_path)


def test_a_heads_file_that_is_missing_or_changed_is_found(entries: list[LedgerEntry]) -> None:
    kept = heads_file().read_bytes()
    lines = kept.splitlines(keepends=True)
    heads_file().unlink()
    assert "is missing." in _findings()
    heads_file().write_bytes(lines[0] + lines[2])
    assert "The head over 4 entries is missing in the heads file." in _findings()
    heads_file().write_bytes(lines[0] + b"what is this?\n" + lines[2])
    assert "does not hold" in _findings()
    heads_file().write_bytes(kept.replace(b"at 2", b"at 3"))
    assert "no key that you trust has signed it" in _findings()
    heads_file().write_bytes(kept)
    assert _findings() == ""


def test_changes_of_the_kept_nodes_narrow_down_where(write: Write, tamper: Tamper) -> None:
    tamper(
        "insert into ledger_ledgerentry (controller, action, unit_ref) "
        "select 'winston', 'retention.erase', gen_random_uuid() from generate_series(1, 600)"
    )
    seal()
    assert (LedgerNode.objects.count(), _findings()) == (2, "")
    tamper("update ledger_ledgernode set node_hash = sha256('x') where index = 1")
    assert _findings() == "The hash kept over entries 256 to 511 is not theirs."
    tamper("delete from ledger_ledgernode where index = 1")
    assert _findings() == "The hash kept over entries 256 to 511 is missing."
    tamper("insert into ledger_ledgernode (level, index, node_hash) values (1, 1, sha256('x')), (2, 7, 'x')")
    assert "There are 1 hashes too many" in _findings()


def test_the_finding_is_told_in_swedish_first(entries: list[LedgerEntry], tamper: Tamper) -> None:
    tamper("update ledger_ledgerentry set category = 'other' where id = %s", entries[3].pk)
    with translation.override("sv"):
        assert audit().findings == (
            "Rad 3 är ändrad: den ger inte den kontrollsumma som finns sparad. "
            f"Den har id {entries[3].pk} i tabellen.",
        )


def test_every_sentence_of_the_verifier_has_its_swedish() -> None:
    files = (Path(verify.__file__).with_name(f"{name}.py") for name in ("verify", "audit"))
    code = "".join(file.read_text(encoding="utf-8") for file in files)
    told = set(re.findall(r'"([A-Z][^"]*\{\}[^"]*\.)"', code))
    assert len(told) == 15
    assert told <= set(SWEDISH)


# --- the export as a file ---


def test_every_byte_of_an_export_counts(write: Write, tmp_path: Path) -> None:
    write(2)
    seal()
    with (tmp_path / "export").open("wb") as file:
        write_export(file)
    whole = (tmp_path / "export").read_bytes()
    keys = trusted_keys()
    assert verify.check_export(str(tmp_path / "export"), keys).findings == []
    for at in range(len(whole)):
        (tmp_path / "bent").write_bytes(whole[:at] + bytes([whole[at] ^ 1]) + whole[at + 1 :])
        try:
            found = verify.check_export(str(tmp_path / "bent"), keys).findings
        except ValueError as problem:
            found = [str(problem)]
        assert found, f"byte {at} of {whole[max(0, at - 20) : at + 20]!r}"


def test_entries_of_an_export_cannot_be_removed_doubled_or_moved(
    entries: list[LedgerEntry], tmp_path: Path
) -> None:
    with (tmp_path / "export").open("wb") as file:
        write_export(file)
    lines = (tmp_path / "export").read_bytes().splitlines(keepends=True)
    places = [at for at, line in enumerate(lines) if line.startswith(b'{"leaf"')]
    assert len(places) == 6
    for at, following in zip(places, [*places[1:], places[0]], strict=True):
        removed = [*lines[:at], *lines[at + 1 :]]
        doubled = [*lines[:at], lines[at], *lines[at:]]
        moved = list(lines)
        moved[at], moved[following] = lines[following], lines[at]
        for bent in (removed, doubled, moved):
            (tmp_path / "bent").write_bytes(b"".join(bent))
            assert verify.check_export(str(tmp_path / "bent"), trusted_keys()).findings
