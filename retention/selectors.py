"""Questions about what is kept: computed afresh by the law, never read from the index."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from retention.law import RetentionDecision
from retention.live import BoundPolicy, live_policy
from retention.units.alike import load_alike
from retention.units.assess import decisions
from retention.units.holders import Holder, UnitKey
from retention.units.organisations import load_concerning, load_organisations
from retention.units.people import load_people
from subjects.models import CustomerOrg, DataSubject

BLOCKS = frozenset({"LEGAL_HOLD", "RESTRICTION_ART18", "OPEN_DSR"})


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
        return blocks_in(self.decision)


def blocks_in(decision: RetentionDecision) -> tuple[str, ...]:
    """Give the codes of what blocks a unit with this decision."""
    return tuple(code for code in decision.reasons if code in BLOCKS)


def kept_for(subject: DataSubject, as_of: date, live: BoundPolicy | None = None) -> list[Kept]:
    """Give everything kept of a person on a Stockholm day, with date and reasons (Art. 15(1)(d)).

    Includes the claims and vouchers of their organisations that name them, and all that a sole
    trader's own business holds. Two statements, and two more where no policy in force is given.
    """
    live = live or live_policy(subject.controller)
    holders = load_people([subject.pk], unpaid_scope=live.rules.unpaid_scope)
    return _decided([*holders, *load_concerning(subject.pk)], as_of, live)


def kept_alike(
    subject: DataSubject, as_of: date, live: BoundPolicy | None = None
) -> dict[str, Counter[RetentionDecision]]:
    """Give what `kept_for` gives, counted: of each category, how many units have which decision.

    Units whose facts are the same are read and decided as one.
    """
    live = live or live_policy(subject.controller)
    holders, counts = load_alike(subject.pk, unpaid_scope=live.rules.unpaid_scope)
    found: dict[str, Counter[RetentionDecision]] = defaultdict(Counter)
    for kept in _decided([*holders, *load_concerning(subject.pk)], as_of, live):
        found[kept.category][kept.decision] += counts.get(kept.key, 1)
    return found


def kept_of_organisation(org: CustomerOrg, as_of: date, live: BoundPolicy | None = None) -> list[Kept]:
    """Give every claim, voucher and credit report of an organisation, decided on a Stockholm day."""
    return _decided(load_organisations([org.pk]), as_of, live or live_policy(org.controller))


def _decided(holders: Iterable[Holder], as_of: date, live: BoundPolicy) -> list[Kept]:
    return [Kept(*decided) for holder in holders for decided in decisions(holder, as_of, live)]
