"""Sealing: one sequencer numbers what was committed, grows the tree and signs its head.

Deeds never wait for it: they write their line and commit. Whoever seals takes one advisory lock,
so two at once make one history; a seal that fails leaves no number used and no gap.
"""

from __future__ import annotations

from datetime import datetime
from io import StringIO
from typing import Any

from django.db import DatabaseError, connection, transaction

from ledger import heads
from ledger.keys import refuse_a_key_that_is_forgotten, signature_holds, trusted_keys
from ledger.models import Checkpoint
from ledger.rows import unsealed_rows
from ledger.tree import DatabaseHashes, GrowingTree, tree_at
from ledger.verify import check_head, leaf_hash

SEALER = 0x5048_5345_414C  # "PHSEAL": the key of the advisory lock
SOMEBODY_WRITES, MAY_NOT_LOCK = "55P03", "42501"


def seal_entries(*, at: datetime | None = None) -> Checkpoint:
    """Give every committed entry its place in the tree and sign the head; see `ledger.services.seal`."""
    refuse_a_key_that_is_forgotten()
    settled = _settled_id()
    with transaction.atomic(durable=True), connection.cursor() as cursor:
        cursor.execute("select pg_advisory_xact_lock(%s)", [SEALER])
        heads.refuse_a_second_history()
        last = Checkpoint.objects.order_by("size").last()
        if last:
            check_head(last.note, trusted_keys(), signature_holds)
        tree = tree_at(DatabaseHashes(), last.size if last else 0)
        _grow(tree, cursor, above=last.settled_id if last else 0)
        if last and tree.size == last.size:
            head = last
        else:
            head = _sign(tree, cursor, at=at, settled=max(settled, last.settled_id if last else 0))
    heads.publish()
    return head


def _settled_id() -> int:
    """Give an id below which no entry will ever be committed any more; 0 when that is not known now.

    Ids are given in order but committed in any order. While nobody is writing (the lock proves it,
    and is never waited for), every id up to the highest one is settled, and the next seal need not
    look there again. Without it, each seal would compare every entry with every leaf.
    """
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("lock table ledger_ledgerentry in share mode nowait")
            cursor.execute("select coalesce(max(id), 0) from ledger_ledgerentry")
            return int(cursor.fetchone()[0])
    except DatabaseError as error:
        if getattr(error.__cause__, "pgcode", None) not in (SOMEBODY_WRITES, MAY_NOT_LOCK):
            raise
        return 0


def _grow(tree: GrowingTree, cursor: Any, *, above: int) -> None:
    """Add the entries without a place, chunk by chunk, and store their leaves and full nodes."""
    for chunk in unsealed_rows(above=above):
        leaves, nodes = StringIO(), StringIO()
        for entry_id, data in chunk:
            leaf = leaf_hash(data)
            leaves.write(f"{tree.size}\t{entry_id}\t\\\\x{leaf.hex()}\n")
            tree.add(leaf)
        nodes.writelines(f"{level}\t{index}\t\\\\x{kept.hex()}\n" for level, index, kept in tree.full)
        tree.full.clear()
        _copy(cursor, "ledger_ledgerleaf (index, entry_id, leaf_hash)", leaves)
        _copy(cursor, "ledger_ledgernode (level, index, node_hash)", nodes)


def _copy(cursor: Any, table: str, lines: StringIO) -> None:
    lines.seek(0)
    cursor.copy_expert(f"copy {table} from stdin", lines)


def _sign(tree: GrowingTree, cursor: Any, *, at: datetime | None, settled: int) -> Checkpoint:
    if at is None:
        cursor.execute("select statement_timestamp()")
        at = cursor.fetchone()[0]
    head = heads.new_head(size=tree.size, root=tree.root(), at=at, settled_id=settled)
    head.save(force_insert=True)
    return head
