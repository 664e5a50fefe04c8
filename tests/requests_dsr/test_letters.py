"""Every letter names IMY, every refusal the court; each is kept word for word, in the person's language."""

from __future__ import annotations

import re
from datetime import date

import pytest
from django.core import mail
from django.db import transaction

from law.rights import Right
from ledger.actor import SUBJECT
from register.wording.when import day_in_words
from requests_dsr.clockwork.finishing import send_letters_again
from requests_dsr.exceptions import EXCEPTIONS
from requests_dsr.letters import deliver_again, mark_posted, write_letter
from requests_dsr.letters.context import REFUSALS
from requests_dsr.letters.versions import VERSIONS, digest_of
from requests_dsr.models import Channel, DataSubjectRequest, IdentityCheck, Letter, RequestFile
from requests_dsr.services.asking.questions import ask_identity
from requests_dsr.services.moving.transitions import move
from requests_dsr.services.receiving.opening import Asked, Requester, open_request
from requests_dsr.states import CLOSED, MOVES, State
from subjects.services.errors import NotPossible
from tests.requests_dsr.cases import NOW, TODAY, asking, days

IMY = ("Integritetsskyddsmyndigheten, IMY", "Box 8114", "104 20 Stockholm", "imy@imy.se", "www.imy.se")
NAMED = {
    "sv": f"din begäran (radering av dina uppgifter) från den {day_in_words(TODAY)}",
    "en": "your request (erasure of your data) of ",
}
COURT = {"sv": "domstol (artikel 79", "en": "court (Article 79"}
MORE = {
    "lifted_on": TODAY,
    "why": "Det är utrett.",
    "erased_at": NOW,
    "lines": ["Förfrågningar: raderat"],
    "backups_until": date(2026, 12, 30),
    "references_code": "ab-cd",
    "proof_link": "http://x.example/intyg",
}


@pytest.fixture(autouse=True)
def _mail_leaves_at_once(monkeypatch):
    monkeypatch.setattr(transaction, "on_commit", lambda do, **_: do())


def request_in(subject, state, right=Right.ERASURE, codes=()):
    closed = {"closed_at": NOW} if state in CLOSED else {}
    request = DataSubjectRequest.objects.create(
        controller=subject.controller, subject=subject, right=right, channel="phone", state=state,
        received_at=NOW, identity_method="session", exception_codes=list(codes), due_on=TODAY + days(30),
        target_on=TODAY + days(14), extension_reasons=["complexity"], **closed,
    )  # fmt: skip
    RequestFile.objects.create(request=request, requester_email="anna@example.se")
    IdentityCheck.objects.create(request=request, kind="identity", asked_at=NOW, question="Är det du?")
    return request


@pytest.mark.parametrize("language", ["sv", "en"])
@pytest.mark.parametrize("state", [State.FULFILLED, *sorted(REFUSALS)], ids=str)
@pytest.mark.parametrize("event", sorted(VERSIONS))
def test_every_letter_has_the_imy_block_and_every_refusal_the_court(anna, event, state, language):
    codes = list(EXCEPTIONS) if state in REFUSALS else []
    request = request_in(anna, state, codes=codes)
    request.file.language = language
    letter = write_letter(request=request, event=event, at=NOW, more=MORE)
    sent = mail.outbox[-1]
    html = str(sent.alternatives[0][0])
    for words in (letter.body, sent.body, re.sub("<[^>]+>", "", html).replace("\n", " ")):
        for part in IMY:
            assert part in words, part
        told = COURT[language] in words.replace("\n", " ")
        assert told is (state in REFUSALS or event == "request_extended")
    assert str(letter.request.ref) in letter.body
    assert NAMED[language] in letter.body, "two requests from one day are told apart by what they ask"


def test_the_letters_of_the_table_are_the_letters_there_are():
    named = {move.letter for move in MOVES if move.letter}
    others = {"request_certificate", "request_clarification", "request_nudge", "request_restriction_lifted"}
    others |= {"request_unmatched", "request_restriction_kept"}
    assert named | others == set(VERSIONS)


@pytest.mark.parametrize("event", sorted(VERSIONS))
def test_words_change_only_with_their_number(event):
    """When this fails: raise the number in requests_dsr/letters/versions.py and put the digest shown."""
    assert VERSIONS[event].digest == digest_of(event)


def test_every_letter_is_kept_word_for_word_with_its_version(anna):
    letter = write_letter(request=request_in(anna, State.RECEIVED), event="request_received", at=NOW)
    assert letter.title == "Vi har fått din begäran"
    assert "den 25 november 2026" in letter.body
    assert "senast 9 december 2026, och måste svara senast 25 december" in letter.body
    assert (letter.version, letter.language) == (VERSIONS["request_received"].number, "sv")
    letter.refresh_from_db()
    assert (letter.status, letter.sent_at) == ("sent", NOW)


def test_what_opens_something_is_in_the_mail_alone(anna):
    request = request_in(anna, State.FULFILLED)
    letter = write_letter(request=request, event="request_certificate", at=NOW, more=MORE)
    assert "ab-cd" in mail.outbox[-1].body
    assert "ab-cd" not in letter.body
    assert "x.example" not in letter.body


def test_a_letter_without_an_address_waits_to_be_printed(anna):
    anna.identities.filter(kind="email").delete()
    letter = write_letter(request=request_in(anna, State.RECEIVED), event="request_received", at=NOW)
    assert (letter.status, len(mail.outbox)) == ("to_print", 0)
    mark_posted(letter=letter, at=NOW)
    letter.refresh_from_db()
    assert (letter.status, letter.sent_at) == ("posted", NOW)
    with pytest.raises(NotPossible):
        mark_posted(letter=letter, at=NOW)


def test_an_answer_goes_to_a_known_address_and_not_to_one_that_came_along(anna):
    request = request_in(anna, State.FULFILLED)
    RequestFile.objects.filter(request=request).update(requester_email="tjuven@example.se")
    request.refresh_from_db()
    write_letter(request=request, event="request_answered", at=NOW)
    assert mail.outbox[-1].to == ["anna@example.se"]


def test_a_stranger_is_answered_where_they_wrote_from(company):
    open_request(
        controller=company,
        asked=Asked(right=Right.ACCESS),
        requester=Requester(name="Okänd", email="okand@example.se"),
        channel=Channel.WEB_FORM,
        received_at=NOW,
        by=SUBJECT,
        at=NOW,
    )
    assert mail.outbox[-1].to == ["okand@example.se"]


def test_a_letter_that_never_left_is_sent_again_in_its_own_words(anna, settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
    letter = write_letter(request=request_in(anna, State.RECEIVED), event="request_received", at=NOW)
    letter.refresh_from_db()
    assert (letter.status, letter.attempts) == ("failed", 1)
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    deliver_again(letter=letter, at=NOW)
    letter.refresh_from_db()
    assert (letter.status, letter.attempts) == ("sent", 2)
    assert mail.outbox[-1].subject == letter.title
    assert "Box 8114" in mail.outbox[-1].body


def test_a_letter_that_two_mornings_find_is_sent_by_one(anna):
    Letter.objects.filter(
        pk=write_letter(request=request_in(anna, State.RECEIVED), event="request_received", at=NOW).pk
    ).update(status="failed", sent_at=None)
    found = [Letter.objects.get(), Letter.objects.get()]
    mail.outbox.clear()
    assert [deliver_again(letter=one, at=NOW + days(1)) for one in found] == [True, False]
    assert len(mail.outbox) == 1


def test_a_letter_that_is_being_sent_or_has_left_is_not_sent_again(anna):
    letter = write_letter(request=request_in(anna, State.RECEIVED), event="request_received", at=NOW)
    mail.outbox.clear()
    Letter.objects.update(status="queued", tried_at=NOW + days(1))
    send_letters_again(anna.controller, at=NOW + days(1))
    Letter.objects.update(status="sent")
    letter.refresh_from_db()
    assert not deliver_again(letter=letter, at=NOW + days(2))
    assert mail.outbox == []


def test_after_twenty_tries_it_is_printed(anna):
    letter = write_letter(request=request_in(anna, State.RECEIVED), event="request_received", at=NOW)
    Letter.objects.filter(pk=letter.pk).update(attempts=20, status="failed")
    letter.refresh_from_db()
    deliver_again(letter=letter, at=NOW)
    letter.refresh_from_db()
    assert letter.status == "to_print"


HOSTILE = [
    "<script>alert(1)</script>",
    "Anna\r\nBcc: x@example.se",
    "{{ 7|add:1 }}",
    "\u202eeva",
    "=1+1",
    "%(x)s %s",
]


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_words_are_only_words(anna, handler, text):
    type(anna).objects.filter(pk=anna.pk).update(full_name=text)
    anna.refresh_from_db()
    request = asking(anna)
    ask_identity(request=request, doubt=text, at=NOW, **handler)
    sent = mail.outbox[-1]
    assert "<script" not in str(sent.alternatives[0][0])
    assert "Bcc" not in sent.message()
    assert text.replace("\r\n", "\n") in sent.body.replace("\r\n", "\n")


def test_each_move_that_has_a_letter_sends_it(anna, handler, dpo):
    request = asking(anna)
    request = ask_identity(request=request, doubt="Ny adress", at=NOW, **handler)
    move(request=request, to=State.WITHDRAWN, comment="Ringde", at=NOW, **handler)
    events = list(Letter.objects.values_list("event", flat=True))
    assert events == ["request_received", "request_identity", "request_withdrawn"]
