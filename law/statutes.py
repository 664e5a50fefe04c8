"""Periods set by statute. A policy cannot change them; an amendment adds a version with its day."""

from __future__ import annotations

from datetime import date

from law.dated import Dated, Version

BOOKKEEPING_YEARS = Dated(
    Version(since=date(2000, 1, 1), value=7, reference="Bokföringslagen (1999:1078) 7 kap. 2 §"),
)
"""Years after the calendar year in which the financial year ended."""

PRESCRIPTION_MONTHS = Dated(
    Version(
        since=date(1982, 1, 1), value=120, reference="Preskriptionslagen (1981:130) 2 § första stycket, 5 §"
    ),
)
"""Months after the claim arose, or was last interrupted, until a claim on a business is barred."""

CONSUMER_PRESCRIPTION_MONTHS = Dated(
    Version(
        since=date(1982, 1, 1), value=36, reference="Preskriptionslagen (1981:130) 2 § andra stycket, 5 §"
    ),
)
"""The same against a consumer."""

GDPR_APPLIES_ON = date(2018, 5, 25)

ANSWER_MONTHS = Dated(Version(since=GDPR_APPLIES_ON, value=1, reference="GDPR art. 12.3 första meningen"))
"""Months from receipt of a request until it must be answered, extended or refused."""

EXTENDED_ANSWER_MONTHS = Dated(
    Version(since=GDPR_APPLIES_ON, value=3, reference="GDPR art. 12.3 andra meningen"),
)
"""The same where "two further months" were needed: one period from receipt, not 1 + 2 chained."""

NOTICE_MONTHS = Dated(Version(since=GDPR_APPLIES_ON, value=1, reference="GDPR art. 14.3 a"))
"""Months to tell a person that their data came from somebody else."""

DAYS_OF_CHANGE = frozenset(
    day
    for statute in (BOOKKEEPING_YEARS, PRESCRIPTION_MONTHS, CONSUMER_PRESCRIPTION_MONTHS)
    for day in statute.days
)
"""The days on which a statute changes: decisions are looked at again."""
