"""Verify a PrivacyHub ledger, or a receipt from one, without PrivacyHub: this file and Python are enough.

    python verify.py FILE --key KEY [--heads FILE]

FILE is an export (every entry, every signed head) or a receipt (one entry, its proof, a signed head).
KEY is what `manage.py ledger_key` prints. Get it, and the heads, from another hand than the export.
Exit code 0: all holds. 1: something differs or cannot be read, said in words.
Tree and proofs: RFC 6962 and 9162 (SHA-256). Signatures: Ed25519 (RFC 8032). Heads: C2SP tlog-checkpoint in a
C2SP signed-note. An entry's bytes: a JSON array in the form of RFC 8785; no field is ever left out.
"""

from __future__ import annotations

import argparse
import base64
import heapq
import json
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from hashlib import sha256, sha512
from typing import Any

# An entry's bytes are [FORM, id, at in microseconds since 1970 UTC, controller, actor_role, actor_ref,
# action, object_type, unit_ref, category, rule_codes, policy_version, counts, run].
FORM, EXPORT, RECEIPT = 1, "privacyhub-ledger-export/1", "privacyhub-ledger-receipt/1"
encode = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode


class Refused(ValueError):
    """A signature, proof or file does not hold, and why."""


def leaf_hash(data: bytes) -> bytes:
    """Hash an entry's bytes (RFC 6962 2.1)."""
    return sha256(b"\0" + data).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """Hash two subtrees into one (RFC 6962 2.1)."""
    return sha256(b"\1" + left + right).digest()


class Tree:
    """A growing Merkle tree that remembers its right edge only."""

    def __init__(self, size: int = 0, edge: Iterable[bytes] = ()) -> None:
        self.size, self.edge = size, list(edge)

    def add(self, leaf: bytes) -> None:
        """Put one more leaf at the end."""
        full = self.size
        while full & 1:
            leaf = node_hash(self.edge.pop(), leaf)
            full >>= 1
        self.edge.append(leaf)
        self.size += 1

    def root(self) -> bytes:
        """Give the root of what the tree holds now."""
        root = self.edge[-1] if self.edge else sha256().digest()
        for left in self.edge[-2::-1]:
            root = node_hash(left, root)
        return root


def check_inclusion(leaf: bytes, index: int, size: int, proof: Iterable[bytes], root: bytes) -> None:
    """Check that `leaf` stands at `index` under `root` (RFC 9162 2.1.3.2); raise Refused."""
    fn, sn, holds = index, size - 1, 0 <= index < size
    for step in proof:
        holds = holds and sn > 0
        if fn & 1 or fn == sn:
            leaf = node_hash(step, leaf)
            while fn and not fn & 1:
                fn, sn = fn >> 1, sn >> 1
        else:
            leaf = node_hash(leaf, step)
        fn, sn = fn >> 1, sn >> 1
    if not holds or sn or leaf != root:
        raise Refused("the proof does not lead from the entry to the signed root")


# --- Ed25519 in plain Python (RFC 8032 5.1.7) ---
P, ORDER = 2**255 - 19, 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, -1, P) % P
Point = tuple[int, int, int, int]


def _point(encoded: bytes) -> Point:
    y, odd = int.from_bytes(encoded, "little") & (2**255 - 1), encoded[31] >> 7
    x2 = (y * y - 1) * pow(D * y * y + 1, -1, P) % P
    x = pow(x2, (P + 3) // 8, P)
    x = x if (x * x - x2) % P == 0 else x * pow(2, (P - 1) // 4, P) % P
    if y >= P or (x * x - x2) % P or (odd and not x):
        raise Refused("it is not a point of the curve")
    x = P - x if x & 1 != odd else x
    return x, y, 1, x * y % P


def _sum(p: Point, q: Point) -> Point:
    a, b = (p[1] - p[0]) * (q[1] - q[0]) % P, (p[1] + p[0]) * (q[1] + q[0]) % P
    c, d = 2 * p[3] * q[3] * D % P, 2 * p[2] * q[2] % P
    e, f, g, h = b - a, d - c, d + c, b + a
    return e * f % P, g * h % P, f * g % P, e * h % P


BASE = _point((4 * pow(5, -1, P) % P).to_bytes(32, "little"))


def ed25519_holds(public: bytes, signature: bytes, message: bytes) -> bool:
    """Tell whether the signature over the message is that key's: [s]B - [k]A gives R."""
    s = int.from_bytes(signature[32:], "little")
    if len(signature) != 64 or s >= ORDER:
        return False
    k = int.from_bytes(sha512(signature[:32] + public + message).digest(), "little") % ORDER
    x, y, _, t = _point(public)
    steps, result = (None, BASE, (minus := (P - x, y, 1, P - t)), _sum(BASE, minus)), (0, 1, 1, 0)
    for bit in range(252, -1, -1):
        result = _sum(result, result)
        if step := steps[(s >> bit & 1) + 2 * (k >> bit & 1)]:
            result = _sum(result, step)
    inverse = pow(result[2], -1, P)
    encoded = result[1] * inverse % P | (result[0] * inverse % P & 1) << 255
    return encoded.to_bytes(32, "little") == signature[:32]


# --- Heads: C2SP signed notes ---
def unbase64(text: str) -> bytes:
    """Decode base64 in its one right spelling; raise ValueError."""
    value = base64.b64decode(text, validate=True)
    if base64.b64encode(value).decode() != text:
        raise Refused("it holds base64 that is not well formed")
    return value


Holds = Callable[[bytes, bytes, bytes], bool]  # public key, signature, message
Key = tuple[str, bytes, bytes]  # name, first bytes of its hash, public key; C2SP spells it name+hash+base64


def read_key(text: str) -> Key:
    """Read a public key; raise Refused."""
    name, mark, data = [*text.strip().split("+", 2), "", ""][:3]
    raw = unbase64(data)
    digest = sha256(f"{name}\n".encode() + raw).digest()
    if len(raw) != 33 or raw[0] != 1 or mark != digest[:4].hex():
        raise Refused("the key is not one that `manage.py ledger_key` prints")
    return name, digest[:4], raw[1:]


Head = tuple[str, int, bytes]  # origin, entries covered, root


def read_head(note: str) -> Head:
    """Read a head without asking who signed it; raise Refused."""
    origin, size, root = [*note.rpartition("\n\n")[0].split("\n"), "", ""][:3]
    if not (size.isascii() and size.isdigit() and str(int(size)) == size and len(unbase64(root)) == 32):
        raise Refused("it is not the head of a tree")
    return origin, int(size), unbase64(root)


def check_head(note: str, keys: Iterable[Key], holds: Holds = ed25519_holds) -> Head:
    """Read a head that one of the keys has signed in its own name; raise Refused."""
    head, (body, _, signatures) = read_head(note), note.rpartition("\n\n")
    for name, mark, public in keys:
        for line in signatures.split("\n")[:-1]:
            if name == head[0] and line.startswith(f"— {name} "):
                raw = unbase64(line[len(name) + 3 :])
                if raw[:4] == mark and holds(public, raw[4:], f"{body}\n".encode()):
                    return head
    raise Refused("no key that you trust has signed it")


# --- The whole ledger, entry by entry ---
SizedNote = tuple[int, str, str]  # entries covered, where the head was found, the note


class Replay:
    """Grow the tree anew, compare it with every signed head on the way, and say what differs."""

    def __init__(self, keys: list[Key], *heads: Iterable[SizedNote], holds: Holds = ed25519_holds) -> None:
        self.keys, self.holds, self.heads = keys, holds, heapq.merge(*heads, key=lambda head: head[0])
        self.due: SizedNote | None = next(self.heads, None)
        self.tree, self.signed, self.checked, self.lost = Tree(), 0, 0, False
        self.findings: list[str] = []
        self._check_due()

    def entry(self, index: int, data: bytes | None, kept: bytes) -> None:
        """Take the next entry: its index, its bytes (None: the row is gone), the hash it was signed with."""
        if index != self.tree.size and not self.lost:
            self.tell("Entries {} to {} are missing, and so are their hashes.", self.tree.size, index - 1)
            self.lost = True
        if data is None:
            self.tell("Entry {} is missing; its hash is still in the tree.", index)
        elif leaf_hash(data) != kept:
            self.tell("Entry {} was changed: it does not give the hash kept of it.", index)
        self.tree.add(kept)
        if self.due and self.due[0] <= self.tree.size:
            self._check_due()

    def finish(self) -> list[str]:
        """Say what is left over when all entries were taken, and give every finding."""
        size = self.tree.size
        if self.due and not self.lost:
            self.tell("Entries {} to {} are gone; {} has signed them.", size, self.due[0] - 1, self.due[1])
        elif size > self.signed and not self.lost:
            self.tell("Entries {} to {} have no signed head over them.", self.signed, size - 1)
        return self.findings

    def tell(self, text: str, *values: object) -> None:
        """Add a finding, in words."""
        self.findings.append(text.format(*values))

    def _check_due(self) -> None:
        while self.due and self.due[0] <= self.tree.size and not self.lost:
            size, where, note = self.due
            self.due = next(self.heads, None)
            try:
                signed = check_head(note, self.keys, self.holds)[1:]
            except ValueError as problem:
                self.tell("The head over {} entries in {} does not hold: {}.", size, where, problem)
                continue
            if signed != (self.tree.size, self.tree.root()):
                told = "Entries {} to {} are not as {} has signed them: changed, added, removed or moved."
                self.tell(told, self.signed, size - 1, where)
                self.lost = True  # what comes after can no longer be followed
            self.signed, self.checked = size, self.checked + 1


# --- Files ---
def heads_in(path: str, where: str) -> Iterator[SizedNote]:
    """Give the heads of an export or of a heads file, in their order; raise Refused."""
    with open(path, "rb") as file:
        for line in file:
            if line.startswith(b'{"head":'):
                note = _object(line, {"head": str}, path)["head"]
                yield read_head(note)[1], where, note
            elif not line.startswith((b'{"leaf":', b'{"unsealed":', b'{"format":')):
                raise Refused(f"{path} cannot be read: {line[:40]!r}")


def check_export(path: str, keys: list[Key], heads: str | None = None) -> Replay:
    """Follow an export from its first line to its last; raise Refused for a file that is no export."""
    sources = [(path, "the export"), (heads, "the heads file")]
    with open(path, "rb") as lines:
        said = _object(next(lines, b""), {"format": str, "size": int}, path)
        replay, index = Replay(keys, *(heads_in(file, where) for file, where in sources if file)), 0
        for line in lines:
            if line.startswith(b'{"leaf":"') and line[73:83] == b'","entry":' and line.endswith(b"}\n"):
                replay.entry(index, line[83:-2], bytes.fromhex(line[9:73].decode("ascii", "replace")))
                index += 1
            elif not line.startswith((b'{"head":', b'{"unsealed":')):
                raise Refused(f"{path} cannot be read after entry {index - 1}: {line[:40]!r}")
    if (said["format"], said["size"]) != (EXPORT, index):
        replay.findings.append(f"The first line says {said}; there are {index} entries.")
    replay.finish()
    return replay


def check_receipt(text: str, keys: list[Key], holds: Holds = ed25519_holds) -> str:
    """Check one entry against the signed head that comes with it, and say what it is; raise Refused."""
    form = {"format": str, "index": int, "entry": list, "proof": list, "head": str}
    said = _object(text.encode(), form, "the receipt")
    if said["format"] != RECEIPT:
        raise Refused("it is not a receipt from a ledger")
    origin, size, root = check_head(said["head"], keys, holds)
    proof = map(unbase64, map(str, said["proof"]))
    check_inclusion(leaf_hash(encode(said["entry"]).encode()), said["index"], size, proof, root)
    return f"An entry of {origin}, under a head over {size} entries."


def _object(line: bytes, form: Mapping[str, type], path: str) -> dict[str, Any]:
    value = json.loads(line or b"0")
    if not isinstance(value, dict) or {name: type(item) for name, item in value.items()} != form:
        raise Refused(f"{path} cannot be read: {line[:40]!r}")
    return value


def main(arguments: list[str] | None = None) -> int:
    """Run the command line; give the exit code."""
    parser = argparse.ArgumentParser(description="Verify a PrivacyHub ledger, or a receipt from one.")
    parser.add_argument("file", help="an export or a receipt")
    parser.add_argument("--key", action="append", required=True, help="what `manage.py ledger_key` prints")
    parser.add_argument("--heads", help="the heads that were kept outside the database")
    given = parser.parse_args(arguments)
    try:
        keys = [read_key(key) for key in given.key]
        with open(given.file, encoding="utf-8") as file:
            first = file.readline()
        if RECEIPT in first:
            said, findings = check_receipt(first, keys), list[str]()
        else:
            replay = check_export(given.file, keys, given.heads)
            said, findings = f"{replay.tree.size} entries, {replay.checked} signed heads.", replay.findings
    except (OSError, ValueError, RecursionError) as problem:
        said, findings = "", [f"It does not hold: {problem}."]
    sys.stdout.write("\n".join([said, *findings, "Something differs." if findings else "All holds.", ""]))
    return 1 if findings else 0


if __name__ == "__main__":
    sys.exit(main())
