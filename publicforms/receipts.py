"""Check receipts from the ledger: the same check as the stand-alone `ledger/verify.py`.

A receipt proves one entry. What a certificate says beside its receipts nobody has signed, so each of its
lines is held against what the entries say (`publicforms/certificates.py`).
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts.models import Controller
from ledger.keys import trusted_keys
from ledger.verify import check_receipt
from register.selectors import NoLivePolicy, live_policy
from register.wording import policy_words

MOST_RECEIPTS = 50
UNREADABLE = (ValueError, TypeError, KeyError, IndexError, AttributeError, OverflowError, RecursionError)
"""What the check of a text can raise that somebody made up."""


@dataclass(frozen=True, kw_only=True)
class Checked:
    """One receipt: whether it holds, and what its entry says was done, when, by whom, to what kind of data.

    `company` is empty where the entry's company is none of ours; `elsewhere` tells another one than the
    page's. `entry` is its place in the ledger, and no two have the same. `action`, `category` and `codes`
    are what the entry says, for which `done` and `kind` are the words.
    """

    holds: bool
    entry: int = -1
    at: datetime | None = None
    action: str = ""
    category: str = ""
    codes: frozenset[str] = frozenset()
    done: str = ""
    kind: str = ""
    company: str = ""
    elsewhere: bool = False
    reference: str = ""


DONE: dict[str, Promise] = {
    "retention.erase": _("uppgifterna raderades"),
    "retention.anonymise": _("namnet togs bort ur uppgifterna"),
}
"""What is done in an entry that a person can hold a receipt of."""


def read(text: str) -> dict[str, Any]:
    """Read what somebody pasted as a JSON object; an empty one where it is none."""
    try:
        said = json.loads(text)
    except (ValueError, RecursionError):
        return {}
    return said if isinstance(said, dict) else {}


def is_certificate(said: dict[str, Any]) -> bool:
    """Tell whether what was pasted claims to be a whole certificate, and not a receipt alone."""
    return isinstance(said.get("receipts"), list) and isinstance(said.get("lines"), list)


def check(said: dict[str, Any], company: Controller) -> list[Checked]:
    """Check a receipt, or each receipt of a certificate, on a company's page; what is unreadable fails.

    A certificate whose proofs we have forgotten has none to check, and gives an empty list.
    """
    receipts = said.get("receipts", [said])
    if is_certificate(said) and not receipts:
        return []
    if not isinstance(receipts, list) or not receipts:
        return [Checked(holds=False)]
    return [_check(one, company) for one in receipts[:MOST_RECEIPTS]]


def _check(receipt: Any, page_of: Controller) -> Checked:
    try:
        check_receipt(json.dumps(receipt, ensure_ascii=False), trusted_keys())
        _form, entry, at, slug, _role, _ref, action, _type, unit, category, codes = receipt["entry"][:11]
        company = Controller.objects.filter(slug=slug).first()
        return Checked(
            holds=True,
            entry=int(entry),
            done=str(DONE.get(str(action), "")),
            kind=kind_in_words(company, str(category)),
            company=company.name if company else str(slug),
            elsewhere=slug != page_of.slug,
            at=datetime.fromtimestamp(at / 1_000_000, UTC),
            action=str(action),
            category=str(category),
            codes=frozenset(filter(None, str(codes).split(","))),
            reference=str(unit or ""),
        )
    except UNREADABLE:
        return Checked(holds=False)


def kind_in_words(company: Controller | None, category: str) -> str:
    """Give the title that the company's own policy has for a category; its key where none is published."""
    if company is None or not category:
        return category
    try:
        return policy_words(live_policy(company)).category(category)
    except NoLivePolicy:
        return category
