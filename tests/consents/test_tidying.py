"""Every night: old words are emptied, lapsed consents end in the evidence, lost mail is settled."""

from __future__ import annotations

from datetime import timedelta

import pytest

from consents.models import ConsentEvidence, OutgoingMessage
from consents.services import give_consent, text_for
from consents.services.tidying import end_lapsed_consents, forget_mail_of_nobody, forget_words, tidy
from consents.tasks import tidy_task
from tests import factories as make
from tests.consents.companies import NOW, TODAY, company, later, new_words, said
from tests.factories import noon

pytestmark = pytest.mark.django_db


@pytest.fixture
def winston():
    return company("winston")


def message(controller, *, days_ago, **changes):
    subject = make.create_subject(controller) if controller else None
    words = {"title": "Hej", "body": "Hej"} if subject else {}
    return OutgoingMessage.objects.create(
        controller=controller,
        subject=subject,
        event="reminder",
        message_class="service",
        channel="email",
        language="sv",
        message_id=f"{OutgoingMessage.objects.count()}@example.se",
        at=noon(TODAY - timedelta(days=days_ago)),
        **{"status": "sent", **words, **changes},
    )


def test_words_are_kept_30_days_and_the_record_longer(winston):
    kept, gone = message(winston, days_ago=30), message(winston, days_ago=31)
    assert forget_words(controller=winston, today=TODAY) == 1
    kept.refresh_from_db()
    gone.refresh_from_db()
    assert (kept.body, gone.body, gone.title, gone.status) == ("Hej", "", "", "sent")


def test_one_companys_words_are_its_own(winston):
    other = message(make.create_controller("winlas"), days_ago=90)
    forget_words(controller=winston, today=TODAY)
    other.refresh_from_db()
    assert other.body == "Hej"


@pytest.mark.parametrize(("days_ago", "left"), [(365, 1), (366, 0)])
def test_mail_of_no_company_goes_after_12_months(days_ago, left):
    message(None, days_ago=days_ago)
    forget_mail_of_nobody(today=TODAY)
    assert OutgoingMessage.objects.count() == left


def test_a_message_whose_worker_died_is_said_to_be_lost(winston):
    lost = message(winston, days_ago=1, status="queued", reasons=["SERVICE_MESSAGE"])
    fresh = message(winston, days_ago=0, status="queued")
    tidy(controller=winston, today=TODAY, at=NOW + timedelta(minutes=59))
    lost.refresh_from_db()
    fresh.refresh_from_db()
    assert (lost.status, lost.reasons, fresh.status) == ("failed", ["SERVICE_MESSAGE", "LOST"], "queued")


def test_a_yes_that_ran_out_ends_in_the_evidence_the_instant_it_did(winston):
    asa = make.create_subject(winston)
    record = give_consent(subject=asa, text=text_for(asa, "marketing", "email"), said=said())
    assert end_lapsed_consents(controller=winston, at=record.expires_at - timedelta(seconds=1)) == 0
    assert end_lapsed_consents(controller=winston, at=record.expires_at) == 1
    assert ConsentEvidence.objects.get().ended_at == record.expires_at


def test_a_yes_to_words_that_no_longer_hold_ends_when_the_new_ones_began(winston):
    asa = make.create_subject(winston)
    give_consent(subject=asa, text=text_for(asa, "marketing", "email"), said=said())
    new_words("winston", "marketing_sms", "Ja, skicka sms.", at=later(days=3))
    assert end_lapsed_consents(controller=winston, at=later(days=9)) == 0
    new_words("winston", "newsletter_email", "Ja, skicka allt.", at=later(days=5))
    assert end_lapsed_consents(controller=winston, at=later(days=9)) == 1
    assert ConsentEvidence.objects.get().ended_at == later(days=5)


def test_the_clock_tidies_every_company_and_mail_of_none(winston, monkeypatch):
    message(winston, days_ago=4000)
    message(None, days_ago=4000)
    tidy_task()
    assert OutgoingMessage.objects.get().body == ""
