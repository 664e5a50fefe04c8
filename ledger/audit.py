"""Derive the whole ledger anew from the database, and say in words what differs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from django.db import connection, transaction

from ledger import heads
from ledger.keys import signature_holds, trusted_keys
from ledger.models import Checkpoint, LedgerNode
from ledger.rows import SealedRow, sealed_rows, unsealed_rows
from ledger.tree import TILE, GrowingTree
from ledger.verify import Replay, SizedNote, heads_in
from ledger.words import in_words

DATABASE, FILE = "the database", "the heads file"
Finding = tuple[object, ...]  # a sentence of ledger/words.py and what fills it in


@dataclass(frozen=True, kw_only=True)
class Audit:
    """What an audit found: entries and heads followed, what differs, and the ids that wait to be sealed."""

    size: int
    heads: int
    findings: tuple[str, ...]
    waiting: tuple[int, ...]


def audit() -> Audit:
    """Follow every entry and every head as of one moment, and say in the user's language what differs.

    Entries are read in chunks, so memory does not grow with them; heads are held (half a kilobyte each).
    """
    with one_snapshot():
        replay = DatabaseReplay()
        for row in sealed_rows():
            replay.follow(row)
        replay.finish()
        waiting = tuple(entry_id for chunk in unsealed_rows() for entry_id, _ in chunk)
        replay.tell_all(_put_in_afterwards(waiting))
    return Audit(
        size=replay.tree.size, heads=replay.checked, findings=tuple(replay.findings), waiting=waiting
    )


@contextmanager
def one_snapshot() -> Iterator[None]:
    """Read everything as of one moment, whatever is written meanwhile."""
    outermost = not connection.in_atomic_block
    with transaction.atomic():
        if outermost:
            with connection.cursor() as cursor:
                cursor.execute("set transaction isolation level repeatable read, read only")
        yield


class DatabaseReplay(Replay):
    """The offline verifier's replay, and what only the database has: columns, kept nodes, a heads file."""

    def __init__(self) -> None:
        in_database, changed = _heads_in_database()
        published, unreadable = _heads_in_file()
        notes = {note for _, _, note in in_database}
        only_published = [head for head in published if head[2] not in notes]
        super().__init__(trusted_keys(), in_database, only_published, holds=signature_holds)
        self.tree: GrowingTree = GrowingTree()
        self.row_id, self.nodes = 0, 0
        self.tell_all([*changed, *unreadable, *_in_one_place_only(in_database, published)])

    def tell(self, text: str, *values: object) -> None:
        """Add a finding in the user's language, with the row's id where it is about one entry."""
        sentence = in_words(text, *values)
        if text.startswith("Entry {}"):
            sentence = f"{sentence} {in_words('Its row has id {}.', self.row_id)}"
        self.findings.append(sentence)

    def tell_all(self, findings: Iterable[Finding]) -> None:
        """Add several findings."""
        for text, *values in findings:
            self.tell(str(text), *values)

    def follow(self, row: SealedRow) -> None:
        """Take the next place of the tree."""
        self.row_id = row.entry_id
        self.entry(row.place, row.data, row.leaf_hash)
        if len(self.tree.full) >= TILE:
            self._compare_nodes()

    def finish(self) -> list[str]:
        """Say what is left over when all entries were taken."""
        self._compare_nodes()
        if (surplus := LedgerNode.objects.count() - self.nodes) > 0:
            self.tell("There are {} hashes too many over entries that are not there.", surplus)
        return super().finish()

    def _compare_nodes(self) -> None:
        """Compare the full subtrees just grown with those that were kept of them."""
        grown, self.tree.full = self.tree.full, []
        kept = _kept_nodes(grown)
        for level, index, expected in grown:
            first, last = index * TILE**level, (index + 1) * TILE**level - 1
            if (level, index) not in kept:
                self.tell("The hash kept over entries {} to {} is missing.", first, last)
            elif kept[level, index] != expected:
                self.tell("The hash kept over entries {} to {} is not theirs.", first, last)
        self.nodes += len(kept)


def _kept_nodes(grown: list[tuple[int, int, bytes]]) -> dict[tuple[int, int], bytes]:
    found: dict[tuple[int, int], bytes] = {}
    for level in {level for level, _, _ in grown}:
        indices = [index for other, index, _ in grown if other == level]
        nodes = LedgerNode.objects.filter(level=level, index__range=(min(indices), max(indices)))
        found |= {(level, index): bytes(kept) for index, kept in nodes.values_list("index", "node_hash")}
    return found


def _heads_in_database() -> tuple[list[SizedNote], list[Finding]]:
    """Give the heads of the database, and a finding for each whose columns are not what it signed."""
    whole: list[SizedNote] = []
    changed: list[Finding] = []
    for head in Checkpoint.objects.order_by("size").iterator():
        if heads.repeats_its_note(head):
            whole.append((head.size, DATABASE, head.note))
        else:
            changed.append(("The head over {} entries in {} was changed.", head.size, DATABASE))
    return whole, changed


def _heads_in_file() -> tuple[list[SizedNote], list[Finding]]:
    path = str(heads.heads_file())
    if not heads.heads_file().exists():
        missing = Checkpoint.objects.exists()
        return [], [("The heads file {} is missing.", path)] if missing else []
    try:
        return list(heads_in(path, FILE)), []
    except ValueError as problem:
        return [], [("The heads file {} does not hold: {}.", path, problem)]


def _in_one_place_only(in_database: list[SizedNote], published: list[SizedNote]) -> list[Finding]:
    """Say which heads stand in one place only; one newer than the file's last is yet to be published."""
    here, there = {size for size, _, _ in in_database}, {size for size, _, _ in published}
    last = max(there, default=-1)
    lacking = [(size, DATABASE) for size in there - here] + [(s, FILE) for s in here - there if s < last]
    return [("The head over {} entries is missing in {}.", size, where) for size, where in sorted(lacking)]


def _put_in_afterwards(waiting: Iterable[int]) -> list[Finding]:
    """Tell of entries whose id had passed before they came: the database never gives such an id."""
    last = Checkpoint.objects.order_by("size").last()
    if last is None:
        return []
    text = "The row with id {} was put in afterwards: its id had passed at the head over {} entries."
    return [(text, entry_id, last.size) for entry_id in waiting if entry_id <= last.settled_id]
