"""Read entries from the database as their canonical bytes, in order and with flat memory."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from django.db import connection

from ledger.verify import FORM, encode

CHUNK = 5000
VALUES = """
e.id, (extract(epoch from e.at) * 1000000)::bigint, e.controller, e.actor_role, e.actor_ref, e.action,
e.object_type, e.unit_ref::text, e.category, e.rule_codes, e.policy_version, e.counts, e.run::text
"""
COUNTS = 11
SEALED = f"""
select l.index, l.leaf_hash, l.entry_id, {VALUES}
from ledger_ledgerleaf l left join ledger_ledgerentry e on e.id = l.entry_id
where l.index >= %s order by l.index limit {CHUNK}
"""
UNSEALED = f"""
select {VALUES} from ledger_ledgerentry e left join ledger_ledgerleaf l on l.entry_id = e.id
where e.id > %s and l.index is null order by e.id
"""
# An entry committed late has a low id: it is found by having no leaf, never by "id above the last".


class SealedRow(NamedTuple):
    """A place in the tree: its index, kept hash, and the entry's id and bytes (None when its row is gone)."""

    place: int
    leaf_hash: bytes
    entry_id: int
    data: bytes | None


def canonical(values: Sequence[Any]) -> bytes:
    """Give an entry's bytes: a JSON array in fixed order, final once the row is written (RFC 8785).

    `values` are the columns of VALUES: `at` in microseconds since 1970 UTC, counts as JSON text.
    """
    return encode([FORM, *values[:COUNTS], json.loads(values[COUNTS]), *values[COUNTS + 1 :]]).encode()


def entry_bytes(entry_id: int) -> bytes:
    """Give the canonical bytes of one entry."""
    with connection.cursor() as cursor:
        cursor.execute(f"select {VALUES} from ledger_ledgerentry e where e.id = %s", [entry_id])
        return canonical(cursor.fetchone())


def sealed_rows(*, first: int = 0) -> Iterator[SealedRow]:
    """Give every place of the tree in the order of the indices."""
    while True:
        with connection.cursor() as cursor:
            cursor.execute(SEALED, [first])
            rows = cursor.fetchall()
        for place, kept, entry_id, *values in rows:
            data = None if values[0] is None else canonical(values)
            yield SealedRow(place, bytes(kept), entry_id, data)
        if len(rows) < CHUNK:
            return
        first = rows[-1][0] + 1


def unsealed_rows(*, above: int = 0) -> Iterator[list[tuple[int, bytes]]]:
    """Give the entries without a place in the tree, id above `above`, as chunks of (id, bytes).

    To be read inside a transaction: the rows come through a cursor on the server.
    """
    with connection.chunked_cursor() as cursor:
        cursor.execute(UNSEALED, [above])
        while rows := cursor.fetchmany(CHUNK):
            yield [(values[0], canonical(values)) for values in rows]
