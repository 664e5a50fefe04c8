"""An answer is given when it has left: until then it is warned of, told to the DPO, and a finding."""

from __future__ import annotations

from datetime import date

import pytest
from django.core import mail as outbox
from django.db import transaction

from consents.models import OutgoingMessage
from law.rights import Right
from register.models import Finding
from requests_dsr.clocks import clock_of
from requests_dsr.clockwork import every_morning
from requests_dsr.letters import deliver_again, mark_posted
from requests_dsr.models import Channel, DataSubjectRequest, Letter
from requests_dsr.pauses import pause_ends_on, pauses_of
from requests_dsr.services.moving.transitions import move
from requests_dsr.services.reaching.bouncing import record_returned_mail
from requests_dsr.states import State
from requests_dsr.untold import answered_on, is_untold
from requests_dsr.waiting import answers_on_their_way
from subjects.models import DataSubject
from tests import factories as make
from tests.factories import noon
from tests.mailintake.making import create_mail
from tests.requests_dsr.cases import NOW, TODAY, asking, days, decided

DUE = date(2026, 12, 28)


@pytest.fixture(autouse=True)
def _mail_leaves_at_once(monkeypatch):
    monkeypatch.setattr(transaction, "on_commit", lambda do, **_: do())


def on_paper(subject, right=Right.ACCESS) -> DataSubjectRequest:
    where = {"postal_address": "Storgatan 1", "by_post": True, "channel": Channel.LETTER}
    return asking(subject, right, identity="call_back", **where)


def answer_of(request) -> Letter:
    return request.letters.get(event="request_answered")


def morning(on: date) -> list[tuple[str, str]]:
    """Let one morning pass; give what the staff were mailed."""
    outbox.outbox.clear()
    assert every_morning(at=noon(on)).failed == []
    return [(one.to[0], one.subject) for one in outbox.outbox if "personal" in one.to[0]]


def findings() -> set[tuple[str, str]]:
    return set(Finding.objects.filter(closed_at=None).values_list("code", "where"))


def report_of(message: OutgoingMessage) -> bytes:
    lines = f"""From: MAILER-DAEMON@example.se
To: dataskydd@example.se
Subject: Undelivered
Message-ID: <report-{message.pk}@example.se>
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="B"

--B
Content-Type: message/delivery-status

Final-Recipient: rfc822; anna@example.se
Action: failed
Status: 5.1.1

--B
Content-Type: text/rfc822-headers

Message-ID: <{message.message_id}>

--B--
"""
    return lines.replace("\n", "\r\n").encode()


def comes_back(letter: Letter, at=NOW) -> None:
    letter.refresh_from_db()
    record_returned_mail(report_of(OutgoingMessage.objects.get(message_id=letter.message_id)), at=at)
    letter.refresh_from_db()


# --- decided, and not told ----------------------------------------
def test_an_answer_that_nobody_posts_is_warned_of_and_told_to_the_dpo_until_it_is_posted(anna, handler, dpo):
    make.create_inquiry(anna, received_on=TODAY)
    request = decided(on_paper(anna), handler, dpo, at=NOW + days(1))
    assert (request.due_on, is_untold(request), answered_on(request)) == (DUE, True, None)
    assert len(morning(DUE - days(7))) == 2
    assert "Beslutad, men svaret har inte lämnat oss" in outbox.outbox[-1].body
    assert morning(DUE - days(6)) == []
    for late in (1, 2, 9):
        assert morning(DUE + days(late)) == [(dpo["user"].email, "1 begäran är inte besvarad i tid")]
        assert "Beslutad, men svaret har inte lämnat oss" in outbox.outbox[-1].body
    mark_posted(letter=answer_of(request), at=noon(DUE + days(9)))
    assert (morning(DUE + days(10)), findings()) == ([], set())
    assert (is_untold(request), answered_on(request)) == (False, DUE + days(9))


def test_an_answer_that_no_mail_server_takes_is_a_finding_after_three_days(anna, handler, dpo, settings):
    make.create_inquiry(anna, received_on=TODAY)
    backend, settings.EMAIL_BACKEND = settings.EMAIL_BACKEND, "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
    request = decided(asking(anna), handler, dpo)
    for after, found in ((1, set()), (3, set()), (4, {("F-UNTOLD", f"letter:{request.ref}")})):
        morning(TODAY + days(after))
        assert (answer_of(request).status, findings()) == ("failed", found), after
    settings.EMAIL_BACKEND = backend
    deliver_again(letter=answer_of(request), at=NOW + days(4))
    assert (answer_of(request).status, findings()) == ("sent", set())


def test_an_answer_before_the_request_was_reopened_answers_it_no_more(anna, handler, dpo):
    make.create_inquiry(anna, received_on=TODAY)
    request = decided(on_paper(anna), handler, dpo)
    request = move(request=request, to=State.REOPENED, at=NOW + days(2), comment="Mer finns", **dpo)
    assert (is_untold(request), answered_on(request)) == (False, None)
    request = move(request=request, to=State.WITHDRAWN, at=NOW + days(3), comment="Ringde", **dpo)
    assert (is_untold(request), answered_on(request)) == (False, TODAY + days(3))


# --- a mail that comes back ----------------------------------------
def test_a_returned_answer_is_not_given(anna, handler, dpo):
    make.create_inquiry(anna, received_on=TODAY)
    request = decided(asking(anna), handler, dpo)
    letter = answer_of(request)
    mail = report_of(OutgoingMessage.objects.get(message_id=letter.message_id))
    assert create_mail(anna.controller, mail, at=NOW).machine == "BOUNCE"
    letter.refresh_from_db()
    assert (letter.status, letter.sent_at, is_untold(request)) == ("bounced", None, True)
    assert list(answers_on_their_way(request)) == [letter]
    assert findings() == {("F-CAMEBACK", f"letter:{request.ref}")}
    assert request.events.filter(code="LETTER_RETURNED", role="worker").count() == 1
    assert len(morning(DUE + days(1))) == 1


def test_a_mail_that_comes_back_twice_is_noted_once_and_never_sent_again_by_itself(anna, handler, dpo):
    make.create_inquiry(anna, received_on=TODAY)
    request = decided(asking(anna), handler, dpo)
    letter = answer_of(request)
    comes_back(letter)
    comes_back(letter)
    morning(TODAY + days(9))
    letter.refresh_from_db()
    assert (letter.status, letter.attempts) == ("bounced", 1)
    assert findings() == {("F-CAMEBACK", f"letter:{request.ref}")}
    assert request.events.filter(code="LETTER_RETURNED").count() == 1


def test_a_returned_letter_is_printed_and_posted_and_then_its_finding_is_gone(anna, handler, dpo):
    make.create_inquiry(anna, received_on=TODAY)
    request = decided(asking(anna), handler, dpo)
    comes_back(answer_of(request))
    mark_posted(letter=answer_of(request), at=NOW + days(1))
    assert (answer_of(request).status, findings(), is_untold(request)) == ("posted", set(), False)


def test_a_mail_that_was_sent_again_is_known_when_it_comes_back(anna, handler, dpo):
    make.create_inquiry(anna, received_on=TODAY)
    request = decided(asking(anna), handler, dpo)
    Letter.objects.filter(event="request_answered").update(status="failed", sent_at=None)
    first = answer_of(request).message_id
    deliver_again(letter=answer_of(request), at=NOW + days(1))
    assert answer_of(request).message_id not in ("", first)
    comes_back(answer_of(request))
    assert answer_of(request).status == "bounced"


def test_a_returned_receipt_is_told_while_the_request_is_open(anna, handler, dpo):
    make.create_inquiry(anna, received_on=TODAY)
    request = asking(anna)
    comes_back(request.letters.get(event="request_received"))
    morning(TODAY + days(1))
    assert findings() == {("F-CAMEBACK", f"letter:{request.ref}")}
    decided(request, handler, dpo, at=NOW + days(2))
    assert findings() == set()


def test_an_extension_whose_mail_came_back_gives_no_time(anna, handler, dpo):
    request = move(request=asking(anna), to=State.IN_PROGRESS, at=NOW, **handler)
    request = move(request=request, to=State.EXTENDED, at=NOW, extension_reasons=("complexity",), **dpo)
    request.refresh_from_db()
    assert request.due_on > DUE
    comes_back(request.letters.get(event="request_extended"))
    request.refresh_from_db()
    assert (request.due_on, clock_of(request).effective.due_on) == (DUE, DUE)


def test_a_pause_whose_end_came_back_stands_until_the_letter_is_posted(anna, handler, dpo):
    refused = {"granted": False, "why": "Vi ser inget skäl."}
    request = decided(asking(anna, Right.RESTRICTION), handler, dpo, State.REFUSED, **refused)
    assert pause_ends_on(request, NOW, by_post=False) == TODAY + days(2)
    assert not pauses_of(request).exists()
    comes_back(answer_of(request))
    assert pauses_of(request).exists()
    every_morning(at=NOW + days(3))
    assert pauses_of(request).exists()
    mark_posted(letter=answer_of(request), at=NOW + days(4))
    assert not pauses_of(request).exists()
    assert pause_ends_on(request, NOW + days(4), by_post=False) == TODAY + days(5)


# --- an erasure that waits ----------------------------------------
def test_a_granted_erasure_that_waits_for_a_letter_is_a_finding_and_told_to_the_dpo(anna, handler, dpo):
    make.create_inquiry(anna, received_on=TODAY)
    request = decided(on_paper(anna, Right.ERASURE), handler, dpo)
    assert (morning(TODAY + days(7)), DataSubject.objects.filter(pk=anna.pk).exists()) == ([], True)
    told = [(dpo["user"].email, "1 beviljad radering är inte gjord")]
    for after in (8, 9, 10):
        assert morning(TODAY + days(after)) == told
    assert ("F-UNERASED", f"erasure:{request.ref}") in findings()
    mark_posted(letter=answer_of(request), at=NOW + days(10))
    assert morning(TODAY + days(11)) == []
    assert (DataSubject.objects.filter(pk=anna.pk).exists(), findings()) == (False, set())


def test_an_erasure_that_another_requests_letter_holds_is_told_too(anna, handler, dpo):
    make.create_inquiry(anna, received_on=TODAY)
    other = move(request=on_paper(anna), to=State.WITHDRAWN, at=NOW, comment="Ringde", **handler)
    assert other.letters.get(event="request_withdrawn").status == "to_print"
    decided(asking(anna, Right.ERASURE), handler, dpo)
    assert morning(TODAY + days(8)) == [(dpo["user"].email, "1 beviljad radering är inte gjord")]
    assert "inte lämnat oss" not in outbox.outbox[-1].body
