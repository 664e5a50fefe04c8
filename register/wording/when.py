"""How a day, an instant and a time of day are written: in one way wherever a person reads them.

Days and times are Stockholm's. Machines get ISO 8601, which is not written here.
"""

from __future__ import annotations

from datetime import date, datetime

from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _


def day_in_words(day: date, *, weekday: bool = False) -> str:
    """Write a day, 24 november 2028; with its weekday where somebody must act."""
    return date_format(day, "l j F Y" if weekday else "j F Y")


def instant_in_words(at: datetime, *, weekday: bool = False) -> str:
    """Write an instant: 24 november 2028 kl. 01.04. Raises ValueError for one without a time zone."""
    form = _("j F Y \\k\\l. H.i")
    return date_format(localtime(at), f"l {form}" if weekday else form)


def instant_in_short(at: datetime) -> str:
    """Write an instant where there is little room: 24 nov 2028 01.04."""
    return date_format(localtime(at), _("j b Y H.i"))


def time_of_day(at: datetime) -> str:
    """Write the time of day of an instant: 01.04."""
    return date_format(localtime(at), _("H.i"))
