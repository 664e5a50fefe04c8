"""Write the ledger to a file that `ledger/verify.py` can follow without this program."""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO

from ledger.audit import one_snapshot
from ledger.heads import head_line
from ledger.models import Checkpoint, LedgerLeaf
from ledger.rows import sealed_rows, unsealed_rows
from ledger.verify import EXPORT, encode


def write_export(file: BinaryIO) -> int:
    """Write every entry and head as JSON lines, each head after the entries it covers; give the entries.

    Line 1 names the form and the number of entries. Entries not yet sealed come last.
    """
    with one_snapshot():
        size = LedgerLeaf.objects.count()
        file.write(encode({"format": EXPORT, "size": size}).encode() + b"\n")
        file.writelines(_lines())
        for chunk in unsealed_rows():
            file.writelines(b'{"unsealed":%s}\n' % data for _, data in chunk)
    return size


def _lines() -> Iterator[bytes]:
    heads = Checkpoint.objects.order_by("size").iterator()
    due = next(heads, None)
    for row in sealed_rows():
        while due and due.size <= row.place:
            yield head_line(due.note)
            due = next(heads, None)
        yield b'{"leaf":"%s","entry":%s}\n' % (row.leaf_hash.hex().encode(), row.data or b"null")
    while due:
        yield head_line(due.note)
        due = next(heads, None)
