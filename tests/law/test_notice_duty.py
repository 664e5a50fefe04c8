"""When a person must be told that somebody else gave us their data."""

from __future__ import annotations

from datetime import date

import pytest

from law.notice_duty import notice_due_on

OBTAINED = date(2026, 1, 31)


@pytest.mark.parametrize(
    ("first_contact_on", "first_disclosure_on", "due_on"),
    [
        pytest.param(None, None, date(2026, 2, 28), id="a month, on a Saturday: no roll"),
        pytest.param(date(2026, 2, 10), None, date(2026, 2, 10), id="a first message before"),
        pytest.param(None, date(2026, 2, 3), date(2026, 2, 3), id="passed on before"),
        pytest.param(date(2026, 2, 10), date(2026, 2, 3), date(2026, 2, 3), id="whichever comes first"),
        pytest.param(date(2026, 3, 10), date(2026, 4, 3), date(2026, 2, 28), id="both later: the month"),
        pytest.param(OBTAINED, None, OBTAINED, id="a message the same day"),
    ],
)
def test_the_notice_is_due_within_a_month_and_by_the_first_use(
    first_contact_on: date | None, first_disclosure_on: date | None, due_on: date
) -> None:
    found = notice_due_on(
        OBTAINED, first_contact_on=first_contact_on, first_disclosure_on=first_disclosure_on
    )
    assert found == due_on
