"""A campaign with a key reaches nobody twice: not by a second call, a crash or two workers."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import IntegrityError, connection, transaction

from consents import outgoing
from consents.models import OutgoingMessage
from consents.services import give_consent, text_for
from tests import factories as make
from tests.consents.companies import company, later, said
from tests.consents.test_tracking import subscriber

WORDS = {"title": "Nytt i våren", "paragraphs": ["Vi har byggt ett schema som läser sig självt."]}
pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def winston():
    return company("winston")


def campaign(controller, people, *, key="varen", hours=0):
    recipients = [
        outgoing.Recipient(subject=p, to=one.value)
        for p in people
        for one in p.identities.filter(kind="email")
    ]
    return outgoing.send_campaign(
        controller=controller,
        recipients=recipients,
        event="newsletter",
        context=WORDS,
        at=later(hours=hours),
        key=key,
    )


def test_sent_again_with_the_same_key_nobody_gets_it_twice(winston, smtp_sink):
    people = [subscriber(winston) for _n in range(5)]
    assert campaign(winston, people[:3]).statuses == {"sent": 3, "already": 0}
    assert campaign(winston, people, hours=1).statuses == {"sent": 2, "already": 3}
    assert campaign(winston, people, hours=2).statuses == {"already": 5}
    assert len(smtp_sink.received) == 5


def test_another_key_is_another_campaign_and_another_company_has_its_own(winston, smtp_sink):
    person, theirs = subscriber(winston), subscriber(company("winlas"))
    campaign(winston, [person])
    assert campaign(winston, [person], key="hosten").statuses["sent"] == 1
    assert campaign(theirs.controller, [theirs]).statuses["sent"] == 1


def test_a_person_with_two_addresses_gets_one_mail_of_it(winston, smtp_sink):
    person = subscriber(winston, email="a@example.se")
    make.add_identity(person, "email", "b@example.se")
    assert campaign(winston, [person]).statuses == {"sent": 1, "already": 1}
    assert len(smtp_sink.received) == 1


def test_whom_the_gate_refused_gets_it_after_a_yes(winston, smtp_sink):
    person = make.create_subject(winston)
    assert campaign(winston, [person]).statuses["refused"] == 1
    give_consent(subject=person, text=text_for(person, "marketing", "email"), said=said(later(hours=1)))
    assert campaign(winston, [person], hours=2).statuses["sent"] == 1
    assert len(smtp_sink.received) == 1


def test_whom_the_relay_refused_gets_it_when_it_takes_the_address_again(winston, smtp_sink):
    person = subscriber(winston, email="a@example.se")
    smtp_sink.refuse["a@example.se"] = "450 4.2.0 Try later"
    assert campaign(winston, [person]).statuses["failed"] == 1
    smtp_sink.refuse.clear()
    assert campaign(winston, [person], hours=1).statuses["sent"] == 1


def test_a_mail_that_may_have_left_is_not_sent_again(winston, smtp_sink):
    people = {reason: subscriber(winston) for reason in ("NO_CONNECTION", "LOST", "")}
    campaign(winston, people.values())
    for reason, person in people.items():
        row = OutgoingMessage.objects.filter(subject=person)
        row.update(status="failed" if reason else "queued", reasons=["CONSENT", reason])
    assert campaign(winston, people.values(), hours=1).statuses == {"already": 3}


def test_two_workers_at_once_send_each_mail_once(winston, smtp_sink):
    people = [subscriber(winston) for _n in range(30)]

    def work(_number):
        try:
            return campaign(winston, people).statuses
        finally:
            connection.close()

    with ThreadPoolExecutor(3) as pool:
        reports = list(pool.map(work, range(3)))
    assert sum(report["sent"] for report in reports) == 30
    assert len({delivery.recipients for delivery in smtp_sink.received}) == len(smtp_sink.received) == 30


def test_the_database_holds_it_too(winston, smtp_sink):
    person = subscriber(winston)
    campaign(winston, [person])
    row = OutgoingMessage.objects.get()
    row.pk, row.message_id = None, "another@example.se"
    with pytest.raises(IntegrityError), transaction.atomic():
        row.save(force_insert=True)
