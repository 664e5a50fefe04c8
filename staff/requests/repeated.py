"""How often a person has asked for the same: the fact, before anybody calls it repeated (Art. 12(5))."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from law.calendar import add_months, stockholm_day
from requests_dsr.law.numbers import DEFAULTS
from requests_dsr.models import DataSubjectRequest
from requests_dsr.selectors import earlier_requests


def repeated_in_words(request: DataSubjectRequest) -> list[str]:
    """Say which requests for the same right came before, when, and how long ago the latest was."""
    return list(_said(request, list(earlier_requests(request))))


def _said(request: DataSubjectRequest, before: list[DataSubjectRequest]) -> Iterator[str]:
    if not before:
        yield _(
            "Det här är personens första begäran av det slaget på tolv månader: den upprepas inte. Orimlig "
            "är den bara om ni kan visa missbruk."
        )
        return
    listed = ", ".join(f"{_day(one)} ({one.get_state_display()})" for one in before)
    yield _("Tidigare om samma sak, de senaste tolv månaderna: %(listed)s.") % {"listed": listed}
    came_on, last_on = stockholm_day(request.received_at), stockholm_day(before[0].received_at)
    days = (came_on - last_on).days
    yield ngettext(
        "Den förra kom %(n)d dag före den här.", "Den förra kom %(n)d dagar före den här.", days
    ) % {"n": days}
    months = DEFAULTS.repeated_months
    if came_on < add_months(last_on, months):
        yield _(
            "Det är tätare än tumregeln, %(n)d månader. Orimlig blir den ändå bara om ni kan visa det."
        ) % {"n": months}
    else:
        yield _("Tumregeln är %(n)d månader: så glest är det ingen upprepning.") % {"n": months}


def _day(request: DataSubjectRequest) -> str:
    return date_format(stockholm_day(request.received_at), "j F Y")
