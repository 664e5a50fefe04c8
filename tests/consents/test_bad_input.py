"""Bad input to consent: told in words, nothing half done, and the newest decision of the person wins."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.urls import reverse

from consents import outgoing
from consents.gate import may_use
from consents.models import (
    ConsentEvent,
    ConsentEvidence,
    ConsentRecord,
    Objection,
    OutgoingMessage,
    Suppression,
)
from consents.opting_out import seal
from consents.services import (
    TextHasChanged,
    UnknownUse,
    give_consent,
    object_to,
    refuse_consent,
    text_for,
    withdraw_consent,
)
from register.models import ConsentText
from subjects.models import DataSubject
from tests import factories as make
from tests.consents.companies import HANDLER, NOW, company, later, new_words, said
from tests.consents.test_gate import ask

WORDS = {"title": "Nytt i våren", "paragraphs": ["Vi har byggt ett schema som läser sig självt."]}
pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def winston():
    return company("winston")


@pytest.fixture
def asa(winston):
    return make.create_subject(winston, name="Åsa Lind", email="asa@example.se")


def yes(person, at=NOW, channel="email"):
    return give_consent(subject=person, text=text_for(person, "marketing", channel), said=said(at))


def allowed(person, channel="email", after=timedelta(hours=1)):
    return may_use(person, ask(person.controller, channel, at=NOW + after)).allowed


def nothing_is_written():
    tables = (ConsentRecord, ConsentEvent, ConsentEvidence, Objection, Suppression)
    return not any(table.objects.exists() for table in tables)


# --- unknown purposes and channels, words that are not there -------------------------------------------
@pytest.mark.parametrize(("purpose", "channel"), [("astrologi", "email"), ("marketing", "duva"), ("", "")])
def test_what_the_policy_does_not_ask_has_no_words_to_answer(asa, purpose, channel):
    with pytest.raises(UnknownUse) as why:
        text_for(asa, purpose, channel)
    assert str(why.value).startswith("Policyn frågar inte om")
    assert nothing_is_written()


@pytest.mark.parametrize(
    ("purpose", "channel"), [("astrologi", None), ("marketing", "duva"), ("marketing", "web")]
)
def test_a_no_to_what_is_not_done_is_told_in_words(asa, purpose, channel):
    with pytest.raises(UnknownUse):
        object_to(subject=asa, purpose=purpose, channel=channel, said=said())
    assert nothing_is_written()


def test_taking_back_what_was_never_given_changes_nothing(asa):
    assert withdraw_consent(subject=asa, purpose="astrologi", said=said()) == 0
    assert nothing_is_written()


def test_a_consent_without_its_words_cannot_be_written(asa):
    with pytest.raises(IntegrityError), transaction.atomic():
        ConsentRecord.objects.create(
            controller=asa.controller,
            subject=asa,
            purpose="marketing",
            channel="email",
            text_id=None,
            status="given",
            given_at=NOW,
        )
    assert nothing_is_written()


def test_words_of_an_earlier_version_are_no_answer_to_those_of_today(asa):
    shown = text_for(asa, "marketing", "email")
    new_words("winston", "newsletter_email", "Ja, mejla mig allt.", at=later(days=1))
    for answer in (give_consent, refuse_consent):
        with pytest.raises(TextHasChanged):
            answer(subject=asa, text=shown, said=said(later(days=2)))
    assert nothing_is_written()
    assert ConsentText.objects.filter(key="newsletter_email").count() == 2


# --- forged and stale links ------------------------------------------------------------------------------
@pytest.mark.parametrize("token", ["x", "a" * 4000, "%00", "gAAAAA", "åäö", "..", "a b"])
def test_a_forged_link_is_told_in_words_and_does_nothing(winston, token):
    page = Client().post(f"/avregistrera/{token}/")
    assert page.status_code == 404
    assert b"Traceback" not in page.content
    assert nothing_is_written()


def test_a_link_of_another_secret_is_no_link(winston, asa, settings):
    link = seal(winston, asa, "asa@example.se")
    settings.SECRET_KEY = "another"
    settings.SECRET_KEY_FALLBACKS = []
    assert Client().post(reverse("opt_out", args=[link])).status_code == 404
    assert nothing_is_written()


# --- double posts, two tabs, and words that come late ------------------------------------------------------
def at_once(*deeds):
    """Do deeds at the same instant, each over a connection of its own; give what they answered."""
    ready = Barrier(len(deeds))

    def run(deed):
        try:
            ready.wait(timeout=10)
            return deed()
        finally:
            connection.close()

    with ThreadPoolExecutor(len(deeds)) as pool:
        return [future.result() for future in [pool.submit(run, deed) for deed in deeds]]


def test_eight_presses_at_once_are_one_yes_with_one_step_and_one_proof(asa):
    at_once(*[lambda: yes(asa)] * 8)
    assert ConsentRecord.objects.count() == 1
    assert ConsentEvent.objects.count() == 1
    assert ConsentEvidence.objects.count() == 1


@pytest.mark.parametrize("turn", range(4))
def test_of_two_tabs_at_once_the_later_word_stands_whoever_comes_first(asa, turn):
    text = text_for(asa, "marketing", "email")
    at_once(
        lambda: yes(asa, later(seconds=5)),
        lambda: refuse_consent(subject=asa, text=text, said=said(later(seconds=9))),
    )
    standing = ConsentRecord.objects.exclude(status="superseded").get()
    assert standing.status in ("refused", "withdrawn")
    assert not allowed(asa)


def test_a_no_that_comes_late_leaves_the_yes_said_since_on_that_channel_alone(asa):
    yes(asa, later(minutes=10))
    yes(asa, later(minutes=-10), channel="sms")
    object_to(subject=asa, purpose="marketing", said=said(NOW, way="letter"))
    assert allowed(asa, "email")
    assert not allowed(asa, "sms")
    assert not allowed(asa, "letter")


def test_a_yes_that_staff_brought_since_does_not_outlast_the_persons_own_no(asa):
    staff = said(later(minutes=10), by=HANDLER, evidence="note: R-1", way="phone")
    give_consent(subject=asa, text=text_for(asa, "marketing", "email"), said=staff)
    object_to(subject=asa, purpose="marketing", said=said(NOW))
    assert not allowed(asa)


# --- addresses in odd forms, and a relay that refuses half -------------------------------------------------
@pytest.mark.parametrize(
    "written", ["ASA@Example.SE", " asa@example.se", "ａｓａ@example.se", "\u200basa@example.se"]
)
def test_no_form_of_a_closed_address_is_mailed(winston, asa, smtp_sink, written):
    Client().post(reverse("opt_out", args=[seal(winston, None, "asa@example.se")]))
    other = make.create_subject(winston, email="other@example.se")
    yes(other)
    report = outgoing.send_campaign(
        controller=winston,
        recipients=[outgoing.Recipient(subject=other, to=written)],
        event="newsletter",
        context=WORDS,
        at=later(hours=1),
    )
    assert report.statuses == {"refused": 1}
    assert smtp_sink.received == []


def test_of_a_relay_that_refuses_half_every_mail_has_its_own_end_and_the_next_goes(winston, smtp_sink):
    people = [make.create_subject(winston, email=f"n{n}@example.se") for n in range(12)]
    for person in people:
        yes(person)
    smtp_sink.refuse |= {f"n{n}@example.se": "450 4.2.0 Try later" for n in range(0, 12, 2)}
    recipients = [outgoing.Recipient(subject=p, to=p.identities.get().value) for p in people]
    report = outgoing.send_campaign(
        controller=winston, recipients=recipients, event="newsletter", context=WORDS, at=later(hours=1)
    )
    assert report.statuses == {"sent": 6, "failed": 6}
    rows = OutgoingMessage.objects.values_list("status", "reasons")
    assert sorted({(status, tuple(reasons)) for status, reasons in rows}) == [
        ("failed", ("CONSENT", "SMTP_450")),
        ("sent", ("CONSENT",)),
    ]
    assert not OutgoingMessage.objects.filter(status="queued").exists()
    assert DataSubject.objects.count() == 12
