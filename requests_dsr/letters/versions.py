"""Which version of which template a letter was written by.

A test holds that the words of a template only change together with its number: raise it, and put the
new digest that the test prints. What was sent keeps its own words in any case.
"""

from __future__ import annotations

import hashlib
from typing import NamedTuple

from django.conf import settings

PARTS = ("subject.txt", "_words.txt", "body.txt", "body.html")
SHARED = ("_request_end.txt", "_request.html")


class Version(NamedTuple):
    """The number of a template, and SHA-256 of its parts."""

    number: int
    digest: str


VERSIONS: dict[str, Version] = {
    "request_answered": Version(4, "a8f5b6da3f499c5d5eee41fed0a0734c7cecf9410d9e2e97f055b2bacd3bb7df"),
    "request_certificate": Version(4, "11ebc51917fdde71a8ffec7c37bb317e55c61e21962503befc98479c148b3c2f"),
    "request_clarification": Version(2, "b0e875542ae0ec59701efe112472cd9abe412b811375e2ba545e588f7bfcc8b7"),
    "request_extended": Version(2, "d6b1c0079f1ec3a6d1093e1a632f0520b97874220791588f16b4ab6c5e1f998d"),
    "request_identity": Version(4, "edb891140c4523f0c0a85170301f39c86e5832ff9b933f7bdaff55174c45efa6"),
    "request_nudge": Version(4, "2e892839d5d1cfb05451f5ccfa8010d1f0be98f5f6ba9c8e776203a01621c239"),
    "request_received": Version(5, "5432609ce1634d4e1149a78b3a3245e9ab7fcf7833cc8c4eb7e91764b1a67a27"),
    "request_reopened": Version(2, "55d8f75d115162e3da657c40b5259764ecdf8fb15a7103b258918fb9c74de354"),
    "request_restriction_kept": Version(
        2, "e2f45b62502423791baafef39055333c09e52af5e9cf23868aaa1fadbe646ce7"
    ),
    "request_restriction_lifted": Version(
        3, "b8d70ddaeaf080d5ed774ccd1c589b5954373a9238536703f5b600e230575a80"
    ),
    "request_unmatched": Version(3, "7317099d4872b7ac38244cf3dd18a7a4998b43d434d94a48f0dc16cb47d1ef2e"),
    "request_unverified": Version(2, "ebbc025dbdc7aab6b7ee8c3b639f3c960a2001ad10f466f4f6aa9fd3f0f957a5"),
    "request_withdrawn": Version(3, "affa847b95b1d29c9435df3ff58346c8fc356cf4b2c376b0c1cb8d6715e04eb5"),
}


def digest_of(event: str) -> str:
    """Give SHA-256 of a template's parts and of what all letters share."""
    folder = settings.BASE_DIR / "templates" / "emails"
    files = [folder / event / part for part in PARTS] + [folder / part for part in SHARED]
    return hashlib.sha256(b"\0".join(file.read_bytes() for file in files)).hexdigest()
