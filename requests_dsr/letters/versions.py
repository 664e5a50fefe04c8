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
    "request_answered": Version(6, "bea93ec59f132a67ef6063a27bea8ae848893ef57a754727c3ce43956aea09a8"),
    "request_certificate": Version(5, "70d50e9ce05fb59d83aa2c9a22f87286528a956ba60396abe11cf8b745df3588"),
    "request_clarification": Version(3, "8ceb97fff189664284c1be891a5c54336e2cb8b202153e6fc0b64e8593dec2ef"),
    "request_extended": Version(3, "a72172d9c38d16819cc2cb22000d668eb4008ac11bc529fd11b48cb036756c28"),
    "request_identity": Version(5, "30e8663d587465ebaf965794341739dfed8822f75d3f78f7a0c5ecdc53c2e7e2"),
    "request_nudge": Version(5, "62b87037ca2d8c4205cd1a554d65e3d5017385f7b962d575c6a1470fed84fe9d"),
    "request_received": Version(7, "02a6701444d963066fb9734c74a733694d13fc317e41b97539f669e8bb10d3d3"),
    "request_reopened": Version(4, "0ed4ccb0103b17065c1f7a208f081b8e65536723b4283d3f47f1d92df1272786"),
    "request_restriction_kept": Version(
        3, "1a514e64e9f141ffa985b70bcd3f4753646a803b09afc4b2a87e8c00ba952b8c"
    ),
    "request_restriction_lifted": Version(
        5, "79a8c415b2672fbd54c577c53ef62e34d4f308bbf0018e31e2ab644f476ed82d"
    ),
    "request_unmatched": Version(4, "52b2ba7078a1c04f7c9b7d7f8bafe4a32a2a0379d94293b189e2cc54a62bb092"),
    "request_unverified": Version(3, "5b77d4a912c3d8936779457892b1d45a43df44e47631ddec579df069dff5f885"),
    "request_withdrawn": Version(5, "89e9b660153e11ce82b7cdaf2b43765e7d483c5e0973e033fb466d246d125ae2"),
}


def digest_of(event: str) -> str:
    """Give SHA-256 of a template's parts and of what all letters share."""
    folder = settings.BASE_DIR / "templates" / "emails"
    files = [folder / event / part for part in PARTS] + [folder / part for part in SHARED]
    return hashlib.sha256(b"\0".join(file.read_bytes() for file in files)).hexdigest()
