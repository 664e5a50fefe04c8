"""The rows of Min profil: one for each category, or for each customer a person speaks for."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from django.utils.translation import gettext as _

from law.periods import Period
from law.reasons import Code
from law.statutes import BOOKKEEPING_YEARS
from myprofile.kept.dates import period_in_words
from myprofile.kept.headline import Headline, headline, next_day
from myprofile.kept.why import Why, why
from register.categories import Category
from register.wording import PolicyWords
from register.wording.when import day_in_words
from retention.law import RetentionDecision, RetentionPolicy, Rule
from retention.selectors import Kept

FOLLOWS_CONTRACT = frozenset({Code.CONTRACT_OPEN, Code.CONTRACT_RUNNING_FIXED, Code.CONTACT_LEFT_24M})
"""The reasons that count by the rule of customer data, whatever the category (RT-7, RT-8b)."""


@dataclass(frozen=True, kw_only=True)
class Row:
    """One kind of data, as its row says it: what, until when, why."""

    category: str
    title: str
    what: str
    until: Headline
    why: Why
    goes_on: date | None
    decision: RetentionDecision
    items: int
    org_id: int | None = None


def rows_of(
    kept: Iterable[Kept],
    *,
    words: PolicyWords,
    rules: RetentionPolicy,
    companies: Mapping[int, str],
    is_party: bool,
    is_paused: Callable[[str], bool],
) -> list[Row]:
    """Gather what is kept into rows: what a person does with us first, the law's own papers last.

    `is_paused` answers of a category whether a pause of the person's reaches it (Art. 18).
    """
    order = {category.value: place for place, category in enumerate(Category)}
    placed = sorted(
        kept, key=lambda one: (order.get(one.category, len(order)), one.category, _company(one) or 0)
    )
    return [
        _row(
            category,
            org,
            list(units),
            words=words,
            rules=rules,
            company=companies.get(org or 0, ""),
            is_party=is_party,
            is_paused=is_paused(category),
        )
        for (category, org), units in groupby(placed, key=lambda one: (one.category, _company(one)))
    ]


def _company(one: Kept) -> int | None:
    """Give the customer a row is about: what a contact holds; invoices of all customers share a row."""
    return one.key.org_id if one.key.contact_id else None


def _row(
    category: str,
    org: int | None,
    units: list[Kept],
    *,
    words: PolicyWords,
    rules: RetentionPolicy,
    company: str,
    is_party: bool,
    is_paused: bool,
) -> Row:
    first = min(units, key=_urgency).decision
    unnamed = is_paused and Code.TICKET_FOLLOWS_PROFILE in first.reasons
    rule = rule_of(category, first, rules)
    return Row(
        category=category,
        title=f"{words.category(category)}, {company}" if company else words.category(category),
        what=_what(words.category_text(category), len(units)),
        until=headline(first, is_paused=True)
        if unnamed
        else _shared_headline([unit.decision for unit in units], first, period_of(rule, first)),
        why=why(category, first, words, is_party=is_party),
        goes_on=None
        if unnamed
        else min((day for unit in units if (day := next_day(unit.decision))), default=None),
        decision=first,
        items=len(units),
        org_id=org,
    )


def _urgency(one: Kept) -> tuple[bool, date]:
    """Let what blocks or is in doubt speak first, then what goes first."""
    said = headline(one.decision)
    return not (said.blocked or said.doubtful), one.decision.action_date or date.max


def _shared_headline(decisions: list[RetentionDecision], first: RetentionDecision, period: str) -> Headline:
    said = headline(first, period=period)
    days = [day for one in decisions if (day := next_day(one))]
    if said.blocked or said.doubtful or len(set(days)) < 2:
        return said
    note = _("den första av %(n)d, den sista %(last)s") % {
        "n": len(decisions),
        "last": day_in_words(max(days)),
    }
    return Headline(line=said.line, note=note)


def _what(text: str, items: int) -> str:
    if items < 2:
        return text
    return _("%(text)s. %(n)d stycken.") % {"text": text.rstrip("."), "n": items}


def rule_of(category: str, decision: RetentionDecision, rules: RetentionPolicy) -> Rule | None:
    """Give the rule a decision was made on: the one its code names, else the category's own."""
    followed = "customer_data" if FOLLOWS_CONTRACT & set(decision.reasons) else category
    own = [rule for rule in rules.rules.values() if rule.category == followed]
    named = [rule for rule in rules.rules.values() if rule.code in decision.reasons]
    return next(iter([*(r for r in own if r in named), *named, *own]), None)


def period_of(rule: Rule | None, decision: RetentionDecision) -> str:
    """Give the rule's period in words; bookkeeping's comes from the statute."""
    if rule and rule.category == "accounting_records":
        years = BOOKKEEPING_YEARS.at(decision.retain_until or date.max).value
        return period_in_words(Period.of_years(years))
    return period_in_words(rule.period) if rule else ""
