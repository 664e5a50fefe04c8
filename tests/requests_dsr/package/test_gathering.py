"""All of mine and none of others': a canary in every column of every table that the data map names."""

from __future__ import annotations

import pytest
from django.db import connection

from register.datamap import mapped_models, personal_fields
from requests_dsr.package.gathering import gather
from requests_dsr.package.paths import NOBODYS, PATHS
from requests_dsr.package.person import PersonGone
from requests_dsr.package.statement import CONCEALED, NoPath, tables
from retention.models import RetentionUnit
from retention.purge.planning import plan
from tests import factories as make
from tests.factories import noon
from tests.policies import make_live
from tests.requests_dsr.package.somebody import TODAY, somebody_whole


@pytest.fixture
def winston(db):
    return make_live("winston")


@pytest.fixture
def mine_and_theirs(winston):
    mine, theirs = somebody_whole(winston, "qwmin"), somebody_whole(winston, "qwgranne")
    elsewhere = somebody_whole(make_live("winlas"), "qwannat")
    plan(controller=winston, as_of=TODAY, at=noon(TODAY))
    RetentionUnit.objects.filter(subject=mine).update(retain_until=TODAY, action_date=TODAY, remind_on=TODAY)
    return mine, theirs, elsewhere


CANARIES = [
    "fråga",
    "brev",
    "ring",
    "intresse",
    "kurs",
    "text",
    "notis",
    "plan",
    "föreslaget",
    "skäl",
    "mottagare",
    "biträde",
    "mejltext",
    "brevtext",
    "kommentar",
    "tvivel",
    "webb",
]


def personal_tables():
    return sorted(m._meta.label for m in mapped_models() if personal_fields(m))


def test_every_table_with_personal_data_has_a_path_or_a_reason_to_have_none():
    assert personal_tables() == sorted({*PATHS, *NOBODYS})


def test_a_table_nobody_has_thought_of_is_an_error_not_a_gap(monkeypatch):
    monkeypatch.delitem(PATHS, "subjects.Inquiry")
    tables.cache_clear()
    with pytest.raises(NoPath, match=r"subjects\.Inquiry"):
        tables()
    monkeypatch.undo()
    tables.cache_clear()


def test_every_column_of_every_table_of_the_person_is_there(mine_and_theirs):
    gathered = gather(mine_and_theirs[0])
    for table in tables():
        rows = gathered.rows[table.name]
        assert rows, f"nothing of {table.name}"
        for field in table.fields:
            assert any(row[field.name] not in (None, "") for row in rows), f"{table.name}.{field.name}"


def test_nothing_of_anybody_else_is_there(mine_and_theirs):
    text = everything(gather(mine_and_theirs[0]))
    assert "qwmin" in text
    assert "qwgranne" not in text
    assert "qwannat" not in text


def test_every_canary_of_mine_is_there_but_the_secrets(mine_and_theirs):
    text = everything(gather(mine_and_theirs[0]))
    for canary in CANARIES:
        assert f"qwmin{canary}" in text, canary
    for secret in ("hash", "hemlis", "nyckel", "session", "sdata", "data"):
        assert f'"qwmin{secret}"' not in text, secret
    assert CONCEALED in text
    assert "Hemliga Namnet" not in text


def test_what_belongs_to_a_company_is_nobodys_own(winston):
    mine = somebody_whole(winston, "qwmin", sole_trader=False)
    org = mine.contacts.get().org
    make.create_invoice(org, number="annans faktura")
    make.create_voucher(org, number="annans verifikation", reference_name="Någon Annan")
    rows = gather(mine).rows
    assert rows["subjects_contract"] == rows["subjects_creditcheck"] == []
    assert [row["number"] for row in rows["subjects_invoice"]] == ["qwminfaktura"]
    assert [row["number"] for row in rows["subjects_voucher"]] == ["qwminver"]


def test_another_persons_firm_shows_its_name_alone(winston):
    mine = somebody_whole(winston, "qwmin")
    org = mine.contacts.get().org
    make.create_contact(make.create_subject(winston, name="Eva Ägare"), org)
    rows = gather(mine).rows
    assert [(row["name"], row["org_number"]) for row in rows["subjects_customerorg"]] == [("qwminbolag", "")]
    assert rows["subjects_contract"] == []


def test_the_number_of_statements_does_not_depend_on_how_much_there_is(winston):
    mine = somebody_whole(winston, "qwmin")

    def statements():
        with connection.execute_wrapper(counting := Counting()):
            gather(mine)
        return counting.count

    statements()  # the policy is read once a process
    few = statements()
    contact = mine.contacts.get()
    for number in range(60):
        make.create_inquiry(mine, message=f"fråga {number} från Bo Al")
        make.create_correspondence(contact, body=f"brev {number}")
    assert statements() == few <= 6


def everything(gathered):
    return "\n".join(line.decode() for rows in gathered.rows.values() for line in rows.lines())


class Counting:
    count = 0

    def __call__(self, execute, sql, params, many, context):
        self.count += 1
        return execute(sql, params, many, context)


def test_somebody_who_was_erased_has_no_package(winston):
    mine = make.create_subject(winston)
    pk = mine.pk
    mine.identities.all().delete()
    mine.sources.all().delete()
    mine.delete()
    mine.pk = pk
    with pytest.raises(PersonGone):
        gather(mine)
