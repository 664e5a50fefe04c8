"""Addresses as keyed hashes: recognised when they come back, and read by nobody (domain.md 4.2).

HMAC-SHA256 under a key outside the database. Keys have versions: a new one hashes what is new, old
ones still recognise what was hashed with them, for what is only a hash cannot be hashed anew.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from typing import NamedTuple

from django.conf import settings

from subjects.identifiers import normalise


class Address(NamedTuple):
    """An identity as it was written: its kind (email, phone, customer_number) and value."""

    kind: str
    value: str


class Digest(NamedTuple):
    """The keyed hash of an address at one controller, and the version of the key."""

    key_version: int
    value: bytes


def digest(controller_slug: str, address: Address) -> Digest:
    """Hash an address with the newest key; every spelling of it gives the same (NFKC, lower case, E.164)."""
    version = settings.SUPPRESSION_KEY_VERSION
    return Digest(version, _hash(_keys()[version], controller_slug, address))


def digests(controller_slug: str, addresses: Iterable[Address]) -> Mapping[bytes, Address]:
    """Hash addresses with every key there is, to find them whenever they were written down."""
    return dict(each_digest(controller_slug, addresses))


def each_digest(controller_slug: str, addresses: Iterable[Address]) -> Iterator[tuple[bytes, Address]]:
    """Give each hash with the address it is of; two spellings of one address have the same."""
    keys = list(_keys().values())
    for address in addresses:
        for key in keys:
            yield _hash(key, controller_slug, address), address


def _hash(key: bytes, controller_slug: str, address: Address) -> bytes:
    text = f"{controller_slug}|{address.kind}|{normalise(address.kind, address.value)}"
    return hmac.digest(key, text.encode(), hashlib.sha256)


def _keys() -> Mapping[int, bytes]:
    return {
        **_old_keys(tuple(settings.SUPPRESSION_OLD_KEYS)),
        settings.SUPPRESSION_KEY_VERSION: settings.SUPPRESSION_KEY,
    }


@lru_cache(maxsize=4)
def _old_keys(written: tuple[str, ...]) -> Mapping[int, bytes]:
    """Read `version:base64` items; a fault in one is a fault of the installation and raises at once."""
    pairs = (item.split(":", 1) for item in written)
    return {int(version): base64.b64decode(key, validate=True) for version, key in pairs}
