"""No figure under the smallest cell, and none that two figures give away."""

from __future__ import annotations

from datetime import date
from itertools import combinations

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cookies.law.cells import shown

MONTHS = [date(2026, 8, 1), date(2026, 9, 1), date(2026, 10, 1)]
CELLS = st.dictionaries(
    st.tuples(st.sampled_from(["/", "/a", "/b", "/c", "/d"]), st.sampled_from(MONTHS)),
    st.integers(1, 12),
)


def test_a_cell_is_shown_from_five():
    told = shown({("/", MONTHS[0]): 4, ("/", MONTHS[1]): 5}, MONTHS, smallest=5)
    assert told.pages == {"/": [None, 5, None]}


def test_a_page_that_was_never_opened_five_times_a_month_is_not_named():
    told = shown({("/anna-andersson", month): 4 for month in MONTHS}, MONTHS, smallest=5)
    assert told.is_empty
    assert told.rest == [None, None, None]


def test_pages_opened_less_stand_together_without_the_cells_that_are_too_small():
    cells = {(f"/{n}", MONTHS[0]): 10 + n for n in range(4)} | {("/small", MONTHS[0]): 4}
    told = shown(cells, MONTHS, smallest=5, series=2)
    assert list(told.pages) == ["/3", "/2"]
    assert told.rest == [10 + 11, None, None]


def test_other_months_are_left_out():
    assert shown({("/", date(2026, 11, 1)): 90}, MONTHS, smallest=5).is_empty


PATIENT = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])


@PATIENT
@given(CELLS, st.integers(1, 4), st.integers(1, 4))
def test_a_small_cell_changes_no_figure_of_any_choice_of_pages(cells, one, other):
    large = {cell: visits for cell, visits in cells.items() if visits >= 5}
    for series in (one, other):
        assert shown(cells, MONTHS, smallest=5, series=series) == shown(
            large, MONTHS, smallest=5, series=series
        )


@PATIENT
@given(CELLS, st.integers(1, 4))
def test_no_two_figures_of_a_month_differ_by_less_than_a_cell_unless_they_are_cells(cells, series):
    wide, narrow = (shown(cells, MONTHS, smallest=5, series=n) for n in (series, series + 1))
    for index in range(len(MONTHS)):
        for one, other in combinations([wide.rest[index] or 0, narrow.rest[index] or 0], 2):
            assert one == other or abs(one - other) >= 5
