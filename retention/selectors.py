"""Questions about what is kept: computed afresh by the law, never read from the index."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from retention.law import RetentionDecision
from retention.live import live_policy
from retention.units.assess import decisions
from retention.units.holders import Holder, UnitKey
from retention.units.organisations import OnlyItems, fiscal_years, load_organisations
from retention.units.people import load_people
from retention.units.rows import read
from subjects.models import DataSubject

BLOCKS = frozenset({"LEGAL_HOLD", "RESTRICTION_ART18", "OPEN_DSR"})

NAMED_IN = """
select i.org_id, 'billing_claim', i.id from subjects_invoice i
    join subjects_contact c on c.id = i.reference_contact_id where c.subject_id = any(%(ids)s)
union all
select v.org_id, 'accounting_records', v.id from subjects_voucher v
    join subjects_contact c on c.org_id = v.org_id join subjects_datasubject s on s.id = c.subject_id
    where s.id = any(%(ids)s) and v.reference_name = s.full_name
"""


@dataclass(frozen=True, slots=True)
class Kept:
    """One unit of a person as the law sees it today: what, until when, why, and what blocks it."""

    key: UnitKey
    decision: RetentionDecision

    @property
    def category(self) -> str:
        """Name the category of data."""
        return self.key.category

    @property
    def blocked_by(self) -> tuple[str, ...]:
        """Give the codes of what blocks it now; then no date is shown, least of all a past one."""
        return tuple(code for code in self.decision.reasons if code in BLOCKS)


def kept_for(subject: DataSubject, as_of: date) -> list[Kept]:
    """Give everything kept of a person on a Stockholm day, with date and reasons (Art. 15(1)(d)).

    Includes the claims and vouchers of their organisations that name them. A constant number of queries.
    """
    live = live_policy(subject.controller)
    holders = load_people([subject.pk], unpaid_scope=live.rules.unpaid_scope)
    holders += _organisations_naming(subject)
    return [Kept(*decided) for holder in holders for decided in decisions(holder, as_of, live)]


def _organisations_naming(subject: DataSubject) -> list[Holder]:
    items: dict[str, list[int]] = {}
    orgs = set()
    for org, category, item in read(NAMED_IN, [subject.pk]):
        orgs.add(org)
        items.setdefault(category, []).append(item)
    return load_organisations(sorted(orgs), fiscal_years(subject.controller_id), OnlyItems(items))
