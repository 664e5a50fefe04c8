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
    "request_answered": Version(2, "c634bc38c188a44f8d3217def20e02866c64d5a71ea365be4f4118f1885af35a"),
    "request_certificate": Version(1, "79a9d11333f43136494791c50011da86264839a5b6db92a881302b51f0c8f219"),
    "request_clarification": Version(1, "9e73214ed659158247caf5cbcbb715b0d8a2cc1359df62cb4d4b873f5fa30c2a"),
    "request_extended": Version(1, "fc3aa5dc48c49c259c5f5d74809508c41801af79ebc53240daf0e1160ecbf879"),
    "request_identity": Version(2, "1c48dfb5cce55838a8f72c7dbc06a4155e7908138f0822f4e6a375600fdc52f3"),
    "request_nudge": Version(2, "0bbc6222ade5eeaaa13b55421ce9c6dba1c085712d55ef6c7325ae0fe108ec94"),
    "request_received": Version(3, "b91c7d024bd3986c37870df97e6b5a736108b1d163b222e3037ef058889666da"),
    "request_reopened": Version(1, "b2d28927e3a35302157457a2e99bd8ba9834a36363f618079c83e2a95807e059"),
    "request_restriction_lifted": Version(
        2, "5a75bb954f8a54befb4139d3428533e5970301e583a00abd03f35dc2212f8813"
    ),
    "request_unmatched": Version(1, "cdf0753498100b714d0df76440cc30a0b023dd7724118eafff77f7085a7e66f4"),
    "request_unverified": Version(1, "febecd1458c2a86023f30335ad62688b1ceb834fec1479812d763f825785f63c"),
    "request_withdrawn": Version(2, "401de961db80a018c7bcf6f33928e7e59bb53f657daf6fa003b02cc24fc83e80"),
}


def digest_of(event: str) -> str:
    """Give SHA-256 of a template's parts and of what all letters share."""
    folder = settings.BASE_DIR / "templates" / "emails"
    files = [folder / event / part for part in PARTS] + [folder / part for part in SHARED]
    return hashlib.sha256(b"\0".join(file.read_bytes() for file in files)).hexdigest()
