"""Any other category: the days a policy file names stand in the record itself (design.md 3)."""

from __future__ import annotations

from datetime import date

from law.shapes import Shape
from retention.law.facts import Facts, Record
from retention.law.limit import IN_DOUBT, Limit, Standing
from retention.law.notice import effective
from retention.law.policy import RetentionPolicy
from retention.law.rule import Rule
from retention.law.shapes import apply

LATEST = ""
"""A rule without a trigger counts from the latest day the record has."""


def record_limit(record: Record, facts: Facts, as_of: date, policy: RetentionPolicy) -> Limit:
    """Apply the policy's rule for the record's own category to the day the rule asks for."""
    rule = policy.rule(record.category)
    return apply(rule, _standing(record, rule, as_of), as_of)


def existed_on(record: Record, day: date) -> bool:
    """Tell whether a decision of that day knew the record; one without days may be younger."""
    return bool(record.triggers) and max(record.triggers.values()) <= day


def _standing(record: Record, rule: Rule, as_of: date) -> Standing:
    since = _day(record, rule)
    if since is None:
        return Standing(None)
    if rule.shape is Shape.AFTER_LAST_ACTIVITY and since > as_of:
        return IN_DOUBT
    return Standing(since, told=effective(record.reminders, since, as_of))


def _day(record: Record, rule: Rule) -> date | None:
    if rule.trigger == LATEST:
        return max(record.triggers.values(), default=None)
    return record.triggers.get(rule.trigger)
