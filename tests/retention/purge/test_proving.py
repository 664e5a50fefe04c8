"""After a run a sample of the erased is looked for everywhere; what is left is told to a person."""

from __future__ import annotations

import pytest
from django.db import connection

from register.models import Finding
from retention import proving
from retention.purge.executing import execute
from retention.purge.planning import plan
from subjects import models as m
from tests import factories as make
from tests.factories import noon
from tests.retention.purge.conftest import TODAY


def somebody_due(winston, email="anna_ek@example.se"):
    anna = make.create_subject(winston, name="Anna Ek", email=email, phone="070-174 06 35")
    make.create_inquiry(anna, received_on=make.LONG_AGO)
    return anna


def findings():
    return list(Finding.objects.filter(code="F-LEFT").values_list("where", "text_sv"))


def test_a_clean_run_finds_nothing(winston, purge):
    anna = somebody_due(winston)
    purge(winston)
    assert not m.DataSubject.objects.filter(pk=anna.pk).exists()
    assert findings() == []


@pytest.mark.parametrize("text", ["Ring ANNA_EK@example.se", "nummer 070-174 06 35", "+46701740635"])
def test_what_is_left_in_any_text_is_a_finding_without_the_value(winston, purge, text):
    somebody_due(winston)
    make.create_ticket(make.create_subject(winston), opened_on=TODAY, body=text)
    run = purge(winston)
    ((where, said),) = findings()
    assert where == f"run:{run.pk} subjects_supportticket"
    assert "1 rader av subjects_supportticket" in said
    assert "anna" not in said.lower()


def test_a_likeness_is_no_hit(winston, purge):
    somebody_due(winston)
    make.create_ticket(make.create_subject(winston), opened_on=TODAY, body="annaXek@example.se")
    purge(winston)
    assert findings() == []


def test_an_address_that_somebody_alive_has_at_another_company_is_theirs(winston, winlas, purge):
    somebody_due(winston)
    other = make.create_subject(winlas, email="anna_ek@example.se", phone="070-174 06 35")
    make.create_support_profile(other, registered_on=TODAY)
    purge(winston)
    assert findings() == []


@pytest.mark.django_db(transaction=True)
def test_a_search_that_takes_too_long_is_given_up_and_told(winston, monkeypatch):
    anna = somebody_due(winston)
    run = plan(controller=winston, as_of=TODAY, at=noon(TODAY))
    sample = proving.Sample.of(run)
    execute(run=run, today=TODAY)
    assert anna.pk in sample.known_by
    monkeypatch.setattr(proving, "LONGEST", "200ms")
    other = connection.copy()
    try:
        with other.cursor() as cursor:
            cursor.execute("begin; lock table outbox_outboxevent in access exclusive mode")
        assert proving.prove(run, sample, at=noon(TODAY)) == {}
    finally:
        other.close()
    ((where, said),) = findings()
    assert where == f"run:{run.pk}"
    assert "hann inte" in said
