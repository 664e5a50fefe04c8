"""A newsletter through a real mail server: nobody who said no receives it, every mail has the way out."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

import pytest
from django.test import Client

from consents import outgoing
from consents.models import OutgoingMessage
from consents.services import give_consent, object_to, text_for, withdraw_consent
from tests import factories as make
from tests.consents.companies import NOW, company, later, said

pytestmark = pytest.mark.django_db(transaction=True)
WORDS = {"title": "Nytt i våren", "paragraphs": ["Vi har byggt ett schema som läser sig självt."]}


@pytest.fixture
def winston():
    return company("winston")


def subscriber(controller, **changes):
    person = make.create_subject(controller, **changes)
    give_consent(subject=person, text=text_for(person, "marketing", "email"), said=said(later(days=-9)))
    return person


def campaign(controller, people, **changes):
    recipients = [
        outgoing.Recipient(subject=person, to=person.identities.get(kind="email").value) for person in people
    ]
    arguments = {"event": "newsletter", "context": WORDS, "at": NOW, **changes}
    return outgoing.send_campaign(controller=controller, recipients=recipients, **arguments)


def test_only_those_who_may_be_mailed_are_and_the_rest_is_recorded_with_reasons(winston, smtp_sink):
    yes, never, taken_back, objects = (subscriber(winston) for _n in range(4))
    never = make.create_subject(winston)
    withdraw_consent(subject=taken_back, purpose="marketing", said=said(later(days=-1)))
    object_to(subject=objects, purpose="marketing", said=said(later(days=-1)))
    report = campaign(winston, [yes, never, taken_back, objects])
    assert report.statuses == {"sent": 1, "refused": 3}
    assert [d.recipients for d in smtp_sink.received] == [(yes.identities.get().value,)]
    assert OutgoingMessage.objects.get(subject=never).reasons == ["CONSENT_REQUIRED"]
    assert "SUPPRESSED" in OutgoingMessage.objects.get(subject=taken_back).reasons
    assert "OBJECTION_ART21_2" in OutgoingMessage.objects.get(subject=objects).reasons


def test_every_mail_has_the_headers_and_a_link_that_works(winston, smtp_sink):
    people = [subscriber(winston) for _n in range(3)]
    campaign(winston, people)
    for delivery in smtp_sink.received:
        mail = delivery.message
        assert mail["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
        link = re.fullmatch(r"<(\S+)>", mail["List-Unsubscribe"].replace("\n", "").replace(" ", ""))[1]
        assert link in mail.get_body(("plain",)).get_content()
        assert link in mail.get_body(("html",)).get_content()
        assert Client().post(urlsplit(link).path).status_code == 200
    smtp_sink.received.clear()
    assert campaign(winston, people).statuses == {"refused": 3}
    assert smtp_sink.received == []


def test_a_mail_without_the_way_out_is_not_sent(winston, smtp_sink):
    person = subscriber(winston)
    report = campaign(winston, [person], event="login_code", context={"code": "4711"})
    assert report.reasons == {"NO_OPT_OUT": 1}
    assert smtp_sink.received == []


def test_a_mail_has_no_tracking(winston, smtp_sink):
    campaign(winston, [subscriber(winston)])
    html = smtp_sink.received[0].message.get_body(("html",)).get_content()
    assert "<img" not in html
    assert set(re.findall(r'(?:src|background)="([^"]+)"', html)) == set()


def test_a_relay_that_refuses_half_loses_nobody_else(winston, smtp_sink):
    people = [subscriber(winston, email=f"n{n}@example.se") for n in range(10)]
    smtp_sink.refuse |= {f"n{n}@example.se": "550 5.1.1 No such mailbox" for n in range(0, 10, 2)}
    report = campaign(winston, people)
    assert report.statuses == {"sent": 5, "failed": 5}
    assert len(smtp_sink.received) == 5


def test_two_addresses_of_one_person_are_two_mails(winston, smtp_sink):
    person = subscriber(winston)
    other = make.add_identity(person, "email", "other@example.se")
    recipients = [
        outgoing.Recipient(subject=person, to=one.value) for one in person.identities.order_by("pk")
    ]
    report = outgoing.send_campaign(
        controller=winston, recipients=recipients, event="newsletter", context=WORDS, at=NOW
    )
    assert report.statuses == {"sent": 2}
    assert {other.value} < {d.recipients[0] for d in smtp_sink.received}


def test_a_suppressed_person_still_gets_what_they_asked_for(winston, smtp_sink):
    person = subscriber(winston)
    object_to(subject=person, purpose="marketing", said=said(later(days=-1)))
    message = outgoing.send(
        controller=winston,
        subject=person,
        to=person.identities.get().value,
        event="login_code",
        context={"code": "4711"},
        language="sv",
        message_class="service",
    )
    assert (message.status, message.reasons) == ("sent", ["SERVICE_MESSAGE"])
    assert smtp_sink.received[0].message["List-Unsubscribe"] is None
