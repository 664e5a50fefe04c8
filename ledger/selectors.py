"""Questions to the ledger: what a person may take home as proof, and what waits."""

from __future__ import annotations

import base64
import json
from uuid import UUID

from django.db import connection

from ledger.models import ENDINGS, Checkpoint, LedgerEntry, LedgerLeaf
from ledger.proofs import consistency_proof, inclusion_proof
from ledger.rows import UNSEALED, entry_bytes
from ledger.tree import DatabaseHashes
from ledger.verify import RECEIPT


class NotSealed(LookupError):
    """The entry has no place in the tree yet; the next seal gives it one."""


def latest_head() -> Checkpoint | None:
    """Give the newest signed head."""
    return Checkpoint.objects.order_by("size").last()


def endings_of(unit_ref: UUID) -> list[LedgerEntry]:
    """Give the line that tells how a unit ended: erased or anonymised. At most one."""
    return list(LedgerEntry.objects.filter(unit_ref=unit_ref, action__in=ENDINGS))


def receipt(entry_id: int) -> str:
    """Give an entry, its inclusion proof and the newest signed head as one JSON text.

    `ledger/verify.py` checks it with the public key alone. Raises NotSealed before the next seal.
    """
    leaf, head = LedgerLeaf.objects.filter(entry_id=entry_id).first(), latest_head()
    if leaf is None or head is None:
        raise NotSealed(entry_id)
    proof = inclusion_proof(DatabaseHashes(), leaf.index, head.size)
    said = {
        "format": RECEIPT,
        "index": leaf.index,
        "entry": json.loads(entry_bytes(entry_id)),
        "proof": [base64.b64encode(step).decode() for step in proof],
        "head": head.note,
    }
    return json.dumps(said, ensure_ascii=False, separators=(",", ":"))


def consistency(*, old: int, new: int) -> list[bytes]:
    """Give the proof that the head over `new` entries continues the one over `old` (RFC 9162 2.1.4)."""
    return consistency_proof(DatabaseHashes(), old, new)


def count_waiting() -> int:
    """Count the entries that wait to be sealed."""
    head = latest_head()
    with connection.cursor() as cursor:
        cursor.execute(f"select count(*) from ({UNSEALED}) waiting", [head.settled_id if head else 0])
        return int(cursor.fetchone()[0])
