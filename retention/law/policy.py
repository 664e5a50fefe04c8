"""The policy the law applies: each category bound to one rule, and the parameters of the company.

Numbers come from statute first, then from the company's policy file, then from `law.defaults`.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache

from law import defaults
from law.dated import LawIsSilent
from law.periods import Period
from law.shapes import UnpaidScope
from retention.law.default_rules import DEFAULT_RULES, completed
from retention.law.rule import Rule

RETRO_GRACE = Period(days=defaults.RETRO_GRACE_DAYS)
RuleKey = tuple[str, str | None]


class LawIsTorn(ValueError):
    """Two rules answer for one category: nothing of it is erased until one is taken away."""


@dataclass(frozen=True, slots=True)
class RetentionPolicy:
    """A company's rules, ready to be asked. Immutable; `RetentionPolicy.default()` has the defaults."""

    rules: dict[RuleKey, Rule] = field(hash=False)
    unpaid_scope: UnpaidScope = UnpaidScope.CLAIM
    retro_grace: Period = RETRO_GRACE

    @classmethod
    def default(cls) -> RetentionPolicy:
        """Give the policy of statutes and defaults, where no policy file says anything else."""
        return default_policy()

    @classmethod
    def from_rules(
        cls,
        rules: Iterable[Rule],
        *,
        fill: bool = True,
        unpaid_scope: UnpaidScope = UnpaidScope.CLAIM,
        retro_grace: Period = RETRO_GRACE,
    ) -> RetentionPolicy:
        """Bind the rules of a policy file; with `fill`, the defaults answer where it is silent.

        Raises LawIsTorn for two rules of one category and case, RuleIsUnfit for one that cannot hold.
        """
        bound: dict[RuleKey, Rule] = {}
        for rule in map(completed, rules):
            if (rule.category, rule.when) in bound:
                raise LawIsTorn(f"two rules for {rule.category}{f' ({rule.when})' if rule.when else ''}")
            bound[rule.category, rule.when] = rule
        _refuse_overlap(bound)
        if fill:
            for rule in DEFAULT_RULES:
                if (rule.category, None) not in bound:
                    bound.setdefault((rule.category, rule.when), rule)
        return cls(bound, unpaid_scope, retro_grace)

    def rule(self, category: str, when: str | None = None) -> Rule:
        """Give the one rule of a category (in a case, where it has two). Raises LawIsSilent."""
        found = self.rules.get((category, when)) or self.rules.get((category, None))
        if found is None:
            case = f" ({when})" if when else ""
            raise LawIsSilent(f"the policy has no rule for {category}{case}")
        return found

    @property
    def categories(self) -> frozenset[str]:
        """Give the categories that have a rule."""
        return frozenset(category for category, _ in self.rules)

    def refuse_silence(self, category: str) -> None:
        """Raise LawIsSilent where no rule of any case answers for a category."""
        if category not in self.categories:
            self.rule(category)


def _refuse_overlap(bound: dict[RuleKey, Rule]) -> None:
    for category, when in bound:
        if when is not None and (category, None) in bound:
            raise LawIsTorn(f"two rules for {category}: one for every case, one for {when}")


@cache
def default_policy() -> RetentionPolicy:
    """Bind the defaults once."""
    return RetentionPolicy.from_rules(())
