"""Check receipts from the ledger: the same check as the stand-alone `ledger/verify.py`."""

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
    page's. `action` and `category` are codes, for which `done` and `kind` are the words.
    """

    holds: bool
    at: datetime | None = None
    action: str = ""
    category: str = ""
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


def check(text: str, company: Controller) -> list[Checked]:
    """Check a receipt, or each receipt of a certificate, on a company's page; what is unreadable fails."""
    try:
        said = json.loads(text)
    except (ValueError, RecursionError):
        return [Checked(holds=False)]
    receipts = said.get("receipts", [said]) if isinstance(said, dict) else []
    if not isinstance(receipts, list) or not receipts:
        return [Checked(holds=False)]
    return [_check(one, company) for one in receipts[:MOST_RECEIPTS]]


def _check(receipt: Any, page_of: Controller) -> Checked:
    try:
        check_receipt(json.dumps(receipt, ensure_ascii=False), trusted_keys())
        _form, _id, at, slug, _role, _ref, action, _type, unit, category = receipt["entry"][:10]
        company = Controller.objects.filter(slug=slug).first()
        return Checked(
            holds=True,
            done=str(DONE.get(str(action), "")),
            kind=_kind(company, str(category)),
            company=company.name if company else str(slug),
            elsewhere=slug != page_of.slug,
            at=datetime.fromtimestamp(at / 1_000_000, UTC),
            action=str(action),
            category=str(category),
            reference=str(unit or ""),
        )
    except UNREADABLE:
        return Checked(holds=False)


def _kind(company: Controller | None, category: str) -> str:
    """Give the title that the company's own policy has for a category; its key where none is published."""
    if company is None or not category:
        return category
    try:
        return policy_words(live_policy(company)).category(category)
    except NoLivePolicy:
        return category
