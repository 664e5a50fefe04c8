"""Reading cases: strict types, and the exact place of every fault."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import Any

import pytest

from law.input import BadInput, Node, parse_json


class Colour(StrEnum):
    RED = "red"
    BLUE = "blue"


@pytest.mark.parametrize(
    ("value", "read", "answer"),
    [
        pytest.param("hej", Node.text, "hej", id="text"),
        pytest.param("", Node.text, "", id="empty text"),
        pytest.param(True, Node.flag, True, id="true"),
        pytest.param(False, Node.flag, False, id="false"),
        pytest.param(7, Node.whole, 7, id="whole number"),
        pytest.param(7, Node.amount, Decimal(7), id="whole amount"),
        pytest.param(Decimal("0.10"), Node.amount, Decimal("0.10"), id="decimal amount"),
        pytest.param("red", lambda node: node.choice(Colour), Colour.RED, id="choice"),
        pytest.param("2026-11-23", Node.day, date(2026, 11, 23), id="day"),
        pytest.param("2028-02-29", Node.day, date(2028, 2, 29), id="leap day"),
        pytest.param("9999-12-31", Node.day, date(9999, 12, 31), id="the last day there is"),
        pytest.param(
            "2026-11-23T22:59:30Z", Node.timestamp, datetime(2026, 11, 23, 22, 59, 30, tzinfo=UTC), id="Z"
        ),
        pytest.param(
            "2026-11-23T23:59:30+01:00",
            Node.timestamp,
            datetime(2026, 11, 23, 22, 59, 30, tzinfo=UTC),
            id="offset",
        ),
        pytest.param(
            "2026-11-23T23:30:00", Node.timestamp, datetime(2026, 11, 23, 23, 30), id="naive, left so"
        ),
        pytest.param([1, 2], lambda node: node.each(Node.whole), (1, 2), id="list"),
        pytest.param([], lambda node: node.each(Node.whole), (), id="empty list"),
    ],
)
def test_a_value_of_the_right_type_is_read(value: Any, read: Callable[[Node], Any], answer: Any) -> None:
    assert read(Node(value)) == answer


@pytest.mark.parametrize(
    ("value", "read", "why"),
    [
        pytest.param(1, Node.text, "expected a string, found a number", id="number for text"),
        pytest.param(None, Node.text, "expected a string, found null", id="null for text"),
        pytest.param(1, Node.flag, "expected true or false, found a number", id="1 is not true"),
        pytest.param("true", Node.flag, "expected true or false, found a string", id="'true' is not true"),
        pytest.param(True, Node.whole, "expected a whole number, found true or false", id="true is not 1"),
        pytest.param(
            Decimal("1.5"), Node.whole, "expected a whole number, found a number", id="1.5 is not whole"
        ),
        pytest.param(True, Node.amount, "expected a number, found true or false", id="true is no amount"),
        pytest.param("5", Node.amount, "expected a number, found a string", id="'5' is no amount"),
        pytest.param(
            "green", lambda node: node.choice(Colour), '"green" is not one of: red, blue', id="no choice"
        ),
        pytest.param("Red", lambda node: node.choice(Colour), '"Red" is not one of', id="case matters"),
        pytest.param(["red"], lambda node: node.choice(Colour), "expected a string, found a list", id="list"),
        pytest.param("2026-02-29", Node.day, '"2026-02-29" is not a date', id="no such day"),
        pytest.param("", Node.day, "is not a date", id="empty day"),
        pytest.param("2026-11-23T10:00:00Z", Node.day, "is not a date", id="instant for a day"),
        pytest.param(
            "0999-12-31", Node.day, "the year 999 is outside 1000-9999", id="the edge of the calendar"
        ),
        pytest.param("9999-12-31T23:30:00Z", Node.timestamp, "outside 1000-9998", id="its last instant"),
        pytest.param("0001-01-01T00:00:00Z", Node.timestamp, "the year 1 is outside", id="the other edge"),
        pytest.param(
            "yesterday", Node.timestamp, '"yesterday" is not a timestamp', id="words for an instant"
        ),
        pytest.param("2026-11-23T25:00:00Z", Node.timestamp, "is not a timestamp", id="25 o'clock"),
        pytest.param(1732373400, Node.timestamp, "expected a string, found a number", id="epoch seconds"),
        pytest.param({}, Node.items, "expected a list, found an object", id="object for list"),
        pytest.param([], Node.mapping, "expected an object, found a list", id="list for object"),
        pytest.param(
            "x" * 500 + "\n", lambda node: node.choice(Colour), f'"{"x" * 40}" is not', id="long, cut"
        ),
    ],
)
def test_a_value_of_the_wrong_type_is_refused_with_the_reason(
    value: Any, read: Callable[[Node], Any], why: str
) -> None:
    with pytest.raises(BadInput) as refused:
        read(Node(value))
    assert why in str(refused.value)
    assert str(refused.value).startswith("$: ")
    assert "\n" not in str(refused.value)


def test_a_fault_names_its_place_from_the_root() -> None:
    root = parse_json('{"vectors": [{"input": {"pauses": [{"kind": "identity"}, {"kind": 5}]}}]}')
    pauses = root["vectors"].items()[0]["input"]["pauses"]
    with pytest.raises(BadInput, match=r"^\$\.vectors\[0\]\.input\.pauses\[1\]\.kind: expected a string"):
        pauses.each(lambda pause: pause["kind"].text())


def test_a_missing_key_is_named_and_a_null_is_no_missing_key() -> None:
    node = parse_json('{"answered_at": null}')
    assert node["answered_at"].nullable() is None
    with pytest.raises(BadInput, match=r'^\$: the key "asked_at" is missing'):
        node["asked_at"]


def test_a_key_that_may_be_left_out_is_told_from_one_that_may_be_null() -> None:
    node = parse_json('{"null": null, "zero": 0, "false": false}')
    assert node.optional("absent") is None
    assert node.optional("null") == Node(None, "$.null")
    assert node.maybe("absent") is None
    assert node.maybe("null") is None
    assert node.maybe("zero") == Node(0, "$.zero")
    assert node.maybe("false") == Node(False, "$.false")


@pytest.mark.parametrize(
    ("text", "why"),
    [
        pytest.param("", "not JSON: Expecting value (line 1, column 1)", id="nothing"),
        pytest.param('{"a": 1,\n "b" 2}', "line 2, column 6", id="a slip on line two"),
        pytest.param("{'a': 1}", "not JSON", id="single quotes"),
        pytest.param('{"a": NaN}', "NaN is not a number", id="NaN"),
        pytest.param('{"a": -Infinity}', "-Infinity is not a number", id="Infinity"),
        pytest.param("[" * 100_000, "not JSON", id="nested without end"),
        pytest.param("1" * 5_000, "not JSON", id="a number without end"),
        pytest.param(b"\xff\xfe{}", "not UTF-8 text: byte 0", id="UTF-16"),
        pytest.param('{"name": "Åsa"}'.encode("latin-1"), "not UTF-8 text: byte 10", id="Latin-1"),
    ],
)
def test_what_is_not_json_is_refused_on_one_line(text: str | bytes, why: str) -> None:
    with pytest.raises(BadInput) as refused:
        parse_json(text)
    assert why in str(refused.value)
    assert "\n" not in str(refused.value)


def test_a_byte_order_mark_is_no_fault() -> None:
    assert parse_json(b'\xef\xbb\xbf{"a": "\xc3\xa5"}')["a"].text() == "å"


def test_amounts_are_read_without_binary_rounding() -> None:
    assert parse_json("[0.1, 1e2, 99999999999999999.99]").each(Node.amount) == (
        Decimal("0.1"),
        Decimal("1e2"),
        Decimal("99999999999999999.99"),
    )
