"""Check receipts from the ledger: the same check as the stand-alone `ledger/verify.py`.

A receipt proves one entry. What a certificate says beside its receipts nobody has signed, so each of its
lines is held against what the entries say (`publicforms/certificates.py`).
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts.models import Controller
from ledger.keys import signature_holds, trusted_keys
from ledger.verify import Key, check_receipt
from register.selectors import NoLivePolicy, live_policy
from register.wording import PolicyWords, policy_words

MOST_RECEIPTS = 1500
"""So many units one erasure would have to take at once: years of daily matters of one person."""
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


class TooMany(ValueError):
    """More receipts, lines or references than are checked at once; `most` is how many may be."""

    def __init__(self, most: int) -> None:
        super().__init__(most)
        self.most = most


def check(said: dict[str, Any], company: Controller, kinds: KindWords) -> list[Checked]:
    """Check a receipt, or each receipt of a certificate, on a company's page; what is unreadable fails.

    A certificate whose proofs we have forgotten has none to check, and gives an empty list. However many
    there are, the database is asked the same few times. Raises TooMany.
    """
    receipts = said.get("receipts", [said])
    if is_certificate(said) and not receipts:
        return []
    if not isinstance(receipts, list) or not receipts:
        return [Checked(holds=False)]
    if len(receipts) > MOST_RECEIPTS:
        raise TooMany(MOST_RECEIPTS)
    keys, companies = trusted_keys(), {one.slug: one for one in Controller.objects.all()}
    return [_check(one, company, keys, companies, kinds) for one in receipts]


def _check(
    receipt: Any,
    page_of: Controller,
    keys: list[Key],
    companies: Mapping[str, Controller],
    kinds: KindWords,
) -> Checked:
    try:
        check_receipt(json.dumps(receipt, ensure_ascii=False), keys, signature_holds)
        _form, entry, at, slug, _role, _ref, action, _type, unit, category, codes = receipt["entry"][:11]
        company = companies.get(slug)
        return Checked(
            holds=True,
            entry=int(entry),
            done=str(DONE.get(str(action), "")),
            kind=kinds(company, str(category)),
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


KindWords = Callable[[Controller | None, str], str]


def kinds_in_words() -> KindWords:
    """Give what says a category as the company's own policy has it, for one page; its key where none is
    published. A company's policy is read once.
    """

    @cache
    def words_of(company: Controller) -> PolicyWords | None:
        try:
            return policy_words(live_policy(company))
        except NoLivePolicy:
            return None

    def words(company: Controller | None, category: str) -> str:
        known = words_of(company) if company is not None and category else None
        return known.category(category) if known is not None else category

    return words
