"""The six shapes of a rule: from a standing clock to a limit. Pure arithmetic, and nothing of any category.

The last day kept is `period` after the day counted from, and the data are due the day after. A limit
promised to a person is a maximum: it never rolls to a working day (RT-3).
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

from law.reasons import Code
from law.shapes import Shape
from retention.law.limit import IN_DOUBT, Limit, Standing
from retention.law.notice import noticed
from retention.law.rule import Rule

DAY = timedelta(days=1)
ShapeOf = Callable[[Standing, Rule, date], Limit]


def apply(rule: Rule, standing: Standing, as_of: date) -> Limit:
    """Give the limit of one item under its rule."""
    if standing.code is Code.DATA_QUALITY_REVIEW:
        return Limit(None, None, (Code.DATA_QUALITY_REVIEW,))
    return SHAPES[rule.shape](standing, rule, as_of)


def after_event(standing: Standing, rule: Rule, as_of: date) -> Limit:
    """Keep so long after what happened; an event without a day is bad data, unless its code explains it."""
    if standing.since is None and standing.code is None:
        return apply(rule, IN_DOUBT, as_of)
    return while_open_then_after(standing, rule, as_of)


def while_open_then_after(standing: Standing, rule: Rule, as_of: date) -> Limit:
    """Keep while it runs, without an end; then so long after it ended."""
    if standing.since is None:
        return _open(standing, rule)
    return _until((standing.period or rule.period).after(standing.since), standing, rule)


def after_last_activity(standing: Standing, rule: Rule, as_of: date) -> Limit:
    """Keep so long after the last use, and let nobody go without notice (RT-5)."""
    limit = after_event(standing, rule, as_of)
    if rule.notice is None or limit.retain_until is None:
        return limit
    return noticed(limit, rule.notice, standing.told, as_of)


def year_end(standing: Standing, rule: Rule, as_of: date) -> Limit:
    """Keep until 31 December, so many years after the year of the event (BFL 7:2)."""
    if standing.since is None:
        return apply(rule, IN_DOUBT, as_of)
    return _until((standing.period or rule.period).after(date(standing.since.year, 12, 31)), standing, rule)


def at_once(standing: Standing, rule: Rule, as_of: date) -> Limit:
    """Keep nothing: due on the very day, with no period to promise."""
    if standing.since is None:
        return _open(standing, rule)
    return Limit(None, standing.since, (standing.code or rule.code,), rule.effect)


def no_end(standing: Standing, rule: Rule, as_of: date) -> Limit:
    """Keep until something else ends it."""
    return _open(standing, rule)


def _open(standing: Standing, rule: Rule) -> Limit:
    reasons = (standing.code or rule.code,)
    return Limit(None, None, reasons, rule.effect, exempt=standing.exempt, turns=standing.turns)


def _until(retain_until: date, standing: Standing, rule: Rule) -> Limit:
    return Limit(
        retain_until,
        retain_until + DAY,
        (standing.code or rule.code,),
        rule.effect,
        exempt=standing.exempt,
        turns=standing.turns,
    )


SHAPES: dict[Shape, ShapeOf] = {
    Shape.AFTER_EVENT: after_event,
    Shape.AFTER_LAST_ACTIVITY: after_last_activity,
    Shape.WHILE_OPEN_THEN_AFTER: while_open_then_after,
    Shape.YEAR_END: year_end,
    Shape.AT_ONCE: at_once,
    Shape.NO_END: no_end,
}
