"""What was written to one person is not another's to read when the request turns out to be theirs (15(4))."""

from __future__ import annotations

import json

import pytest
from django.db import transaction
from django.urls import reverse

from consents.models import OutgoingMessage
from law.rights import Right
from ledger.actor import SUBJECT
from requests_dsr.clockwork.finishing import send_letters_again
from requests_dsr.models import Channel, IdentityCheck, Letter
from requests_dsr.package.content import put_together
from requests_dsr.services.asking.questions import ask_clarification, establish_identity
from requests_dsr.services.receiving.matching import add_words, match_request
from requests_dsr.services.receiving.opening import without_words
from requests_dsr.whose import letters_of_the_person
from subjects.models import DataSubject
from tests import factories as make
from tests.requests_dsr.cases import NOW, TODAY, asking, days

SECRET = "Gäller det ärendet om din sjukskrivning?"


@pytest.fixture(autouse=True)
def mail_leaves_at_once(monkeypatch):
    monkeypatch.setattr(transaction, "on_commit", lambda do, **_: do())


@pytest.fixture
def eva(company):
    subject = make.create_subject(company, name="Eva Lundqvist", email="eva@example.se")
    DataSubject.objects.filter(pk=subject.pk).update(created_at=NOW - days(900))
    subject.identities.update(added_at=NOW - days(900))
    subject.refresh_from_db()
    return subject


@pytest.fixture
def moved(anna, eva, handler):
    """A request that was taken for Anna's, with a question to her, and is Eva's."""
    request = asking(
        anna, channel=Channel.PHONE, identity="call_back", email="", postal_address="Storgatan 1"
    )
    ask_clarification(request=request, question=SECRET, large_volume=True, at=NOW, **handler)
    add_words(request=request, words="Jag är sjukskriven av doktor Ask.", by=SUBJECT, at=NOW)
    request = match_request(request=request, subject=eva, at=NOW + days(1), **handler)
    return establish_identity(request=request, method="call_back", at=NOW + days(1), **handler)


def copy_of(subject):
    content = put_together(subject, kind="access", as_of=TODAY + days(1), at=NOW + days(1))
    return json.dumps(
        {one.name: list(one.rows) for one in content.part.tables}, ensure_ascii=False, default=str
    )


@pytest.mark.parametrize("said", ["Anna", "anna@example.se", "sjukskriv"])
def test_the_copy_of_the_second_has_nothing_that_was_said_to_the_first(moved, eva, said):
    make.create_inquiry(eva, received_on=TODAY)
    assert said not in copy_of(eva)


def test_the_copy_of_the_first_still_has_it(moved, anna):
    make.create_inquiry(anna, received_on=TODAY)
    assert SECRET in copy_of(anna)


def test_neither_page_nor_print_of_the_second_shows_it(moved, eva, client):
    client.force_login(make.create_user_for(eva))
    where = [moved.controller.slug, moved.ref]
    page = client.get(reverse("my_request", args=where))
    assert page.status_code == 200
    said = page.content.decode()
    assert "sjukskriv" not in said
    assert "Vi frågade dig något" not in said
    for letter in Letter.objects.filter(whose=_ref("Anna Ek")):
        assert client.get(reverse("print_letter", args=[*where, letter.ref])).status_code == 404


def _ref(name):
    return DataSubject.objects.get(full_name=name).ref


def test_what_is_written_after_it_is_the_seconds(moved, handler):
    ask_clarification(request=moved, question="Vilket år?", large_volume=False, at=NOW + days(1), **handler)
    letter = letters_of_the_person(moved).get(event="request_clarification")
    assert (letter.addressee_email, "Vilket år?" in letter.body) == ("eva@example.se", True)
    assert "sjukskriv" not in letter.body


def test_a_question_that_the_second_was_never_asked_stops_no_clock(moved):
    assert not IdentityCheck.objects.filter(answered_at=None).exists()
    assert moved.due_on is not None


def test_a_letter_to_whoever_asks_follows_to_the_person_who_asked(company, anna, eva, handler):
    """Linked to the wrong one before anybody was identified: the receipt went to Eva all the time."""
    request = asking(anna, channel=Channel.MAIL, identity="", email="eva@example.se")
    request = match_request(request=request, subject=eva, at=NOW, **handler)
    request = establish_identity(request=request, method="call_back", at=NOW, **handler)
    assert letters_of_the_person(request).filter(event="request_received").exists()
    assert not copy_of(anna).count("eva@example.se")


def test_a_letter_that_never_left_is_logged_with_whom_it_was_written_to(anna, eva, handler):
    request = asking(anna, channel=Channel.PHONE, identity="call_back", email="")
    Letter.objects.update(status="failed")
    request = match_request(request=request, subject=eva, at=NOW, **handler)
    send_letters_again(request.controller, at=NOW + days(1))
    again = OutgoingMessage.objects.get(event="request_again")
    assert again.subject == anna


@pytest.mark.parametrize(
    ("words", "added", "left"),
    [
        ("a\n\nb", "b", "a"),
        ("a\n\nb\n\nc", "b", "a\n\nc"),
        ("b", "b", ""),
        ("ab", "b", "ab"),
        ("a\n\nb\nc\n\nd", "b\nc", "a\n\nd"),
    ],
)
def test_words_are_taken_out_as_they_were_put_in(words, added, left):
    assert without_words(words, added) == left


def test_what_nobody_has_shown_to_be_the_persons_is_in_no_list_of_theirs(anna):
    request = asking(anna, Right.ACCESS, channel=Channel.MAIL, identity="", email="okand@example.se")
    assert not letters_of_the_person(request).exists()
