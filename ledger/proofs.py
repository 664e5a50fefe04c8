"""Proofs from the tree: an entry is in it, and it continues an earlier one (RFC 9162 2.1.3 and 2.1.4)."""

from __future__ import annotations

from collections.abc import Sequence

from ledger.tree import HashSource, subtree
from ledger.verify import Refused, Tree, node_hash


def inclusion_proof(source: HashSource, index: int, size: int) -> list[bytes]:
    """Give the hashes that lead from the leaf at `index` to the root over `size` leaves.

    Raises ValueError for an index that the tree does not reach.
    """
    if not 0 <= index < size:
        raise ValueError(f"entry {index} is not among the first {size}")
    return _path(source, index, 0, size)


def consistency_proof(source: HashSource, old: int, new: int) -> list[bytes]:
    """Give the hashes that show that the first `old` of `new` leaves are those of the earlier head.

    Raises ValueError when the sizes are in the wrong order.
    """
    if not 0 <= old <= new:
        raise ValueError(f"a tree of {new} entries cannot continue one of {old}")
    return _subproof(source, old, 0, new, whole=True) if 0 < old < new else []


def check_consistency(old: int, old_root: bytes, new: int, new_root: bytes, proof: Sequence[bytes]) -> None:
    """Check that the tree of `new` leaves continues the one of `old` (RFC 9162 2.1.4.2); raise Refused."""
    if old in (0, new):
        holds = not proof and old_root == (new_root if old == new else Tree().root())
    else:
        holds = 0 < old < new and _leads_to(old, new, proof, old_root) == (old_root, new_root)
    if not holds:
        raise Refused(f"the head over {new} entries does not continue the one over {old}")


def _leads_to(old: int, new: int, proof: Sequence[bytes], old_root: bytes) -> tuple[bytes, bytes] | None:
    """Fold a proof into the old root and the new one; None when it has the wrong length."""
    fn, sn = old - 1, new - 1
    while fn & 1:
        fn, sn = fn >> 1, sn >> 1
    steps = list(proof) if old & (old - 1) else [old_root, *proof]  # a full tree is its own first step
    fr = sr = steps[0] if steps else b""
    for step in steps[1:]:
        if sn == 0:
            return None
        if fn & 1 or fn == sn:
            fr, sr = node_hash(step, fr), node_hash(step, sr)
            while fn and not fn & 1:
                fn, sn = fn >> 1, sn >> 1
        else:
            sr = node_hash(sr, step)
        fn, sn = fn >> 1, sn >> 1
    return None if sn else (fr, sr)


def _split(count: int) -> int:
    """Give the largest power of two below `count`."""
    return 1 << (count - 1).bit_length() - 1


def _root(source: HashSource, start: int, count: int) -> bytes:
    if count & (count - 1) == 0:
        height = count.bit_length() - 1
        return subtree(source, height, start >> height)
    left = _split(count)
    return node_hash(_root(source, start, left), _root(source, start + left, count - left))


def _path(source: HashSource, index: int, start: int, count: int) -> list[bytes]:
    if count == 1:
        return []
    left = _split(count)
    if index < start + left:
        return [*_path(source, index, start, left), _root(source, start + left, count - left)]
    return [*_path(source, index, start + left, count - left), _root(source, start, left)]


def _subproof(source: HashSource, old: int, start: int, count: int, *, whole: bool) -> list[bytes]:
    """SUBPROOF of RFC 9162 2.1.4.1: `old` counts from `start`; `whole` while it is still the old tree."""
    if old == count:
        return [] if whole else [_root(source, start, count)]
    left = _split(count)
    if old <= left:
        rest = _root(source, start + left, count - left)
        return [*_subproof(source, old, start, left, whole=whole), rest]
    steps = _subproof(source, old - left, start + left, count - left, whole=False)
    return [*steps, _root(source, start, left)]
