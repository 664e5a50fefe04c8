"""Visits to a website and statistics drawn from them (RT-11; WN-20, WN-21, WN-36 to WN-38)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from law.reasons import Code
from law.shapes import Effect
from retention.law.facts import Facts, StatsExtract, WebVisit
from retention.law.limit import Limit, Standing
from retention.law.policy import RetentionPolicy
from retention.law.shapes import apply


def visit_limit(visit: WebVisit, facts: Facts, as_of: date, policy: RetentionPolicy) -> Limit:
    """Erase when the period is over; a full address in a younger visit is anonymised at once.

    Both past its period and unmasked: it is erased, and nothing else is said (fine point 12).
    """
    limit = apply(policy.rule("web_visit_stats"), Standing(visit.visited_on), as_of)
    over = limit.action_date is not None and as_of >= limit.action_date
    if visit.ip_masked or over:
        return limit
    turns = (limit.action_date,) if limit.action_date else ()
    reasons = (*limit.reasons, Code.IP_NOT_MASKED)
    return replace(limit, action_date=visit.visited_on, reasons=reasons, effect=Effect.ANONYMISE, turns=turns)


def extract_limit(extract: StatsExtract, facts: Facts, as_of: date, policy: RetentionPolicy) -> Limit:
    """Anonymise from the day it was drawn; anonymous statistics are nobody's data (recital 26)."""
    drawn = None if extract.anonymised else extract.created_on
    code = Code.NOT_PERSONAL_DATA if extract.anonymised else None
    return apply(policy.rule("stats_extract"), Standing(drawn, code), as_of)
