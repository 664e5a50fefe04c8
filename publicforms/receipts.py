"""Check receipts from the ledger: the same check as the stand-alone `ledger/verify.py`."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from ledger.keys import trusted_keys
from ledger.verify import check_receipt

MOST_RECEIPTS = 50
UNREADABLE = (ValueError, TypeError, KeyError, IndexError, AttributeError, OverflowError, RecursionError)
"""What the check of a text can raise that somebody made up."""


@dataclass(frozen=True, kw_only=True)
class Checked:
    """One receipt: whether it holds, and what its entry says was done, when, and of what kind of data."""

    holds: bool
    at: datetime | None = None
    action: str = ""
    category: str = ""
    reference: str = ""


def check(text: str) -> list[Checked]:
    """Check a receipt, or each receipt of a certificate; what cannot be read does not hold."""
    try:
        said = json.loads(text)
    except (ValueError, RecursionError):
        return [Checked(holds=False)]
    receipts = said.get("receipts", [said]) if isinstance(said, dict) else []
    if not isinstance(receipts, list) or not receipts:
        return [Checked(holds=False)]
    return [_check(one) for one in receipts[:MOST_RECEIPTS]]


def _check(receipt: Any) -> Checked:
    try:
        check_receipt(json.dumps(receipt, ensure_ascii=False), trusted_keys())
        _form, _id, at, _slug, _role, _ref, action, _type, unit, category = receipt["entry"][:10]
        return Checked(
            holds=True,
            at=datetime.fromtimestamp(at / 1_000_000, UTC),
            action=str(action),
            category=str(category),
            reference=str(unit or ""),
        )
    except UNREADABLE:
        return Checked(holds=False)
