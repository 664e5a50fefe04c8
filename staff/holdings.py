"""What is kept, as a staff page tells it: units that say the same stand in one row."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from register.categories import Category
from register.wording import PolicyWords
from retention.law import RetentionDecision
from retention.selectors import Kept
from staff.wording.reasons import because, why_due
from staff.wording.until import state_of, until


@dataclass(frozen=True, kw_only=True)
class Row:
    """One kind of data: how many, of which organisation, when it goes and why."""

    category: str
    title: str
    organisation: str
    items: int
    decision: RetentionDecision
    rule: str = ""

    @property
    def state(self) -> str:
        """Tell how it stands (`staff.wording.until`)."""
        return state_of(self.decision)

    @property
    def until(self) -> str:
        """Say when it goes."""
        return until(self.decision)

    @property
    def why(self) -> str:
        """Say why."""
        reasons = self.decision.reasons
        return why_due(reasons) if self.state == "due" else because(reasons)

    @property
    def for_accounting(self) -> bool:
        """Tell whether only the role accounting may read what it holds (RT-10)."""
        return self.category == Category.ACCOUNTING_RECORDS


def rows_of(
    kept: Iterable[Kept], *, words: PolicyWords, titles: Mapping[str, str], organisations: Mapping[int, str]
) -> list[Row]:
    """Gather units into rows: what goes first stands first, what has no day last."""

    def same(one: Kept) -> tuple[str, int, str]:
        return one.category, one.key.org_id or 0, str(one.decision)

    rows = [
        _row(list(units), words=words, titles=titles, organisations=organisations)
        for _, units in groupby(sorted(kept, key=same), key=same)
    ]
    return sorted(rows, key=_order)


def _row(
    units: list[Kept], *, words: PolicyWords, titles: Mapping[str, str], organisations: Mapping[int, str]
) -> Row:
    first = units[0]
    coded = next(
        (c for c in first.decision.reasons if c in words.policy.retention.get(first.category, {})), ""
    )
    return Row(
        category=first.category,
        title=titles.get(first.category, first.category),
        organisation=organisations.get(first.key.org_id or 0, ""),
        items=len(units),
        decision=first.decision,
        rule=words.rule(first.category, coded) if coded else "",
    )


def _order(row: Row) -> tuple[bool, date, str]:
    dated = row.state in {"due", "dated"}
    return (not dated, (row.decision.action_date if dated else None) or date.max, row.title)
