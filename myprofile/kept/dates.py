"""Days and periods as a person says them: 24 november 2028, två år, 30 dagar."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from law.periods import Period


def period_in_words(period: Period) -> str:
    """Write a period: years where they are whole, else months, else days."""
    if period.days:
        return ngettext("%(n)d dag", "%(n)d dagar", period.days) % {"n": period.days}
    if period.months and period.months % 12 == 0:
        return ngettext("%(n)d år", "%(n)d år", period.years) % {"n": period.years}
    return ngettext("%(n)d månad", "%(n)d månader", period.months) % {"n": period.months}


def joined(words: list[str]) -> str:
    """Write several things in a row: 60, 30 och 7."""
    if len(words) < 2:
        return "".join(words)
    return _("%(first)s och %(last)s") % {"first": ", ".join(words[:-1]), "last": words[-1]}
