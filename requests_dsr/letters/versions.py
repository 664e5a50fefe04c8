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
    "request_answered": Version(3, "42c0d824511bd9af8122f10b7148d3b584a0327a4c8757ab8980f35503c73019"),
    "request_certificate": Version(2, "122882785c8b874e208b7c5bfee937bf8ba6b21914e089092f81d0d82636b2b0"),
    "request_clarification": Version(1, "9e73214ed659158247caf5cbcbb715b0d8a2cc1359df62cb4d4b873f5fa30c2a"),
    "request_extended": Version(1, "fc3aa5dc48c49c259c5f5d74809508c41801af79ebc53240daf0e1160ecbf879"),
    "request_identity": Version(3, "286096880cf4f9bd355dcda1de793cc941813385668852760470ae3f52a69f33"),
    "request_nudge": Version(3, "3b0bb138d8925f472dd2fb3cb5e9f52c8003eac302eb8f7797e995a078eaa566"),
    "request_received": Version(4, "79198cdc1fff878a70bed795b45df9c3a25253f56df76edb9fbcff2242f26e81"),
    "request_reopened": Version(1, "b2d28927e3a35302157457a2e99bd8ba9834a36363f618079c83e2a95807e059"),
    "request_restriction_kept": Version(
        1, "dc4ae7f8fec37c9c261c2e0815af4d03b5f037a4889e2db0dc99b1447895ce65"
    ),
    "request_restriction_lifted": Version(
        2, "5a75bb954f8a54befb4139d3428533e5970301e583a00abd03f35dc2212f8813"
    ),
    "request_unmatched": Version(2, "1226900462119daeb1add39bfa6e1c5b9965f59c1d7f2e50ee7716effee2dd71"),
    "request_unverified": Version(1, "febecd1458c2a86023f30335ad62688b1ceb834fec1479812d763f825785f63c"),
    "request_withdrawn": Version(2, "401de961db80a018c7bcf6f33928e7e59bb53f657daf6fa003b02cc24fc83e80"),
}


def digest_of(event: str) -> str:
    """Give SHA-256 of a template's parts and of what all letters share."""
    folder = settings.BASE_DIR / "templates" / "emails"
    files = [folder / event / part for part in PARTS] + [folder / part for part in SHARED]
    return hashlib.sha256(b"\0".join(file.read_bytes() for file in files)).hexdigest()
