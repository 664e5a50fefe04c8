"""A policy file bound to the law: the same rules that render the notice decide what is erased tonight."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from law.input import BadInput
from register.policyfile import PolicyFile, load
from retention.law.policy import LawIsTorn, RetentionPolicy
from retention.law.rule import NO_PERIOD, Notice, Rule, RuleIsUnfit


def policy_from_file(path: str | Path) -> RetentionPolicy:
    """Read a policy file and bind it to the law.

    Raises BadInput with the place of a fault, or with the category whose rule cannot hold.
    """
    try:
        return bind(load(path))
    except (LawIsTorn, RuleIsUnfit) as fault:
        raise BadInput(str(path), str(fault)) from None


def bind(policy: PolicyFile) -> RetentionPolicy:
    """Bind a validated policy; statutes and defaults answer where it is silent (design.md 3)."""
    settings = policy.settings
    return RetentionPolicy.from_rules(
        _rules(policy), unpaid_scope=settings.unpaid_scope, retro_grace=settings.retro_grace.law
    )


def _rules(policy: PolicyFile) -> Iterator[Rule]:
    for category in policy.retention:
        for code, written in policy.rules(category):
            notice = written.notice
            yield Rule(
                category,
                written.shape,
                written.trigger,
                written.period.law if written.period else NO_PERIOD,
                code,
                when=written.when,
                notice=Notice(notice.leads, notice.minimum) if notice else None,
                sentence=written.rule.sv,
                reference=written.reference.sv if written.reference else "",
            )
