"""Customer relations: running, ended, corrected, and contradictory ones (RT-7)."""

from __future__ import annotations

from datetime import timedelta

from imports.demo.cast import Cast
from subjects import models as m


def customer_stories(cast: Cast) -> None:
    """Tell of contracts: each organisation has one to three contacts."""
    for number in range(45):
        _relation(cast, started=48 + number, contacts=number % 3 + 1)
    for number in range(20):
        _relation(cast, started=50, ended=1 + number, contacts=1 + number % 2)
    for number in range(8):
        _relation(cast, started=60, ended=25 + number, contacts=2)
    for number in range(6):
        org = cast.organisation()
        cast.contract(org, cast.ago(months=12), cast.today + timedelta(days=100 + number))
        cast.contact(org)
    _on_the_boundary(cast)
    _left(cast)
    _corrected(cast)
    _contradictory(cast)


def _relation(cast: Cast, *, started: int, ended: int | None = None, contacts: int = 1) -> m.CustomerOrg:
    """Make a relation that started, and ended or not, so many months ago."""
    org = cast.organisation()
    cast.contract(org, cast.ago(months=started), None if ended is None else cast.ago(months=ended))
    for _number in range(contacts):
        cast.contact(org)
    return org


def _on_the_boundary(cast: Cast) -> None:
    """End one relation so that today is its last day kept, and one so that it goes today."""
    for days in (0, 1):
        org = cast.organisation()
        cast.contract(org, cast.ago(months=60), cast.ago(months=24, days=days))
        cast.contact(org)


def _left(cast: Cast) -> None:
    """Let people leave customers that stay: some recently, some more than two years ago (RT-7b)."""
    for months in (2, 5, 9, 14, 20, 23, 25, 27, 30, 40):
        org = _relation(cast, started=72, contacts=1)
        cast.contact(org, left_on=cast.ago(months=months))


def _corrected(cast: Cast) -> None:
    """Correct an end five days ago so that it would be due: a fortnight's grace (RT-7c)."""
    org = cast.organisation()
    cast.contract(org, cast.ago(months=60), cast.ago(months=26), end_corrected_on=cast.ago(days=5))
    cast.contact(org)


def _contradictory(cast: Cast) -> None:
    """End a contract before it starts: kept, and a finding that a person sees."""
    org = cast.organisation()
    cast.contract(org, cast.ago(months=10), cast.ago(months=30))
    cast.contact(org)
