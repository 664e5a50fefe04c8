"""The tree in the database: its right edge, and proofs from it that read few rows.

Leaves are `LedgerLeaf`; the root of each full subtree of 256 ** level leaves is kept in `LedgerNode`.
Any hash of the tree is then made of at most 255 kept ones, whatever the size (C2SP tlog-tiles).
"""

from __future__ import annotations

from functools import cache
from typing import Protocol

from ledger.models import LedgerLeaf, LedgerNode
from ledger.verify import Tree, node_hash

TILE_HEIGHT = 8
TILE = 2**TILE_HEIGHT


class HashSource(Protocol):
    """Where kept hashes are read: `tile(level, number)` gives up to 256 neighbours, in order."""

    def tile(self, level: int, number: int) -> list[bytes]: ...  # noqa: D102


class DatabaseHashes:
    """The hashes kept in the database, each tile read once."""

    def __init__(self) -> None:
        self.tile = cache(self._read)

    def _read(self, level: int, number: int) -> list[bytes]:
        first, last = number * TILE, number * TILE + TILE - 1
        if level == 0:
            leaves = LedgerLeaf.objects.filter(index__range=(first, last)).order_by("index")
            return [bytes(kept) for kept in leaves.values_list("leaf_hash", flat=True)]
        nodes = LedgerNode.objects.filter(level=level, index__range=(first, last)).order_by("index")
        return [bytes(kept) for kept in nodes.values_list("node_hash", flat=True)]


class GrowingTree(Tree):
    """A tree that collects the full subtrees worth keeping, as (level, index, hash) in `full`."""

    def __init__(self, size: int = 0, edge: list[bytes] | None = None) -> None:
        super().__init__(size, edge or [])
        self.full: list[tuple[int, int, bytes]] = []

    def add(self, leaf: bytes) -> None:
        """Put one more leaf at the end."""
        height, number = 0, self.size
        while number & 1:
            leaf = node_hash(self.edge.pop(), leaf)
            number >>= 1
            height += 1
            if not height % TILE_HEIGHT:
                self.full.append((height // TILE_HEIGHT, number, leaf))
        self.edge.append(leaf)
        self.size += 1


def subtree(source: HashSource, height: int, index: int) -> bytes:
    """Give the root of the full subtree of 2 ** height leaves that begins at leaf index * 2 ** height."""
    level, above = divmod(height, TILE_HEIGHT)
    count = 2**above
    number, first = divmod(index * count, TILE)
    row = source.tile(level, number)[first : first + count]
    while len(row) > 1:
        row = [node_hash(left, right) for left, right in zip(row[::2], row[1::2], strict=True)]
    return row[0]


def right_edge(source: HashSource, size: int) -> list[bytes]:
    """Give the full subtrees that make up a tree of `size` leaves, from left to right."""
    heights = [height for height in range(size.bit_length()) if size >> height & 1]
    return [subtree(source, height, (size >> height) - 1) for height in reversed(heights)]


def tree_at(source: HashSource, size: int) -> GrowingTree:
    """Give the tree as it was at `size` leaves, ready to grow."""
    return GrowingTree(size, right_edge(source, size))
