"""What we only process for a customer is in no copy; the person is told whom to ask (WL-16, WL-17)."""

from __future__ import annotations

import pytest

from connectors.models import System
from requests_dsr.answers import ANSWERS
from requests_dsr.letters.outcomes import outcome_of
from requests_dsr.package.gathering import gather
from requests_dsr.package.rows import Rows
from requests_dsr.states import State
from tests import factories as make
from tests.connectors.test_conformance import a_table
from tests.factories import noon
from tests.policies import SMALL, both, make_live
from tests.requests_dsr.cases import asking
from tests.requests_dsr.package.somebody import TODAY
from tests.requests_dsr.package.test_written import part_of, zip_of


@pytest.fixture(autouse=True)
def _media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"


@pytest.fixture
def anna(db):
    anna = make.create_subject(make_live("winston"), name="Anna Ek", email="anna@example.se")
    make.create_record(anna, category="product_data", content={"lön": "41 337 kr", "chef": "Sara Nyström"})
    make.create_record(anna, category="kurs", content={"kurs": "Schema"})
    make.create_subject(anna.controller, name="Sara Nyström")
    return anna


def all_of(archive):
    return "\n".join(archive.read(name).decode() for name in archive.namelist() if "schema" not in name)


@pytest.mark.parametrize("kind", ["access", "portability"])
def test_it_is_in_no_form_of_a_copy(anna, kind):
    text = all_of(zip_of(anna, kind))
    assert "41 337" not in text
    assert "lön" not in text


def test_it_is_named_with_the_customer_to_ask(anna):
    make.create_contact(anna, make.create_org(anna.controller, name="Kvarnen AB"))
    archive = zip_of(anna)
    (named,) = part_of(archive).elsewhere
    assert "Här är alla som vi bestämmer över." in part_of(archive).confirmation.sv
    assert (named.key, named.title.sv, named.ask) == ("product_data", "Uppgifter i produkten", ["Kvarnen AB"])
    page = archive.read("las-mig.html").decode()
    assert "Uppgifter i produkten" in page
    assert "Fråga Kvarnen AB." in page
    assert "kurs: Schema" in page


def test_who_speaks_for_no_customer_is_told_to_ask_whoever_entered_it(anna):
    (named,) = part_of(zip_of(anna)).elsewhere
    assert "arbetsgivare" in named.words.sv


def test_nobody_is_told_of_what_is_not_there(anna):
    anna.records.filter(category="product_data").delete()
    part = part_of(zip_of(anna))
    assert part.elsewhere == []
    assert part.confirmation.sv.endswith("Här är alla.")


def test_whoever_reviews_the_copy_does_not_see_it_either(anna):
    assert gather(anna).found == {}


def test_a_column_of_a_connected_system_that_a_customer_decides_over_is_left_out(anna):
    settings = a_table()
    settings["columns"]["clicks"] = "observed:product_data"
    System.objects.create(
        controller=anna.controller, key="a", title="Listan", kind="table", settings=settings
    )
    anna.records.all().delete()
    part = part_of(zip_of(anna))
    rows = next(table for table in part.tables if table.name == "system_1").rows
    assert [sorted(row) for row in rows] == [["address", "name"]] * 2
    assert [one.key for one in part.elsewhere] == ["product_data"]


def test_a_whole_table_that_a_customer_decides_over_is_left_out(db):
    tickets = {**SMALL["categories"]["product_data"], "title": both("Ärenden")}
    winston = make_live("winston", categories={**SMALL["categories"], "support_tickets": tickets})
    anna = make.create_subject(winston, email="anna@example.se")
    make.create_ticket(anna, body="hemligt hos kunden")
    archive = zip_of(anna)
    assert "hemligt hos kunden" not in all_of(archive)
    assert [one.key for one in part_of(archive).elsewhere] == ["support_tickets"]


def test_the_letter_names_it_too(anna):
    make.create_contact(anna, make.create_org(anna.controller, name="Kvarnen AB"))
    request = asking(anna, at=noon(TODAY))
    plan = ANSWERS[request.right].draft(request, {}, at=noon(TODAY))
    request.state = State.FULFILLED
    said = " ".join(outcome_of(request, plan))
    assert "Uppgifter i produkten är inte med" in said
    assert "Fråga Kvarnen AB." in said


def test_columns_are_dropped_and_rows_left_out_line_by_line():
    rows = Rows(
        3, plain=b'{"a":1,"b":2}\n{"a":3,"b":4}\n{"a":5,"b":6}', free=b'{"c":"x"}\n{"c":"y"}\n{"c":"z"}'
    )
    rows.leave_out({1})
    assert rows == [{"a": 1, "b": 2, "c": "x"}, {"a": 5, "b": 6, "c": "z"}]
    rows.drop(["b"])
    assert rows == [{"a": 1, "c": "x"}, {"a": 5, "c": "z"}]
