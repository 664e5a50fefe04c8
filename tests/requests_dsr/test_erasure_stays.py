"""An erasure names all that stays: also who the person is, their log-in and the logs, each with its day."""

from __future__ import annotations

from datetime import date

import pytest
from django.core import mail
from django.db import transaction

from accounts.services.security import note_event
from law.rights import Right
from requests_dsr.answers.erasure_stays import stays_with
from requests_dsr.models import Certificate
from requests_dsr.services.deciding.proposals import preview
from requests_dsr.states import State
from retention.live import live_policy
from subjects.models import DataSubject
from tests import factories as make
from tests.factories import noon
from tests.myprofile.people import say_yes
from tests.requests_dsr.cases import NOW, TODAY, asking, days, decided


@pytest.fixture(autouse=True)
def _mail_leaves_at_once(monkeypatch):
    monkeypatch.setattr(transaction, "on_commit", lambda do, **_: do())


@pytest.fixture
def staying(anna):
    """Give somebody of whom an inquiry goes and a customer's data stay, with a log-in and every log."""
    make.create_user_for(anna)
    make.create_inquiry(anna, received_on=TODAY)
    make.create_contract(make.create_contact(anna).org)
    make.create_look(anna, on=TODAY - days(3))
    make.create_look(anna, on=TODAY - days(400))
    note_event(kind="login", user=anna.user, at=noon(TODAY - days(2)))
    anna.refresh_from_db()
    return anna


def days_of(lines):
    return {line["category"]: line["until"] for line in lines if line.get("with_person")}


def test_everything_that_stays_with_the_person_has_its_rule_and_its_last_day(staying):
    lines = stays_with(staying, TODAY, live_policy(staying.controller))
    assert days_of(lines) == {
        "identity": None,
        "account": None,
        "security_log": date(2027, 11, 23).isoformat(),
        "access_log": date(2028, 11, 22).isoformat(),
    }
    codes = {line["category"]: line["codes"] for line in lines}
    assert codes["identity"] == ["IDENTITY_FOLLOWS_HOLDER"]
    assert codes["access_log"] == ["ACCESS_LOG_24M"]


def test_the_proposal_and_the_answer_name_it(staying, handler, dpo):
    request = asking(staying, Right.ERASURE)
    named = days_of(preview(request=request, choices={}, at=NOW)["beside"])
    assert {"identity", "account", "security_log", "access_log"} <= set(named)
    decided(request, handler, dpo, State.PARTLY_FULFILLED)
    answers = [one.body for one in mail.outbox if "raderar vi nu" in one.body]
    assert "Så länge något annat om dig finns kvar sparar vi också:" in answers[0]


def test_the_certificate_names_it_while_the_person_stays(staying, handler, dpo):
    decided(asking(staying, Right.ERASURE), handler, dpo, State.PARTLY_FULFILLED)
    lines = Certificate.objects.get().lines
    assert {"identity", "account", "security_log", "access_log", "message_log"} <= set(days_of(lines))


def test_the_certificate_names_none_of_it_once_the_person_is_gone(anna, handler, dpo):
    make.create_user_for(anna)
    make.create_inquiry(anna, received_on=TODAY)
    make.create_look(anna, on=TODAY)
    decided(asking(anna, Right.ERASURE), handler, dpo)
    assert not DataSubject.objects.filter(pk=anna.pk).exists()
    assert days_of(Certificate.objects.get().lines) == {}


def test_answers_about_consent_are_named_once(staying):
    say_yes(staying, "email", on=TODAY)
    whole = preview(request=asking(staying, Right.ERASURE), choices={}, at=NOW)["beside"]
    assert [line["category"] for line in whole].count("consent_evidence") == 1


def test_what_is_past_its_day_goes_tonight_and_is_not_named(anna):
    make.create_look(anna, on=TODAY - days(800))
    assert "access_log" not in days_of(stays_with(anna, TODAY, live_policy(anna.controller)))
