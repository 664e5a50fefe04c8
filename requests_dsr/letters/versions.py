"""Which version of which template a letter was written by.

A test holds that the words of a template only change together with its number: raise it, and put the
new digest that the test prints. What was sent keeps its own words in any case.
"""

from __future__ import annotations

import hashlib
from typing import NamedTuple

from django.conf import settings

PARTS = ("subject.txt", "_words.txt", "body.txt", "body.html")
SHARED = ("_request_end.txt", "_request.html", "_request_about.txt")


class Version(NamedTuple):
    """The number of a template, and SHA-256 of its parts."""

    number: int
    digest: str


VERSIONS: dict[str, Version] = {
    "request_answered": Version(7, "a073f60cee7acd4f2b7ccc94df1172c9410a6fe87256e727eb3e78191354cd0c"),
    "request_certificate": Version(6, "f8599231111653792a0a23ecf485520436e8fc5df6ee3d55ed0fe2ebce8cc1d7"),
    "request_clarification": Version(4, "deb269f2a55bca90cd8f1102fc9870a5c936d89b807a121221d57ff24cd086c3"),
    "request_extended": Version(4, "b0ff52ed709d4eef2a328885d013021ef4e56c0392d7708ffbf54c14c2e4a5b0"),
    "request_identity": Version(6, "9f79791622a93e8be807c83503cfd0af42237537a678e6a593d338e962a8e45f"),
    "request_nudge": Version(6, "d0f023334e0a82f237a5b6ca210f2412a082644f5f759aa17d5a485e112c9d11"),
    "request_received": Version(8, "ef099c9aedbabda2e521d4b412848752f5ecc1fbc795856bae63de8a01f5800f"),
    "request_reopened": Version(6, "31b2091e2817b2de20eb15c50914732fda77114373fa7dcbb6e6ca2c502d302a"),
    "request_restriction_kept": Version(
        4, "7c8f870cb13ad361bd02215d3cf96e4cf2934e4dd1c06523c2ff28712f2e33f4"
    ),
    "request_restriction_lifted": Version(
        6, "6bdabdc1fae62ba2646e5a7e100d2434a348e1dcd9b7d9c25b8f365bc53fa9ec"
    ),
    "request_unmatched": Version(5, "3650bb71ffb04ef2614b95bf504f8bb4b2e4df5eda1d3677aed54b785b0fe7ae"),
    "request_unverified": Version(4, "e56ae3c20afab0e51b469d7e2fd72a84b5b8f091d4e21979bfc24710a9e1fa94"),
    "request_withdrawn": Version(6, "62f4b12af98c6660e85d093ec6227f42671c9754d8aa2f7d39d45819fc1ff343"),
}


def digest_of(event: str) -> str:
    """Give SHA-256 of a template's parts and of what all letters share."""
    folder = settings.BASE_DIR / "templates" / "emails"
    files = [folder / event / part for part in PARTS] + [folder / part for part in SHARED]
    return hashlib.sha256(b"\0".join(file.read_bytes() for file in files)).hexdigest()
