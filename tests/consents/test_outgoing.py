"""The only door through which a person is mailed: asked, written, recorded, handed over."""

from __future__ import annotations

import logging
import socket
import threading
import time
from datetime import timedelta

import pytest
from django.db import connection, transaction
from django.utils import timezone

from consents.models import MessageStatus, OutgoingMessage
from consents.outgoing import one_connection
from law.calendar import stockholm_day
from subjects.models import BlockKind, DataSubject, ProcessingBlock
from tests import factories as make
from tests.consents.letters import send_code
from tests.policies import make_live

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_mail_goes_as_text_and_html_in_the_persons_language(smtp_sink):
    person = make.create_subject(email="asa@example.se")
    message = send_code(person, language="en")
    (delivery,) = smtp_sink.received
    mail = delivery.message
    assert delivery.recipients == ("asa@example.se",)
    assert mail.get_body(("plain",)).get_content_type() == "text/plain"
    assert 'lang="en"' in mail.get_body(("html",)).get_content()
    assert "4711" in mail.get_body(("plain",)).get_content()
    assert OutgoingMessage.objects.get().status == MessageStatus.SENT == message.status


def test_the_sender_is_the_company_and_returned_mail_goes_to_the_mailbox_for_it(smtp_sink, settings):
    settings.BOUNCE_MAILBOX = "studs@example.se"
    person = make.create_subject(make_live("winlas"))
    send_code(person)
    (delivery,) = smtp_sink.received
    assert delivery.message["From"] == "Winlas <hej@example.se>"
    assert delivery.sender == "studs@example.se"


def test_a_language_nobody_here_writes_is_answered_in_swedish(smtp_sink):
    assert send_code(make.create_subject(), language="tlh").language == "sv"
    assert 'lang="sv"' in smtp_sink.received[0].message.get_body(("html",)).get_content()


def test_the_message_id_is_ours_tells_nothing_and_is_the_records(smtp_sink, settings):
    settings.DEFAULT_FROM_EMAIL = "hub@hub.example.se"
    message = send_code(make.create_subject(email="asa@example.se"))
    sent = smtp_sink.received[0].message["Message-ID"]
    assert sent == f"<{message.message_id}>"
    assert sent.endswith("@hub.example.se>")
    assert "asa" not in sent


def test_a_service_mail_says_a_machine_wrote_it_and_a_legal_one_does_not(smtp_sink):
    person = make.create_subject()
    send_code(person)
    send_code(person, message_class="legal")
    service, legal = (delivery.message for delivery in smtp_sink.received)
    assert service["Auto-Submitted"] == "auto-generated"
    assert legal["Auto-Submitted"] is None


# --- what the gate says ------------------------------------------------------------------------
def restrict(person, *, scope=()):
    ProcessingBlock.objects.create(
        controller=person.controller,
        subject=person,
        kind=BlockKind.RESTRICTION_ART18,
        scope=list(scope),
        from_on=make.LONG_AGO,
        ground="Art. 18(1)(a)",
    )


def test_a_restricted_person_gets_no_service_mail_but_the_legal_answer(smtp_sink):
    person = make.create_subject()
    restrict(person)
    refused = send_code(person)
    assert (refused.status, refused.reasons) == ("refused", ["RESTRICTION_ART18"])
    assert smtp_sink.received == []
    assert send_code(person, message_class="legal").status == "sent"


def test_a_restriction_of_other_data_does_not_stop_a_mail_about_these(smtp_sink):
    person = make.create_subject()
    restrict(person, scope=["customer_data"])
    assert send_code(person, category="support_profile").status == "sent"
    assert send_code(person, category="customer_data").status == "refused"
    assert send_code(person).status == "refused"


@pytest.mark.parametrize(("until", "status"), [(0, "sent"), (1, "refused")])
def test_a_restriction_ends_the_day_it_is_lifted(smtp_sink, until, status):
    person = make.create_subject()
    restrict(person)
    ProcessingBlock.objects.update(until_on=stockholm_day(timezone.now()) + timedelta(days=until))
    assert send_code(person).status == status


def test_marketing_without_consent_is_recorded_as_refused_and_not_sent(smtp_sink):
    message = send_code(make.create_subject(), message_class="marketing")
    assert message.status == "refused"
    assert OutgoingMessage.objects.get().reasons == message.reasons
    assert smtp_sink.received == []


def test_a_promotion_in_a_service_mail_is_judged_as_marketing(smtp_sink):
    message = send_code(make.create_subject(), contains_promotion=True)
    assert message.status == "refused"
    assert "PROMOTION_IN_SERVICE_MESSAGE" in message.reasons


# --- what can go wrong on the way -----------------------------------------------------------------
@pytest.mark.parametrize(
    ("answer", "code"), [("550 5.1.1 asa has moved", "SMTP_550"), ("451 4.3.0 later", "SMTP_451")]
)
def test_a_refused_recipient_is_a_failed_message_with_the_answers_code(smtp_sink, answer, code):
    person = make.create_subject(email="asa@example.se")
    smtp_sink.refuse["asa@example.se"] = answer
    assert send_code(person).status == "failed"
    assert OutgoingMessage.objects.get().reasons == ["SERVICE_MESSAGE", code]


def test_a_relay_that_is_down_is_a_failed_message(smtp_sink, settings):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        settings.EMAIL_PORT = taken.getsockname()[1]
        message = send_code(make.create_subject())
    assert (message.status, message.reasons[-1]) == ("failed", "NO_CONNECTION")


def test_a_relay_that_says_nothing_holds_nobody_longer_than_the_timeout(smtp_sink, settings):
    settings.EMAIL_TIMEOUT = 0.2
    with socket.create_server(("127.0.0.1", 0)) as silent:
        settings.EMAIL_PORT = silent.getsockname()[1]
        assert send_code(make.create_subject()).reasons[-1] == "NO_CONNECTION"


@pytest.mark.parametrize(
    "to",
    [
        "asa@example.se\r\nBcc: all@example.se",
        "asa@example.se, bo@example.se",
        "Åsa <asa@example.se>",
        "asa@example.se\n",
        "",
        "@example.se",
    ],
)
def test_what_is_not_one_address_gets_no_mail(smtp_sink, to):
    message = send_code(make.create_subject(), to=to)
    assert (message.status, message.reasons) == ("failed", ["BAD_ADDRESS"])
    assert smtp_sink.received == []


def test_no_name_adds_a_header_or_markup(smtp_sink):
    evil = 'Bo\r\nBcc: all@example.se\r\n\r\n<script>x</script>"'
    controller = make.create_controller("evil", name=evil)
    send_code(
        make.create_subject(controller), event="login_unknown", context={"link": "https://a.example.se"}
    )
    mail = smtp_sink.received[0].message
    assert mail["Bcc"] is None
    assert smtp_sink.received[0].recipients == (mail["To"],)
    assert "<script>" not in mail.get_body(("html",)).get_content()
    assert "<script>" in mail.get_body(("plain",)).get_content()


def test_a_mail_leaves_when_the_deed_is_done_and_never_when_it_is_undone(smtp_sink):
    person = make.create_subject()

    class Undone(Exception):
        pass

    def deed(*, undone):
        with transaction.atomic():
            assert send_code(person).status == "queued"
            assert smtp_sink.received == []
            if undone:
                raise Undone

    with pytest.raises(Undone):
        deed(undone=True)
    assert not OutgoingMessage.objects.exists()
    assert smtp_sink.received == []
    deed(undone=False)
    assert OutgoingMessage.objects.get().status == "sent"
    assert len(smtp_sink.received) == 1


def test_somebody_erased_meanwhile_gets_no_mail_and_leaves_no_record(smtp_sink):
    person = make.create_subject(email="asa@example.se")
    person.identities.all().delete()
    person.sources.all().delete()
    type(person).objects.filter(pk=person.pk).delete()
    message = send_code(person, to="asa@example.se")
    assert (message.status, message.reasons) == ("refused", ["HOLDER_ERASED"])
    assert not OutgoingMessage.objects.exists()
    assert smtp_sink.received == []


def test_somebody_being_erased_this_moment_gets_no_mail(smtp_sink):
    person = make.create_subject(email="asa@example.se")
    locked, sent = threading.Event(), []

    def erase():
        try:
            with transaction.atomic():
                DataSubject.objects.select_for_update().get(pk=person.pk)
                locked.set()
                person.identities.all().delete()
                person.sources.all().delete()
                DataSubject.objects.filter(pk=person.pk).delete()
                time.sleep(0.5)  # the mail below is asked for now, and has to wait for us
        finally:
            connection.close()

    purge = threading.Thread(target=erase)
    purge.start()
    assert locked.wait(10)
    sent.append(send_code(person, to="asa@example.se"))
    purge.join(10)
    assert sent[0].reasons == ["HOLDER_ERASED"]
    assert smtp_sink.received == []


def test_a_relay_that_hangs_up_is_called_again_for_the_next_mail(smtp_sink):
    first, second = (make.create_subject(email=f"{name}@example.se") for name in ("asa", "bo"))
    smtp_sink.refuse["asa@example.se"] = "421 4.7.0 Closing"
    with one_connection():
        assert send_code(first).status == "failed"
        assert send_code(second).status == "sent"


# --- what is kept ---------------------------------------------------------------------------------
def test_the_words_are_kept_without_what_opens_something(smtp_sink):
    send_code(make.create_subject())
    kept = OutgoingMessage.objects.get()
    assert "4711" in smtp_sink.received[0].message.get_body(("plain",)).get_content()
    assert kept.title == "Din kod för att logga in"
    assert "koden" in kept.body
    assert "4711" not in kept.body


def test_nothing_of_what_was_said_to_a_stranger_is_kept(smtp_sink):
    assert send_code(None, to="vem@example.se").status == "sent"
    kept = OutgoingMessage.objects.get()
    assert (kept.title, kept.body, kept.subject_id, kept.controller_id) == ("", "", None, None)
    assert "vem@example.se" not in str(OutgoingMessage.objects.values().get())


def test_no_log_line_names_the_person(smtp_sink, caplog):
    caplog.set_level(logging.DEBUG)
    logging.getLogger("mail.log").propagate = False
    person = make.create_subject(email="hemlig@example.se", name="Hemliga Hanna")
    smtp_sink.refuse["hemlig@example.se"] = "550 5.1.1 hemlig@example.se is gone"
    send_code(person)
    assert "SMTP_550" in caplog.text
    assert "hemlig" not in caplog.text.lower()
