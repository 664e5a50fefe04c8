"""A request locks a person after their organisations, as everybody does; a deadlock is tried again."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from law.rights import Right
from ledger.actor import SUBJECT
from requests_dsr.models import DataSubjectRequest
from requests_dsr.services.deciding.lifting import announce_lifting, lift_restriction
from requests_dsr.services.deciding.naming import name_values
from requests_dsr.services.moving.transitions import move
from requests_dsr.services.receiving import opening
from requests_dsr.services.receiving.matching import match_request
from requests_dsr.states import State
from subjects.services.locking import lock_with_orgs
from tests import factories as make
from tests.policies import make_live
from tests.requests_dsr.cases import NOW, POLICY, TODAY, anna, asking, company, decided, dpo, handler, media

__all__ = ["anna", "company", "dpo", "handler", "media"]

ORG, PERSON = "subjects_customerorg", "subjects_datasubject"


@pytest.fixture
def speaking(anna):
    """Anna, who speaks for an organisation: what blocks her blocks what it holds."""
    make.create_contact(anna, make.create_org(anna.controller, natural_person=False))
    return anna


def locked_by(deed):
    """Give which tables of holders a deed locked, in the order of the first time."""
    with CaptureQueriesContext(
        connection,
    ) as queries:
        deed()
    locks = [one["sql"] for one in queries if "FOR NO KEY UPDATE" in one["sql"]]
    return list(dict.fromkeys(table for sql in locks for table in (ORG, PERSON) if f'FROM "{table}"' in sql))


def test_a_person_is_locked_after_the_organisations_they_speak_for(speaking):
    assert locked_by(lambda: lock_with_orgs([speaking.pk])) == [ORG, PERSON]


@pytest.mark.django_db
def test_every_deed_of_a_request_locks_in_the_same_order(speaking, handler, dpo):
    other = make.create_subject(speaking.controller)
    asked = []

    def do(deed):
        assert locked_by(deed) == [ORG, PERSON]

    do(lambda: asked.append(asking(speaking, Right.RECTIFICATION, proposed={"full_name": "Anna E"})))
    do(lambda: name_values(request=asked[0], values={"full_name": "Anna Ek"}, at=NOW, **handler))
    do(lambda: move(request=asked[0], to=State.WITHDRAWN, by=SUBJECT, at=NOW))
    do(lambda: asked.append(decided(asking(speaking, Right.RESTRICTION), handler, dpo)))
    announce_lifting(request=asked[1], lift_on=TODAY + timedelta(days=1), why="Klart", at=NOW, **dpo)
    asked[1].letters.update(status="sent", sent_at=NOW)
    do(lambda: lift_restriction(request=asked[1], at=NOW + timedelta(days=1), **dpo))
    asked.append(asking(other, Right.ACCESS, identity=""))
    do(lambda: match_request(request=asked[2], subject=speaking, at=NOW, **dpo))


@pytest.mark.django_db(transaction=True)
def test_a_request_comes_in_although_the_database_asks_for_another_try(monkeypatch):
    anna = make.create_subject(make_live("winston", **POLICY), email="anna@example.se")
    real, tries = opening.wind, []

    def deadlocked_once(request):
        tries.append(1)
        if len(tries) == 1:
            with connection.cursor() as cursor:
                cursor.execute("do $$ begin raise exception using errcode = '40P01'; end $$")
        real(request)

    monkeypatch.setattr(opening, "wind", deadlocked_once)
    asking(anna)
    assert len(tries) == 2
    assert DataSubjectRequest.objects.count() == 1
