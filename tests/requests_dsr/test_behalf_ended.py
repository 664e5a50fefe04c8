"""Somebody else was noted as asking by mistake: the person asks, and sees nothing that went to the other."""

from __future__ import annotations

import pytest
from django.db import transaction

from ledger.models import LedgerEntry
from requests_dsr.letters.address import addressee_of
from requests_dsr.models import Channel, Letter
from requests_dsr.services.asking.questions import ask_clarification, ask_identity, establish_identity
from requests_dsr.services.moving.transitions import ForbiddenMove
from requests_dsr.services.receiving.matching import match_request
from requests_dsr.services.receiving.on_behalf import Asker, ask_for_another, end_asking_for_another
from requests_dsr.whose import events_of_the_person, letters_of_the_person, questions_of_the_person
from tests import factories as make
from tests.requests_dsr.cases import NOW, asking, proposed
from tests.requests_dsr.test_on_behalf import DAUGHTER, called

DOUBT = "Kunden Anna Ek har kundnummer 1234. Är det du?"


@pytest.fixture(autouse=True)
def _mail_leaves_at_once(monkeypatch):
    monkeypatch.setattr(transaction, "on_commit", lambda do, **_: do())


@pytest.fixture
def mistaken(anna, handler):
    """A request of Anna's that was noted as her daughter's for her, with a letter to the daughter."""
    request = asking(anna, channel=Channel.PHONE, identity="call_back", email="anna@example.se")
    who = Asker(**DAUGHTER)
    request = ask_for_another(request=request, method="power_of_attorney", who=who, at=NOW, **handler)
    ask_clarification(request=request, question="Vilket år?", large_volume=True, at=NOW, **handler)
    return request


def ended(request, handler, why="Fullmakten gällde en annan."):
    return end_asking_for_another(request=request, why=why, at=NOW, **handler)


def test_the_person_asks_again_and_is_identified_anew(mistaken, handler):
    request = ended(mistaken, handler)
    assert (request.identity_method, request.file.on_behalf, request.file.about_name) == ("", "", "")
    to = addressee_of(request, at=NOW)
    assert (to.email, to.whose) == ("anna@example.se", request.subject.ref)
    assert establish_identity(request=request, method="call_back", at=NOW, **handler).identity_method


def test_what_went_to_the_other_is_shown_to_staff_and_not_to_the_person(mistaken, handler):
    request = establish_identity(request=ended(mistaken, handler), method="call_back", at=NOW, **handler)
    to_her = request.letters.get(event="request_clarification")
    assert (to_her.addressee_email, to_her.whose) == ("dotter@example.se", request.ref)
    assert not letters_of_the_person(request).filter(addressee_email="dotter@example.se").exists()
    assert letters_of_the_person(request).filter(event="request_received").exists()
    assert not questions_of_the_person(request).exists()


def test_file_and_ledger_say_who_was_noted_and_why_it_was_wrong(mistaken, handler):
    request = ended(mistaken, handler)
    event = request.events.get(code="BEHALF_ENDED")
    for said in ("Dotter Ek", "dotter@example.se", "Fullmakten gällde en annan."):
        assert said in event.comment
    assert event not in events_of_the_person(request)
    assert LedgerEntry.objects.get(action="request.on_behalf_ended").counts == {"letters": 1}


def test_a_question_to_the_other_stops_the_clock_no_longer(mistaken, handler):
    mistaken.refresh_from_db()
    assert mistaken.due_on is None
    assert ended(mistaken, handler).due_on is not None


def test_a_proposal_made_for_the_other_is_made_anew(mistaken, handler, dpo):
    mistaken.questions.update(answered_at=NOW)
    request = proposed(mistaken, handler, delivered="profile")
    with pytest.raises(ForbiddenMove, match="Ett förslag granskas"):
        ended(request, handler)


def test_it_is_taken_back_with_a_reason_and_only_where_it_was_noted(anna, mistaken, handler):
    with pytest.raises(ForbiddenMove, match="hur det blev fel"):
        ended(mistaken, handler, why=" ")
    with pytest.raises(ForbiddenMove, match="Ingen annan är antecknad"):
        ended(asking(anna, channel=Channel.PHONE, words="Eget."), handler)


def test_what_was_asked_on_behalf_from_the_beginning_is_taken_back_too(anna, handler):
    request = ended(called(anna, identity="power_of_attorney", **DAUGHTER), handler)
    assert set(request.letters.values_list("whose", flat=True)) == {request.ref}


def test_what_went_to_an_attorney_of_the_first_is_not_shown_to_the_second(anna, mistaken, handler):
    eva = make.create_subject(anna.controller, name="Eva Al", email="eva@example.se")
    request = match_request(request=mistaken, subject=eva, at=NOW, **handler)
    request = establish_identity(request=request, method="call_back", at=NOW, **handler)
    assert not letters_of_the_person(request).filter(event="request_clarification").exists()


def test_a_doubt_that_went_to_an_unknown_address_is_not_shown_to_whoever_is_linked_next(anna, handler):
    eva = make.create_subject(anna.controller, name="Eva Al", email="eva@example.se")
    request = asking(anna, channel=Channel.MAIL, identity="", email="okand@example.se")
    request = ask_identity(request=request, doubt=DOUBT, at=NOW, **handler)
    asked = request.letters.get(event="request_identity")
    assert asked.addressee_email == "okand@example.se"
    request = match_request(request=request, subject=eva, at=NOW, **handler)
    request = establish_identity(request=request, method="call_back", at=NOW, **handler)
    shown = [letter.body for letter in letters_of_the_person(request)]
    shown += [event.comment for event in events_of_the_person(request)]
    shown += [question.question for question in questions_of_the_person(request)]
    assert not [text for text in shown if "1234" in text]
    assert letters_of_the_person(request).filter(event="request_received").exists()
    assert Letter.objects.get(pk=asked.pk).whose == request.ref
