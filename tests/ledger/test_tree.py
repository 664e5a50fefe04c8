"""The tree is the one of RFC 6962: reference vectors, a plain reading of the RFC, and no proof that bends."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledger.proofs import check_consistency, consistency_proof, inclusion_proof
from ledger.tree import TILE, GrowingTree, right_edge, tree_at
from ledger.verify import Refused, Tree, check_inclusion, leaf_hash

# The inputs and roots of certificate-transparency's own Merkle tree tests.
INPUTS = [
    bytes.fromhex(text)
    for text in (
        "",
        "00",
        "10",
        "2021",
        "3031",
        "40414243",
        "5051525354555657",
        "606162636465666768696a6b6c6d6e6f",
    )
]
ROOTS = [
    "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
]
A = "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7"
B = "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e"
C = "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4"
D = "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b"
E = "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0"
F = "0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a"
INCLUSION = [
    (0, 8, [A, B, C]),
    (5, 8, [D, E, ROOTS[4]]),
    (2, 3, [ROOTS[2]]),
    (1, 5, [ROOTS[1], B, D]),
    (0, 1, []),
]
CONSISTENCY = [(1, 8, [A, B, C]), (6, 8, [F, E, ROOTS[4]]), (2, 5, [B, D]), (1, 1, [])]


class Memory:
    """Kept hashes in memory: what the database keeps, without one."""

    def __init__(self, leaves: Sequence[bytes]) -> None:
        tree = GrowingTree()
        for leaf in leaves:
            tree.add(leaf)
        self.rows = {0: list(leaves)}
        for level, index, kept in tree.full:
            row = self.rows.setdefault(level, [])
            assert index == len(row)
            row.append(kept)

    def tile(self, level: int, number: int) -> list[bytes]:
        return self.rows[level][number * TILE : (number + 1) * TILE]


def hash_of(leaves: Sequence[bytes]) -> bytes:
    """MTH of RFC 6962 2.1, read word for word."""
    if not leaves:
        return hashlib.sha256().digest()
    if len(leaves) == 1:
        return leaves[0]
    k = 1
    while k * 2 < len(leaves):
        k *= 2
    return hashlib.sha256(b"\x01" + hash_of(leaves[:k]) + hash_of(leaves[k:])).digest()


def leaves_of(count: int) -> list[bytes]:
    return [leaf_hash(str(number).encode()) for number in range(count)]


@pytest.mark.parametrize("size", range(9))
def test_roots_are_those_of_the_reference_tree(size: int) -> None:
    tree = Tree()
    for data in INPUTS[:size]:
        tree.add(leaf_hash(data))
    assert tree.root().hex() == ROOTS[size]
    assert hash_of([leaf_hash(data) for data in INPUTS[:size]]).hex() == ROOTS[size]


@pytest.mark.parametrize(("index", "size", "expected"), INCLUSION)
def test_inclusion_proofs_are_those_of_the_reference_tree(index: int, size: int, expected: list[str]) -> None:
    leaves = [leaf_hash(data) for data in INPUTS]
    proof = inclusion_proof(Memory(leaves), index, size)
    assert [step.hex() for step in proof] == expected
    check_inclusion(leaves[index], index, size, proof, bytes.fromhex(ROOTS[size]))


@pytest.mark.parametrize(("old", "new", "expected"), CONSISTENCY)
def test_consistency_proofs_are_those_of_the_reference_tree(old: int, new: int, expected: list[str]) -> None:
    proof = consistency_proof(Memory([leaf_hash(data) for data in INPUTS]), old, new)
    assert [step.hex() for step in proof] == expected
    check_consistency(old, bytes.fromhex(ROOTS[old]), new, bytes.fromhex(ROOTS[new]), proof)


@pytest.mark.parametrize("size", [*range(1, 40), 255, 256, 257, 511, 513, 1025])
def test_every_size_gives_the_root_that_the_rfc_defines_however_it_grew(size: int) -> None:
    leaves = leaves_of(size)
    whole = Memory(leaves)
    expected = hash_of(leaves)
    for start in {0, 1, size // 3, size // 2, size - 1, size}:
        tree = tree_at(whole, start)
        assert tree.edge == right_edge(whole, start)
        for leaf in leaves[start:]:
            tree.add(leaf)
        assert tree.root() == expected


LARGE = Memory(leaves_of(70_000))  # past 256 * 256, so that a node of level 2 is used


@given(st.data())
def test_every_proof_that_is_made_holds_and_is_short(data: st.DataObject) -> None:
    size = data.draw(st.integers(1, 70_000))
    index = data.draw(st.integers(0, size - 1))
    old = data.draw(st.integers(0, size))
    root, old_root = tree_at(LARGE, size).root(), tree_at(LARGE, old).root()
    proof = inclusion_proof(LARGE, index, size)
    assert len(proof) <= size.bit_length()
    check_inclusion(LARGE.rows[0][index], index, size, proof, root)
    check_consistency(old, old_root, size, root, consistency_proof(LARGE, old, size))


def _bent(proof: list[bytes]) -> list[list[bytes]]:
    """Every proof that differs in one byte, and those too short, too long or out of order."""
    bent = [
        [*proof[:at], step[:byte] + bytes([step[byte] ^ 1]) + step[byte + 1 :], *proof[at + 1 :]]
        for at, step in enumerate(proof)
        for byte in range(len(step))
    ]
    bent += [[*proof[:at], *proof[at + 1 :]] for at in range(len(proof))]
    bent += [[*proof[:at], b"\0" * 32, *proof[at:]] for at in range(len(proof) + 1)]
    bent += [[*proof, *proof[-1:]]] if proof else []
    return bent + ([proof[::-1]] if len(set(proof)) > 1 else [])


def _refused(check: Callable[..., None], *proof: object) -> bool:
    try:
        check(*proof)
    except Refused:
        return True
    return False


@pytest.mark.parametrize("size", [1, 2, 3, 7, 8, 21])
def test_no_inclusion_proof_holds_with_anything_in_it_changed(size: int) -> None:
    leaves = leaves_of(size)
    source, root = Memory(leaves), hash_of(leaves)
    for index, leaf in enumerate(leaves):
        proof = inclusion_proof(source, index, size)
        check_inclusion(leaf, index, size, proof, root)
        for bent in _bent(proof):
            assert _refused(check_inclusion, leaf, index, size, bent, root)
        for other in {-1, *range(size), size, 2 * size} - {index}:
            assert _refused(check_inclusion, leaf, other, size, proof, root)
        assert _refused(check_inclusion, leaves_of(size + 1)[-1], index, size, proof, root)
        assert _refused(check_inclusion, leaf, index, size, proof, hash_of(leaves_of(size + 1)))


@pytest.mark.parametrize("size", [1, 2, 3, 7, 8, 21])
def test_no_consistency_proof_holds_with_anything_in_it_changed(size: int) -> None:
    leaves = leaves_of(size)
    source, root, other = Memory(leaves), hash_of(leaves), hash_of(leaves_of(size + 1))
    for old in range(size + 1):
        old_root, proof = hash_of(leaves[:old]), consistency_proof(source, old, size)
        check_consistency(old, old_root, size, root, proof)
        for bent in _bent(proof):
            assert _refused(check_consistency, old, old_root, size, root, bent)
        assert _refused(check_consistency, old, other, size, root, proof)
        assert old == 0 or _refused(check_consistency, old, old_root, size, other, proof)
        assert _refused(check_consistency, size + 1, old_root, size, root, proof)
        assert _refused(check_consistency, -1, old_root, size, root, proof)


def test_a_proof_longer_than_the_tree_is_high_is_refused() -> None:
    leaves = leaves_of(8)
    source, root = Memory(leaves), hash_of(leaves)
    proof = inclusion_proof(source, 7, 8)  # the last leaf has left neighbours only, as a tree of one would
    assert _refused(check_inclusion, leaves[7], 0, 1, proof, root)
    assert _refused(check_inclusion, leaves[7], 1, 2, proof, root)


def test_a_proof_that_stops_before_the_top_of_the_tree_is_refused() -> None:
    leaves = leaves_of(4)
    source, one, two = Memory(leaves), hash_of(leaves[:1]), hash_of(leaves[:2])
    assert _refused(check_inclusion, leaves[0], 0, 4, inclusion_proof(source, 0, 2), two)
    assert _refused(check_consistency, 1, one, 4, two, consistency_proof(source, 1, 2))


def test_a_proof_is_refused_for_what_is_not_in_the_tree() -> None:
    source = Memory(leaves_of(3))
    for index in (-1, 3):
        with pytest.raises(ValueError, match="not among"):
            inclusion_proof(source, index, 3)
    with pytest.raises(ValueError, match="cannot continue"):
        consistency_proof(source, 4, 3)
