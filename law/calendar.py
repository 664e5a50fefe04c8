"""Days and months as the law counts them: Stockholm days, corresponding dates, working days.

Nothing here reads a clock. Instants are aware datetimes; days are Stockholm calendar days.
"""

from __future__ import annotations

import calendar
from datetime import date, datetime
from zoneinfo import ZoneInfo

STOCKHOLM = ZoneInfo("Europe/Stockholm")


def add_months(day: date, months: int) -> date:
    """Give the same day number so many months later, or the last day of that month.

    Regulation (EEC, Euratom) 1182/71 Art. 3(2)(c). The day itself is not counted:
    5 March + 1 month is 5 April. 29 February + 24 months is 28 February.
    """
    index = day.year * 12 + (day.month - 1) + months
    year, month0 = divmod(index, 12)
    last = calendar.monthrange(year, month0 + 1)[1]
    return date(year, month0 + 1, min(day.day, last))


def stockholm_day(at: datetime) -> date:
    """Give the Stockholm calendar day of an aware instant (domain.md RT-1, DL-0).

    Raises ValueError for a naive timestamp: it names no instant.
    """
    if at.tzinfo is None or at.utcoffset() is None:
        raise ValueError("a timestamp without a time zone names no instant")
    return at.astimezone(STOCKHOLM).date()
