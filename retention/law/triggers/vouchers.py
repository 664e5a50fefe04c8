"""The end of the financial year in which a voucher was posted (RT-10; BFL 7:2; WN-35)."""

from __future__ import annotations

from datetime import date

from law.periods import Period
from law.reasons import Code
from law.statutes import BOOKKEEPING_YEARS
from retention.law.facts import AccountingDoc, Facts
from retention.law.limit import IN_DOUBT, Limit, Standing
from retention.law.policy import RetentionPolicy
from retention.law.shapes import apply


def voucher_limit(voucher: AccountingDoc, facts: Facts, as_of: date, policy: RetentionPolicy) -> Limit:
    """Keep until the end of the seventh year after the calendar year in which the financial year ended.

    The years are the statute's, whatever the policy says. Contracts, claims, consents and granted
    erasures change nothing (I7).
    """
    return apply(policy.rule("accounting_records"), financial_year_end(voucher, facts, as_of), as_of)


def financial_year_end(voucher: AccountingDoc, facts: Facts, as_of: date) -> Standing:
    """Count from the last day of the financial year of the posting; the calendar year by default.

    A company that has told its financial years and none of them contains the day: an early guess
    would break the law, so a person looks. Of two that overlap the later end counts.
    """
    posted = voucher.posting_date
    ends = [year.end for year in facts.fiscal_years if year.start <= posted <= year.end]
    if facts.fiscal_years and not ends:
        return IN_DOUBT
    statutory = Period.of_years(BOOKKEEPING_YEARS.at(as_of).value)
    ended_on = max(ends, default=posted)
    return Standing(ended_on, exempt=Code.ERASURE_EXEMPT_BFL, period=statutory)
