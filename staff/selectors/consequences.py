"""What a policy version would do tonight, asked of the same plan that a night makes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Count

from accounts.models import Controller
from register.models import PolicyVersion
from register.wording import policy_words
from retention.models import PurgeItem, PurgeRun, RetentionUnit
from retention.purge.planning import simulate

ON_A_PAGE = 20_000
"""So many units are planned while somebody waits for a page; above that the terminal does it."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Consequence:
    """One kind of data: how many items would go tonight under the policy that holds, and under another."""

    title: str
    now: int
    then: int

    @property
    def more(self) -> int:
        """Give how many more would go; fewer is negative."""
        return self.then - self.now


@dataclass(frozen=True, kw_only=True, slots=True)
class Consequences:
    """What approving a version would do to tonight's purge; `cap` is what goes without a release."""

    rows: list[Consequence]
    now: int
    then: int
    cap: int

    @property
    def would_wait(self) -> bool:
        """Tell whether tonight's run would stop and wait for a release."""
        return self.then > self.cap


def too_many_for_a_page(controller: Controller) -> bool:
    """Tell whether a company holds more than a page can wait for."""
    return RetentionUnit.objects.filter(controller=controller)[ON_A_PAGE : ON_A_PAGE + 1].exists()


def consequences(version: PolicyVersion, *, today: date, at: datetime) -> Consequences:
    """Plan tonight twice, under the policy that holds and under `version`, and undo both plans."""
    company, words = version.controller, policy_words(version)
    with simulate(controller=company, as_of=today, at=at) as run:
        now = _planned(run)
    with simulate(controller=company, as_of=today, at=at, under=version) as run:
        then, cap = _planned(run), run.cap
    rows = [
        Consequence(title=words.category(key), now=now.get(key, 0), then=then.get(key, 0))
        for key in sorted(now.keys() | then.keys())
    ]
    rows.sort(key=lambda row: (-abs(row.more), row.title))
    return Consequences(rows=rows, now=sum(now.values()), then=sum(then.values()), cap=cap)


def _planned(run: PurgeRun) -> dict[str, int]:
    rows = PurgeItem.objects.filter(run=run).values_list("category").annotate(n=Count("id"))
    return dict(rows.order_by("category"))
