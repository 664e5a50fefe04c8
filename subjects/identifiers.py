"""How an address or a number is written when two are compared (domain.md 4.2).

Pure: `Identity.normalised` and the suppression list use the same functions, so that no spelling of
an address slips past either.
"""

from __future__ import annotations

import re
import unicodedata

from subjects.models.people import IdentityKind

SWEDEN = "+46"


def normalise_email(value: str) -> str:
    """Give an e-mail address in NFKC, trimmed and in lower case."""
    return unicodedata.normalize("NFKC", value).strip().lower()


def normalise_phone(value: str, *, home: str = SWEDEN) -> str:
    """Give a telephone number as E.164; a number without a country code is of `home`.

    `070-174 06 35` and `0046 (0)70 174 06 35` are both `+46701740635`.
    """
    kept = re.sub(r"\(0\)|[^\d+]", "", unicodedata.normalize("NFKC", value))
    if kept.startswith("+"):
        return "+" + kept.replace("+", "")
    if kept.startswith("00"):
        return "+" + kept[2:]
    return home + kept.removeprefix("0") if kept else ""


def normalise(kind: str, value: str) -> str:
    """Give the form of an identity that is compared."""
    if kind == IdentityKind.EMAIL:
        return normalise_email(value)
    if kind == IdentityKind.PHONE:
        return normalise_phone(value)
    return unicodedata.normalize("NFKC", value).strip().casefold()
