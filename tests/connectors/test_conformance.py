"""What every kind of connector must do: one test a promise, run for each kind there is."""

from __future__ import annotations

import pytest
from django.db import connection

from connectors.models import System
from connectors.protocol import Known, Source, Unreachable
from connectors.sources import KINDS
from tests import factories as make

ANNA = Known(emails=("anna@example.se",))
NOBODY = Known(emails=("ingen@example.se",))


def a_table():
    """Make a newsletter list beside the hub, with two rows of Anna's and one of somebody else."""
    with connection.cursor() as cursor:
        cursor.execute(
            'create temporary table "legacy list" (id serial primary key, address text, name text, '
            "clicks text, paused boolean not null default false) on commit drop"
        )
        cursor.execute(
            'insert into "legacy list" (address, name, clicks) values '
            "('Anna@Example.se ', 'Anna Ek', '7'), ('bo@example.se', 'Bo Al', '2'), "
            "('anna@example.se', 'A. Ek', '1')"
        )
    return {
        "table": "legacy list",
        "key": "id",
        "email": "address",
        "restricted": "paused",
        "columns": {
            "address": "provided:marketing_profile",
            "name": "provided:marketing_profile",
            "clicks": "observed:traffic_data",
        },
    }


SETTINGS = {"table": a_table}


@pytest.fixture(params=sorted(KINDS))
def system(request, db):
    settings = SETTINGS[request.param]()
    return System(
        controller=make.create_controller(), key="s", title="Listan", kind=request.param, settings=settings
    )


@pytest.fixture
def source(system):
    return system.open()


def test_it_is_a_source(source):
    assert isinstance(source, Source)


def test_it_says_what_it_holds(source):
    said = source.describe()
    assert said.title == "Listan"
    assert said.categories == {"marketing_profile", "traffic_data"}
    assert all(
        column.origin in ("provided", "observed", "inferred", "third_party") for column in said.columns
    )


def test_it_finds_the_person_in_every_spelling_and_nobody_else(source):
    assert len(source.find(ANNA)) == 2
    assert source.find(NOBODY) == source.find(Known()) == ()


def test_it_gives_all_of_a_persons_rows_and_none_of_others(source):
    rows = source.export(ANNA).rows
    assert [row["name"] for row in rows] == ["Anna Ek", "A. Ek"]
    assert source.export(NOBODY).rows == ()


def test_a_dry_run_gives_the_real_answer_and_changes_nothing(source):
    everything = source.describe().categories
    assert source.erase(ANNA, categories=everything, dry_run=True) == 2
    assert len(source.find(ANNA)) == 2


def test_an_erasure_reaches_the_person_alone_and_is_done_once(source):
    everything = source.describe().categories
    assert source.erase(ANNA, categories=everything, dry_run=False) == 2
    assert source.find(ANNA) == ()
    assert len(source.find(Known(emails=("bo@example.se",)))) == 1
    assert source.erase(ANNA, categories=everything, dry_run=False) == 0


def test_an_erasure_of_one_category_leaves_the_others(source):
    assert source.erase(ANNA, categories=["traffic_data"], dry_run=False) == 2
    assert {(row["clicks"], bool(row["name"])) for row in source.export(ANNA).rows} == {("", True)}
    assert source.erase(ANNA, categories=["traffic_data"], dry_run=False) == 0
    assert source.erase(ANNA, categories=["credit_check"], dry_run=False) == 0


def test_a_rectification_writes_what_differs(source):
    assert source.rectify(ANNA, {"name": "Anna Ek"}) == 1
    assert {row["name"] for row in source.export(ANNA).rows} == {"Anna Ek"}
    assert source.export(Known(emails=("bo@example.se",))).rows[0]["name"] == "Bo Al"


def test_an_unknown_column_is_refused_and_nothing_is_written(source):
    with pytest.raises(Unreachable, match="no column"):
        source.rectify(ANNA, {"name": "X", "salary": "1"})
    assert "X" not in {row["name"] for row in source.export(ANNA).rows}


def test_a_restriction_is_set_and_taken_away(source):
    assert source.restrict(ANNA, restricted=True) == 2
    assert source.restrict(ANNA, restricted=True) == 0
    assert source.restrict(ANNA, restricted=False) == 2


HOSTILE = [
    "'; drop table subjects_datasubject; --",
    "=1+1",
    "<script>alert(1)</script>",
    "\u202eevil\u200b",
    "%s %(x)s {0}",
]


@pytest.mark.parametrize("value", HOSTILE)
def test_a_hostile_value_is_stored_as_it_is(source, value):
    source.rectify(ANNA, {"name": value})
    assert {row["name"] for row in source.export(ANNA).rows} == {value}
    assert source.find(Known(emails=(value,))) == ()


@pytest.mark.parametrize(
    "broken", [{"table": "is_not_there"}, {"email": "x; drop"}, {"columns": {}}, {"table": ""}], ids=str
)
def test_what_cannot_be_read_says_so_and_names_nobody(system, broken):
    system.settings = {**system.settings, **broken}
    with pytest.raises(Unreachable) as told:
        system.open().export(ANNA)
    assert "Listan" in str(told.value)
    assert "anna" not in str(told.value).lower()


def test_a_kind_nobody_knows_is_unreachable(db):
    with pytest.raises(Unreachable, match="kind 'fax'"):
        System(title="Faxen", kind="fax").open()
