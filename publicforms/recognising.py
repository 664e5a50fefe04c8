"""Tell what somebody pasted to be checked: nothing, references, a receipt or a certificate, or none of these.

A reference is what a certificate's mail gives for each unit that went (`unit_ref`). The ledger keeps it on
the line that tells how the unit ended, so whoever holds it can have that line shown, for as long as there
is a ledger; it proves what was done and when, and names nobody.
"""

from __future__ import annotations

import json
import re
from enum import StrEnum
from uuid import UUID

from accounts.models import Controller
from ledger.selectors import NotSealed, endings_of, receipt
from publicforms.receipts import Checked, KindWords, TooMany, check, read

REFERENCE = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}", re.IGNORECASE)
BETWEEN = re.compile(r"[\s,;]+")
MOST_REFERENCES = 200
"""Each has its proof put together anew, some milliseconds; a certificate brings its proofs along."""


class Pasted(StrEnum):
    """What there is to check; each has an answer of its own."""

    NOTHING = "nothing"
    REFERENCES = "references"
    RECEIPT = "receipt"
    NONE_OF_THESE = "none"


def recognise(text: str) -> Pasted:
    """Tell what was pasted, from its form alone; whether it is true is another question."""
    if not text.strip():
        return Pasted.NOTHING
    if all(REFERENCE.fullmatch(one) for one in _words(text)):
        return Pasted.REFERENCES
    said = read(text)
    claims = "entry" in said or "receipts" in said or "lines" in said
    return Pasted.RECEIPT if claims else Pasted.NONE_OF_THESE


def check_references(text: str, company: Controller, kinds: KindWords) -> list[Checked]:
    """Check the line of each reference; one that no sealed line has does not hold, and says which it is.

    Raises TooMany.
    """
    references = dict.fromkeys(one.lower() for one in _words(text))
    if len(references) > MOST_REFERENCES:
        raise TooMany(MOST_REFERENCES)
    return [_check(UUID(one), company, kinds) for one in references]


def _check(reference: UUID, company: Controller, kinds: KindWords) -> Checked:
    for entry in endings_of(reference):
        try:
            return check(json.loads(receipt(entry.pk)), company, kinds)[0]
        except NotSealed:
            continue
    return Checked(holds=False, reference=str(reference))


def _words(text: str) -> list[str]:
    return [word for word in BETWEEN.split(text) if word]
