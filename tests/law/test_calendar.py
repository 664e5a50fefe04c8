"""Days and months as the law counts them."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from law.calendar import (
    CalendarEnds,
    Closed,
    add_months,
    holiday_name,
    is_working_day,
    midnight_after,
    roll,
    stockholm_day,
    why_closed,
)
from tests.law.swedish_year import easter, eves, public_holidays

YEARS = range(2005, 2101)


# --- months ---------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("start", "months", "end"),
    [
        pytest.param(date(2026, 3, 5), 1, date(2026, 4, 5), id="same day number"),
        pytest.param(date(2026, 1, 31), 1, date(2026, 2, 28), id="last day of a shorter month"),
        pytest.param(date(2028, 1, 31), 1, date(2028, 2, 29), id="last day of a leap February"),
        pytest.param(date(2028, 1, 30), 1, date(2028, 2, 29), id="30 January in a leap year"),
        pytest.param(date(2028, 2, 29), 1, date(2028, 3, 29), id="from 29 February"),
        pytest.param(date(2024, 2, 29), 24, date(2026, 2, 28), id="29 February, two years"),
        pytest.param(date(2026, 2, 28), 24, date(2028, 2, 28), id="28 February stays 28, not 29"),
        pytest.param(date(2026, 8, 31), 1, date(2026, 9, 30), id="EDPB: 31 August"),
        pytest.param(date(2026, 11, 30), 3, date(2027, 2, 28), id="three months, not one and two"),
        pytest.param(date(2026, 12, 31), 1, date(2027, 1, 31), id="over the new year"),
        pytest.param(date(2026, 12, 15), 12, date(2027, 12, 15), id="December to December"),
        pytest.param(date(2026, 5, 17), 0, date(2026, 5, 17), id="no months"),
    ],
)
def test_a_month_ends_on_the_same_day_number_or_the_last_day(start: date, months: int, end: date) -> None:
    assert add_months(start, months) == end


@given(st.dates(date(1900, 1, 1), date(2200, 1, 1)), st.integers(0, 240))
def test_months_are_added_as_by_walking_from_first_to_first(start: date, months: int) -> None:
    first = start.replace(day=1)
    for _ in range(months):
        first = (first + timedelta(days=31)).replace(day=1)
    last = (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)
    assert add_months(start, months) == min(first + timedelta(days=start.day - 1), last)


# --- the public holidays, computed apart from the library ----------------------------------------------
def test_easter_by_the_algorithm_is_easter() -> None:
    known = {
        2005: (3, 27),
        2008: (3, 23),
        2011: (4, 24),
        2026: (4, 5),
        2038: (4, 25),
        2049: (4, 18),
        2076: (4, 19),
    }
    assert {year: (easter(year).month, easter(year).day) for year in known} == known


def days_of(year: int) -> list[date]:
    return [
        date(year, 1, 1) + timedelta(days=n) for n in range((date(year + 1, 1, 1) - date(year, 1, 1)).days)
    ]


@pytest.mark.parametrize("year", YEARS)
def test_every_day_is_open_or_closed_as_the_act_says(year: int) -> None:
    closed = public_holidays(year)
    for day in days_of(year):
        weekend = day.weekday() >= 5
        assert is_working_day(day) == (not weekend and day not in closed), day
        strict = not weekend and day not in closed | eves(year)
        assert is_working_day(day, eves_nonworking=True) == strict, day


@pytest.mark.parametrize("year", YEARS)
def test_the_reason_a_day_is_closed_is_the_right_one(year: int) -> None:
    for day in days_of(year):
        reason = why_closed(day, eves_nonworking=True)
        if day in public_holidays(year):
            assert reason is Closed.PUBLIC_HOLIDAY
        elif day in eves(year):
            assert reason is Closed.EVE
        else:
            assert reason is {5: Closed.SATURDAY, 6: Closed.SUNDAY}.get(day.weekday())


@pytest.mark.parametrize(
    ("day", "open_"),
    [
        pytest.param(date(2026, 5, 15), True, id="squeeze day after Ascension"),
        pytest.param(date(2026, 4, 30), True, id="Valborg"),
        pytest.param(date(2026, 4, 2), True, id="Maundy Thursday"),
        pytest.param(date(2026, 10, 30), True, id="Friday before All Saints"),
        pytest.param(date(2026, 6, 19), True, id="Midsummer Eve"),
        pytest.param(date(2026, 12, 24), True, id="Christmas Eve"),
        pytest.param(date(2026, 12, 31), True, id="New Year's Eve"),
        pytest.param(date(2026, 5, 25), True, id="Whit Monday, abolished 2005"),
        pytest.param(date(2027, 1, 5), True, id="Twelfth Night"),
        pytest.param(date(2027, 1, 6), False, id="Epiphany"),
        pytest.param(date(2026, 6, 6), False, id="National Day"),
    ],
)
def test_half_days_and_eves_are_working_days_and_holidays_are_not(day: date, open_: bool) -> None:
    assert is_working_day(day) is open_


@pytest.mark.parametrize("year", [1952, 2101])
def test_a_year_whose_holidays_are_unknown_is_refused_rather_than_guessed(year: int) -> None:
    with pytest.raises(CalendarEnds, match=str(year)):
        is_working_day(date(year, 6, 7))


# --- rolling ------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("day", "eves_nonworking", "rolled"),
    [
        pytest.param(date(2026, 11, 23), False, date(2026, 11, 23), id="a working day stays"),
        pytest.param(date(2026, 11, 28), False, date(2026, 11, 30), id="Saturday"),
        pytest.param(date(2026, 11, 29), False, date(2026, 11, 30), id="Sunday"),
        pytest.param(date(2026, 4, 3), False, date(2026, 4, 7), id="the whole of Easter"),
        pytest.param(date(2026, 12, 24), False, date(2026, 12, 24), id="Christmas Eve is open"),
        pytest.param(date(2026, 12, 24), True, date(2026, 12, 28), id="Christmas Eve behind the switch"),
        pytest.param(date(2026, 12, 31), True, date(2027, 1, 4), id="New Year's Eve, over the year"),
        pytest.param(date(2027, 12, 31), True, date(2028, 1, 3), id="eve, holiday and weekend in a row"),
        pytest.param(date(2026, 6, 19), True, date(2026, 6, 22), id="Midsummer Eve behind the switch"),
    ],
)
def test_a_day_rolls_to_the_next_working_day(day: date, eves_nonworking: bool, rolled: date) -> None:
    assert roll(day, eves_nonworking=eves_nonworking) == rolled


@given(st.dates(date(2005, 1, 1), date(2099, 12, 1)), st.booleans())
def test_rolling_gives_the_first_working_day_from_there(day: date, eves_nonworking: bool) -> None:
    rolled = roll(day, eves_nonworking=eves_nonworking)
    assert is_working_day(rolled, eves_nonworking=eves_nonworking)
    between = [day + timedelta(days=n) for n in range((rolled - day).days)]
    assert not any(is_working_day(passed, eves_nonworking=eves_nonworking) for passed in between)
    assert len(between) <= 6


# --- words ------------------------------------------------------------------------------------------------
def test_a_holiday_has_a_name_in_both_languages() -> None:
    assert holiday_name(date(2026, 4, 3)) == "Långfredagen"
    assert holiday_name(date(2026, 4, 3), language="en") == "Good Friday"
    assert holiday_name(date(2026, 12, 24)) == "Julafton"
    assert holiday_name(date(2026, 11, 23)) is None


# --- Stockholm --------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("at", "day"),
    [
        pytest.param("2026-06-30T21:59:59.999999+00:00", date(2026, 6, 30), id="summer, last moment"),
        pytest.param("2026-06-30T22:00:00+00:00", date(2026, 7, 1), id="summer, midnight"),
        pytest.param("2026-11-23T22:59:59+00:00", date(2026, 11, 23), id="winter, last second"),
        pytest.param("2026-11-23T23:00:00+00:00", date(2026, 11, 24), id="winter, midnight"),
        pytest.param("2026-03-29T00:59:59+00:00", date(2026, 3, 29), id="just before the clocks go forward"),
        pytest.param("2026-03-28T23:00:00+00:00", date(2026, 3, 29), id="midnight before they go forward"),
        pytest.param("2026-03-29T22:00:00+00:00", date(2026, 3, 30), id="midnight after they went forward"),
        pytest.param("2026-10-24T22:00:00+00:00", date(2026, 10, 25), id="midnight before they go back"),
        pytest.param("2026-10-25T22:59:59+00:00", date(2026, 10, 25), id="the long day's last second"),
        pytest.param("2026-01-01T01:00:00+14:00", date(2025, 12, 31), id="from the far east"),
        pytest.param("2025-12-31T18:30:00-05:00", date(2026, 1, 1), id="from the west"),
    ],
)
def test_an_instant_falls_on_its_stockholm_day(at: str, day: date) -> None:
    assert stockholm_day(datetime.fromisoformat(at)) == day


def test_a_naive_timestamp_names_no_day() -> None:
    with pytest.raises(ValueError, match="time zone"):
        stockholm_day(datetime(2026, 11, 23, 12))


@pytest.mark.parametrize(
    ("day", "ends_at"),
    [
        pytest.param(date(2026, 7, 30), datetime(2026, 7, 30, 22, tzinfo=UTC), id="summer"),
        pytest.param(date(2026, 12, 23), datetime(2026, 12, 23, 23, tzinfo=UTC), id="winter"),
        pytest.param(date(2026, 3, 28), datetime(2026, 3, 28, 23, tzinfo=UTC), id="eve of summer time"),
        pytest.param(date(2026, 3, 29), datetime(2026, 3, 29, 22, tzinfo=UTC), id="23-hour day"),
        pytest.param(date(2026, 10, 24), datetime(2026, 10, 24, 22, tzinfo=UTC), id="eve of winter time"),
        pytest.param(date(2026, 10, 25), datetime(2026, 10, 25, 23, tzinfo=UTC), id="25-hour day"),
        pytest.param(date(2026, 12, 31), datetime(2026, 12, 31, 23, tzinfo=UTC), id="over the year"),
        pytest.param(date(2050, 7, 1), datetime(2050, 7, 1, 22, tzinfo=UTC), id="beyond the zone's table"),
    ],
)
def test_a_day_ends_at_midnight_in_stockholm(day: date, ends_at: datetime) -> None:
    assert midnight_after(day) == ends_at
    assert midnight_after(day).utcoffset() == timedelta(0)


@given(st.datetimes(datetime(2005, 1, 1), datetime(2100, 1, 1), timezones=st.just(UTC)))
def test_an_instant_lies_between_the_midnights_of_its_day(
    at: datetime,
) -> None:
    day = stockholm_day(at)
    assert midnight_after(day - timedelta(days=1)) <= at < midnight_after(day)
