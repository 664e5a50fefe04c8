"""Rows stay as the database wrote them, and are read and rewritten where somebody has to."""

from __future__ import annotations

import json

import pytest

from requests_dsr.package.rows import Rows


@pytest.fixture
def rows():
    return Rows(2, plain=b'{"a":1.10,"f":"x"}\n{"a":2,"f":null}', free=b'{"t":"r\\n}{"}\n{"t":"\\u001e"}')


def test_a_row_is_one_object_of_both_parts(rows):
    assert list(rows) == [{"a": 1.1, "f": "x", "t": "r\n}{"}, {"a": 2, "f": None, "t": "\x1e"}]
    assert rows[-1] == list(rows)[1]
    assert rows[:1] == [rows[0]]
    assert b"1.10" in rows.lines()[0]


def test_a_table_with_one_part_and_one_without_rows():
    assert list(Rows(1, free=b'{"t":"x"}')) == [{"t": "x"}]
    assert list(Rows(1, plain=b'{"a":1}')) == [{"a": 1}]
    assert Rows(0) == [] == Rows(0).lines()
    assert not Rows(0)


def test_what_is_written_changes_nothing_else(rows):
    before = list(rows)
    rows.write("f", "[visas inte]", [0])
    assert list(rows) == [{**before[0], "f": "[visas inte]"}, before[1]]


def test_rows_from_elsewhere_are_json_too():
    rows = Rows.of([{"x": "rad\nrad", "y": [1, None]}, {"z": float("inf")}])
    assert [json.loads(line) for line in rows.lines()] == [{"x": "rad\nrad", "y": [1, None]}, {"z": None}]


def test_a_row_that_is_not_one_line_is_an_error():
    with pytest.raises(ValueError, match="one line"):
        Rows(1, plain=b'{"a":\n1}')
