"""Periods: so many months or days after a day (Regulation 1182/71 Art. 3)."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from law.periods import FOREVER, Period


@pytest.mark.parametrize(
    ("period", "day", "after"),
    [
        pytest.param(Period(months=24), date(2024, 2, 29), date(2026, 2, 28), id="29 February + 24 months"),
        pytest.param(Period(months=24), date(2026, 2, 28), date(2028, 2, 28), id="28 February + 24 months"),
        pytest.param(Period(months=48), date(2024, 2, 29), date(2028, 2, 29), id="29 February + 48 months"),
        pytest.param(
            Period(months=1), date(2026, 1, 31), date(2026, 2, 28), id="the last day of a shorter month"
        ),
        pytest.param(Period(months=3), date(2026, 11, 30), date(2027, 2, 28), id="over the year"),
        pytest.param(Period.of_years(7), date(2019, 12, 31), date(2026, 12, 31), id="seven years"),
        pytest.param(Period(days=30), date(2026, 2, 1), date(2026, 3, 3), id="30 days"),
        pytest.param(Period(), date(2026, 2, 1), date(2026, 2, 1), id="none"),
        pytest.param(Period(months=24), date(9999, 12, 31), FOREVER, id="beyond the calendar, in months"),
        pytest.param(Period(days=30), date(9999, 12, 31), FOREVER, id="beyond the calendar, in days"),
        pytest.param(Period(days=1), date(9998, 12, 31), FOREVER, id="the last day there is"),
    ],
)
def test_the_last_day_of_a_period(period: Period, day: date, after: date) -> None:
    assert period.after(day) == after


@pytest.mark.parametrize("parts", [{"months": -1}, {"days": -1}, {"months": 1, "days": 1}])
def test_a_period_is_months_or_days_and_never_negative(parts: dict[str, int]) -> None:
    with pytest.raises(ValueError, match="never negative"):
        Period(**parts)


@given(st.dates(date(1900, 1, 1), date(2100, 1, 1)), st.integers(0, 600), st.integers(0, 60))
def test_a_longer_period_and_a_later_day_never_end_earlier(day: date, months: int, more: int) -> None:
    period = Period(months=months)
    assert Period(months=months + more).after(day) >= period.after(day)
    assert period.after(Period(days=more).after(day)) >= period.after(day)


def test_years_are_told_back() -> None:
    assert (Period.of_years(7).years, str(Period.of_years(7)), str(Period(days=3))) == (7, "84 m", "3 d")
