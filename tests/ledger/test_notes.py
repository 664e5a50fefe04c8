"""Heads are C2SP signed notes, signed with Ed25519 of RFC 8032; nothing in one can be changed."""

from __future__ import annotations

import base64
import random
from datetime import UTC, datetime

import pytest
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.conf import LazySettings

from ledger.heads import new_head, repeats_its_note
from ledger.keys import public_key, trusted_keys
from ledger.verify import Refused, check_head, ed25519_holds, read_head, read_key

RFC_8032 = [  # section 7.1: public key, message, signature
    (
        "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a",
        "",
        "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b",
    ),
    (
        "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c",
        "72",
        "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00",
    ),
    (
        "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025",
        "af82",
        "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a",
    ),
]
# The example of the signed-note format (golang.org/x/mod/sumdb/note).
NOTE_KEY = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW"
NOTE_TEXT = (
    b"If you think cryptography is the answer to your problem,\nthen you don't know what your problem is.\n"
)
NOTE_SIGNATURE = (
    "x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM="
)
AT = datetime(2026, 11, 25, 10, 0, tzinfo=UTC)


@pytest.mark.parametrize(("public", "message", "signature"), RFC_8032)
def test_signatures_of_rfc_8032_hold(public: str, message: str, signature: str) -> None:
    assert ed25519_holds(bytes.fromhex(public), bytes.fromhex(signature), bytes.fromhex(message))
    assert not ed25519_holds(bytes.fromhex(public), bytes.fromhex(signature), b"another message")


def test_the_plain_verifier_agrees_with_the_library_on_thousands_of_bent_signatures() -> None:
    chance = random.Random(8032)
    signer = Ed25519PrivateKey.from_private_bytes(chance.randbytes(32))
    public = signer.public_key().public_bytes_raw()
    for _ in range(300):
        message = chance.randbytes(chance.randrange(80))
        signature = bytearray(signer.sign(message))
        if chance.random() < 0.7:
            signature[chance.randrange(64)] ^= 1 << chance.randrange(8)
        try:
            signer.public_key().verify(bytes(signature), message)
            expected = True
        except InvalidSignature:
            expected = False
        assert ed25519_holds(public, bytes(signature), message) is expected


def test_a_signature_has_one_spelling() -> None:
    public, message, signature = (bytes.fromhex(text) for text in RFC_8032[1])
    order = 2**252 + 27742317777372353535851937790883648493
    again = int.from_bytes(signature[32:], "little") + order
    assert not ed25519_holds(public, signature[:32] + again.to_bytes(32, "little"), message)
    assert not ed25519_holds(public, signature + b"\0", message)
    assert not ed25519_holds(public, b"", message)


def test_a_note_signed_by_another_program_holds() -> None:
    name, mark, public = read_key(NOTE_KEY)
    raw = base64.b64decode(NOTE_SIGNATURE)
    assert (name, mark) == ("PeterNeumann", raw[:4])
    assert ed25519_holds(public, raw[4:], NOTE_TEXT)


@pytest.mark.parametrize(
    "key",
    [
        "",
        "a+b",
        NOTE_KEY[:-1],
        NOTE_KEY.replace("Peter", "Petra"),
        NOTE_KEY.replace("c74f", "c75f"),
        NOTE_KEY.replace("+ARpc", "+AhpC"),
        "e\u0301+00000000+AQ==",
    ],
)
def test_a_bad_key_is_refused(key: str) -> None:
    with pytest.raises(ValueError, match=r".+"):
        read_key(key)


def test_our_key_and_head_are_spelt_as_c2sp_says(settings: LazySettings) -> None:
    settings.LEDGER_ORIGIN = "privacyhub/example"
    head = new_head(size=7, root=b"r" * 32, at=AT, settled_id=9)
    origin, size, root, *rest = head.note.split("\n")
    assert (origin, size, base64.b64decode(root)) == ("privacyhub/example", "7", b"r" * 32)
    assert rest[:3] == ["at 2026-11-25T10:00:00.000000Z", "settled 9", ""]
    assert rest[3].startswith("— privacyhub/example ")
    assert rest[4:] == [""]
    assert check_head(head.note, [read_key(public_key())]) == ("privacyhub/example", 7, b"r" * 32)
    assert repeats_its_note(head)


def test_no_byte_of_a_signed_head_can_be_changed_removed_or_doubled() -> None:
    note = new_head(size=7, root=b"r" * 32, at=AT, settled_id=9).note
    keys = trusted_keys()
    check_head(note, keys)
    bent = [note[:at] + chr(ord(note[at]) ^ 1) + note[at + 1 :] for at in range(len(note))]
    bent += [note[:at] + note[at + 1 :] for at in range(len(note))]
    bent += [note[:at] + note[at] + note[at:] for at in range(len(note) - 1)]
    for other in set(bent) - {note}:
        with pytest.raises(ValueError, match=r".+"):
            check_head(other, keys)


def test_a_head_signed_by_another_key_is_not_believed(settings: LazySettings) -> None:
    keys = trusted_keys()
    settings.LEDGER_KEY = b"x" * 32
    with pytest.raises(Refused, match="no key that you trust"):
        check_head(new_head(size=7, root=b"r" * 32, at=AT, settled_id=9).note, keys)


def test_an_earlier_key_counts_when_it_is_named(settings: LazySettings) -> None:
    note, earlier = new_head(size=7, root=b"r" * 32, at=AT, settled_id=9).note, public_key()
    settings.LEDGER_KEY = b"x" * 32
    settings.LEDGER_PUBLIC_KEYS = [earlier]
    assert check_head(note, trusted_keys())[1] == 7


ROOT = base64.b64encode(b"r" * 32).decode()


@pytest.mark.parametrize("size", ["-1", "+1", "01", " 1", "1_0", "²", "1.0", ""])
def test_a_size_has_one_spelling(size: str) -> None:
    assert read_head(f"o\n10\n{ROOT}\n\n— o AA==\n")[1] == 10
    with pytest.raises(Refused, match="not the head of a tree"):
        read_head(f"o\n{size}\n{ROOT}\n\n— o AA==\n")


@pytest.mark.parametrize(
    "note", ["", "\n\n", "o\n1\n", "o\n1\nAA==\n\n", f"o\n1\n{ROOT[:-1]}\n\n", f"o\n1\n{ROOT}"]
)
def test_what_is_no_head_is_refused(note: str) -> None:
    with pytest.raises(ValueError, match=r".+"):
        read_head(note)
