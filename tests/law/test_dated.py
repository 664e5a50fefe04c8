"""Numbers of law through time: one answer a day, with its source, and none before the first."""

from __future__ import annotations

from datetime import date

import pytest

from law import statutes
from law.dated import Dated, LawIsSilent, Version
from law.statutes import DAYS_OF_CHANGE

OLD = Version(since=date(2000, 1, 1), value=10, reference="Old act")
NEW = Version(since=date(2011, 1, 1), value=7, reference="New act")


@pytest.mark.parametrize(
    ("day", "version"),
    [
        pytest.param(date(2000, 1, 1), OLD, id="the first day"),
        pytest.param(date(2010, 12, 31), OLD, id="the last day of the old"),
        pytest.param(date(2011, 1, 1), NEW, id="the first day of the new"),
        pytest.param(date(2036, 12, 31), NEW, id="long after"),
    ],
)
def test_the_version_in_force_that_day_answers(day: date, version: Version[int]) -> None:
    assert Dated(OLD, NEW).at(day) == Dated(NEW, OLD).at(day) == version


def test_before_the_first_version_the_law_is_silent() -> None:
    with pytest.raises(LawIsSilent, match="no version of Old act holds on 1999-12-31"):
        Dated(NEW, OLD).at(date(1999, 12, 31))


@pytest.mark.parametrize("versions", [(), (OLD, OLD)], ids=["none", "two from one day"])
def test_no_version_and_two_from_one_day_are_refused(versions: tuple[Version[int], ...]) -> None:
    with pytest.raises(ValueError, match="only from each day"):
        Dated(*versions)


@pytest.mark.parametrize(
    ("statute", "value", "act"),
    [
        pytest.param(statutes.BOOKKEEPING_YEARS, 7, "1999:1078", id="bookkeeping"),
        pytest.param(statutes.PRESCRIPTION_MONTHS, 120, "1981:130", id="prescription"),
        pytest.param(
            statutes.CONSUMER_PRESCRIPTION_MONTHS, 36, "1981:130", id="prescription against a consumer"
        ),
    ],
)
def test_each_statute_answers_with_its_source_in_every_year(
    statute: Dated[int], value: int, act: str
) -> None:
    for year in range(2018, 2037):
        version = statute.at(date(year, 1, 1))
        assert (version.value, act in version.reference) == (value, True)
    assert set(statute.days) <= DAYS_OF_CHANGE
