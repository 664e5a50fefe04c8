"""When a person must be told that somebody else gave us their data (GDPR Art. 14(3), domain.md DL-8)."""

from __future__ import annotations

from datetime import date

from law.calendar import add_months
from law.statutes import GDPR_APPLIES_ON, NOTICE_MONTHS


def notice_due_on(
    obtained_on: date, *, first_contact_on: date | None = None, first_disclosure_on: date | None = None
) -> date:
    """Give the last day to tell the person (Stockholm days): the earliest of three.

    One month after the data were obtained, the first message to the person, or the first time the
    data are passed on. A maximum, so it never rolls to a working day.
    """
    months = NOTICE_MONTHS.at(max(obtained_on, GDPR_APPLIES_ON)).value
    occasions = (first_contact_on, first_disclosure_on, add_months(obtained_on, months))
    return min(day for day in occasions if day is not None)
