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
    "request_answered": Version(1, "12a76702734adb26767ee1b88a27bc89ed47fa5615014c237a855ce2a2cbf337"),
    "request_certificate": Version(1, "79a9d11333f43136494791c50011da86264839a5b6db92a881302b51f0c8f219"),
    "request_clarification": Version(1, "9e73214ed659158247caf5cbcbb715b0d8a2cc1359df62cb4d4b873f5fa30c2a"),
    "request_extended": Version(1, "fc3aa5dc48c49c259c5f5d74809508c41801af79ebc53240daf0e1160ecbf879"),
    "request_identity": Version(1, "fe82db9fecfb221c7e0fad2296650744bcb8e7899fac7ad70c8bdab33345c525"),
    "request_nudge": Version(1, "962698bf5ac708dabbea0dcbe7ad321442c3d52fcaeddadb7dcffaaf62374cdb"),
    "request_received": Version(2, "f01bcd08ad29d7ce51b76bb0a3105810283542592e3167f49800cf7d037e9621"),
    "request_reopened": Version(1, "b2d28927e3a35302157457a2e99bd8ba9834a36363f618079c83e2a95807e059"),
    "request_restriction_lifted": Version(
        2, "5a75bb954f8a54befb4139d3428533e5970301e583a00abd03f35dc2212f8813"
    ),
    "request_unmatched": Version(1, "cdf0753498100b714d0df76440cc30a0b023dd7724118eafff77f7085a7e66f4"),
    "request_unverified": Version(1, "febecd1458c2a86023f30335ad62688b1ceb834fec1479812d763f825785f63c"),
    "request_withdrawn": Version(1, "6ce7d35b3f66ef95331e10ddd9c5a8cec46b67a2d5270cde8901a12bd07760c8"),
}


def digest_of(event: str) -> str:
    """Give SHA-256 of a template's parts and of what all letters share."""
    folder = settings.BASE_DIR / "templates" / "emails"
    files = [folder / event / part for part in PARTS] + [folder / part for part in SHARED]
    return hashlib.sha256(b"\0".join(file.read_bytes() for file in files)).hexdigest()
