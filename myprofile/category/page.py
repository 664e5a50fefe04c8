"""Everything the page of one category shows."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from myprofile.category.history import Happening, history_of
from myprofile.category.items import Item, items_of
from myprofile.category.support import SupportFuture, support_future
from myprofile.kept.rows import Row, rule_of
from myprofile.overview import about_rows, in_rows
from myprofile.requests.in_force import Pause, in_force
from register.models import PolicyVersion
from register.wording import policy_words
from retention.live import bound
from retention.selectors import kept_for
from subjects.at_once import ask_at_once
from subjects.models import DataSubject, SupportProfile


@dataclass(frozen=True, kw_only=True)
class CategoryPage:
    """What the page says; future and history stand only with the support profile."""

    category: str
    title: str
    text: str
    rows: list[Row]
    items: list[Item]
    future: SupportFuture | None = None
    history: list[Happening]
    pause: Pause | None = None

    @property
    def is_support(self) -> bool:
        """Tell whether this is the account that a person may choose to keep."""
        return self.category == "support_profile"


def category_page(
    person: DataSubject, category: str, *, version: PolicyVersion, on: date
) -> CategoryPage | None:
    """Gather the page; None when nothing of that category is kept of the person."""
    words, live = policy_words(version), bound(version)
    kept = [one for one in kept_for(person, on, live) if one.category == category]
    if not kept:
        return None
    rows = in_rows(kept, words=words, rules=live.rules, found=ask_at_once(**about_rows(person, on=on)))
    profile = SupportProfile.objects.get(subject=person) if category == "support_profile" else None
    decision = kept[0].decision
    return CategoryPage(
        category=category,
        title=words.category(category),
        text=words.category_text(category),
        rows=rows,
        items=items_of(category, kept),
        future=(
            support_future(profile, decision, rule_of(category, decision, live.rules), on=on)
            if profile
            else None
        ),
        history=history_of(profile) if profile else [],
        pause=_together(
            one
            for one in in_force(person, on=on).pauses
            if not one.kinds or words.category(category) in one.kinds
        ),
    )


def _together(pauses: Iterable[Pause]) -> Pause | None:
    """Tell several pauses of one kind of data as one: since the first began, until the last ends."""
    found = list(pauses)
    if not found:
        return None
    ends = [one.ends_on for one in found if one.ends_on is not None]
    return replace(
        found[0],
        since_on=min(one.since_on for one in found),
        ends_on=max(ends) if len(ends) == len(found) else None,
    )
