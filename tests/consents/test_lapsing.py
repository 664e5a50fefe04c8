"""A yes that ends by itself: from the day it was given to the day it is given again, nothing in between."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine

from consents import outgoing
from consents.models import ConsentEvent, ConsentEvidence, ConsentRecord, OutgoingMessage
from consents.services import give_consent, text_for, withdraw_consent
from consents.services.tidying import end_lapsed_consents
from consents.tasks import tidy_task
from ledger.models import LedgerEntry
from tests import factories as make
from tests.consents.companies import NOW, company, later, new_words, said

WORDS = {"title": "Nytt i våren", "paragraphs": ["Vi har byggt ett schema som läser sig självt."]}
pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def winston():
    return company("winston")


@pytest.fixture
def asa(winston):
    return make.create_subject(winston, name="Åsa Lind", email="asa@example.se")


def yes(person, at=NOW):
    return give_consent(subject=person, text=text_for(person, "marketing", "email"), said=said(at))


def mailed(person, at):
    report = outgoing.send_campaign(
        controller=person.controller,
        recipients=[outgoing.Recipient(subject=person, to="asa@example.se")],
        event="newsletter",
        context=WORDS,
        at=at,
    )
    return dict(report.statuses), sorted(report.reasons)


def steps(person):
    return list(ConsentEvent.objects.filter(subject=person).order_by("at", "pk").values_list("kind", "way"))


def night(at):
    with time_machine.travel(at, tick=False):
        tidy_task()


def test_a_yes_lapses_and_is_given_again_by_the_person_alone(asa, smtp_sink):
    first = yes(asa)
    ends = first.expires_at
    assert mailed(asa, ends - timedelta(seconds=1))[0] == {"sent": 1}
    assert mailed(asa, ends) == ({"refused": 1}, ["CONSENT_EXPIRED", "CONSENT_REQUIRED"])
    sent_before = len(smtp_sink.received)
    for days in (1, 2, 3):
        night(ends + timedelta(days=days))
    assert steps(asa) == [("given", "web_form"), ("expired", "by_itself")]
    assert len(smtp_sink.received) == sent_before, "nobody is mailed to be asked again"
    again = yes(asa, ends + timedelta(days=9))
    assert again.pk != first.pk
    assert steps(asa)[-1] == ("renewed", "web_form")
    assert mailed(asa, ends + timedelta(days=10))[0] == {"sent": 1}
    assert mailed(asa, again.expires_at)[0] == {"refused": 1}


def test_changed_words_make_the_yes_stale_that_moment_and_move_nothing(winston, asa, smtp_sink):
    old = yes(asa)
    words = old.text_id, old.text.digest
    new_words("winston", "newsletter_email", "Ja, mejla mig allt.", at=later(days=5))
    assert mailed(asa, later(days=6)) == ({"refused": 1}, ["CONSENT_REQUIRED", "CONSENT_STALE"])
    night(later(days=7))
    old.refresh_from_db()
    assert (old.text_id, old.text.digest) == words
    assert steps(asa) == [("given", "web_form"), ("stale", "by_itself")]
    assert ConsentEvidence.objects.get().ended_at == later(days=5)
    new = yes(asa, later(days=8))
    assert new.text.digest != old.text.digest
    assert list(ConsentRecord.objects.order_by("pk").values_list("status", flat=True)) == [
        "superseded",
        "given",
    ]
    assert mailed(asa, later(days=9))[0] == {"sent": 1}


def test_the_end_is_noted_once_with_one_line_that_names_nobody(winston, asa):
    other = make.create_subject(winston)
    ends = yes(asa).expires_at
    yes(other)
    assert end_lapsed_consents(controller=winston, at=ends) == 2
    assert end_lapsed_consents(controller=winston, at=ends + timedelta(days=1)) == 0
    assert ConsentEvent.objects.filter(kind="expired").count() == 2
    line = LedgerEntry.objects.get(action="consent.end")
    assert (line.counts, line.actor_role, line.actor_ref) == ({"consents": 2}, "worker", "")


def test_a_yes_taken_back_before_its_time_does_not_end_twice(winston, asa):
    ends = yes(asa).expires_at
    withdraw_consent(subject=asa, purpose="marketing", said=said(later(days=1)))
    assert end_lapsed_consents(controller=winston, at=ends) == 0
    assert [kind for kind, _way in steps(asa)] == ["given", "withdrawn"]


def test_one_company_ends_its_own_alone(winston, asa):
    theirs = make.create_subject(company("winlas"), email="bo@example.se")
    ends = yes(asa).expires_at
    yes(theirs)
    end_lapsed_consents(controller=winston, at=ends)
    assert [kind for kind, _way in steps(theirs)] == ["given"]


def test_a_service_mail_still_reaches_whoever_let_a_yes_lapse(asa, smtp_sink):
    ends = yes(asa).expires_at
    outgoing.send(
        controller=asa.controller,
        subject=asa,
        to="asa@example.se",
        event="login_code",
        context={"code": "4711"},
        language="sv",
        message_class="service",
        at=ends + timedelta(days=1),
    )
    assert OutgoingMessage.objects.get().status == "sent"
