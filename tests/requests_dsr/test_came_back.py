"""A late erasure in a connected system takes nothing of somebody who has come back since."""

import pytest
from django.db import connection

from connectors import carrying_out
from connectors.models import RecipientNotice, System
from connectors.protocol import Known, Unreachable
from law.rights import Right
from requests_dsr.clockwork import every_morning
from tests import factories as make
from tests.policies import make_live
from tests.requests_dsr.cases import NOW, POLICY, TODAY, anna, asking, days, decided, dpo, handler, media

__all__ = ["anna", "dpo", "handler", "media"]

pytestmark = pytest.mark.django_db(transaction=True)
ANNA = Known(emails=("anna@example.se",))


@pytest.fixture
def company(db):
    return make_live("winston", **POLICY)


@pytest.fixture
def system(company):
    with connection.cursor() as cursor:
        cursor.execute(
            'create table "legacy list" (id serial primary key, address text, paused boolean default false)'
        )
        cursor.execute("""insert into "legacy list" (address) values ('anna@example.se')""")
    yield System.objects.create(
        controller=company, key="list", title="Listan", kind="table",
        settings={
            "table": "legacy list", "key": "id", "email": "address", "restricted": "paused",
            "columns": {"address": "provided:crm_inquiry"},
        },
    )  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute('drop table "legacy list"')


@pytest.fixture
def erased(anna, system, handler, dpo, monkeypatch):
    """Anna, erased here while the system did not answer."""

    def silent(notice, source, known):
        raise Unreachable("down")

    make.create_inquiry(anna, received_on=TODAY)
    with monkeypatch.context() as patch:
        patch.setattr(carrying_out, "_do", silent)
        decided(asking(anna, Right.ERASURE), handler, dpo)
    assert RecipientNotice.objects.get().state == "pending"


def test_somebody_who_came_back_is_left_to_a_person(erased, company, system):
    make.create_subject(company, name="Anna Ek", email="anna@example.se")
    every_morning(at=NOW + days(4))
    assert system.open().find(ANNA) != ()
    notice = RecipientNotice.objects.get()
    assert (notice.state, notice.trouble) == ("pending", "back")
    assert "email:anna@example.se" in notice.about


def test_somebody_who_is_gone_is_erased_there_too(erased, system):
    every_morning(at=NOW + days(4))
    assert system.open().find(ANNA) == ()
    assert RecipientNotice.objects.get().state == "confirmed"
