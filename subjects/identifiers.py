"""How what a person is recognised by is written when two are compared (domain.md 4.2).

`Identity.normalised` and the suppression list use the same functions, so that no spelling of an
address slips past either. The spelling itself is `law.identifiers`.
"""

from __future__ import annotations

import unicodedata

from law.identifiers import normalise_email, normalise_phone
from subjects.models.people import IdentityKind

__all__ = ["normalise", "normalise_email", "normalise_phone"]


def normalise(kind: str, value: str) -> str:
    """Give the form of an identity that is compared."""
    if kind == IdentityKind.EMAIL:
        return normalise_email(value)
    if kind == IdentityKind.PHONE:
        return normalise_phone(value)
    return unicodedata.normalize("NFKC", value).strip().casefold()
