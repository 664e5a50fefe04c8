"""A question to the person: whether it stops the clock, and which day it closes the case, is one truth."""

from __future__ import annotations

import pytest
from django.core import mail
from django.db import transaction

from law.calendar import midnight_after
from law.rights import Right
from myprofile.requests.page import waiting_question
from requests_dsr.clocks import clock_of, closes_on, question_to_answer
from requests_dsr.explaining import answer_in_words, question_in_words
from requests_dsr.models import Channel, DataSubjectRequest
from requests_dsr.services.asking.answering import note_answer
from requests_dsr.services.asking.questions import ask_clarification, ask_identity, may_ask
from requests_dsr.services.moving.transitions import ForbiddenMove, move
from requests_dsr.states import State
from tests.requests_dsr.cases import NOW, TODAY, asking, days, decided

CLOSES_ON = TODAY + days(60)
"""Sixty days after a question of today."""


@pytest.fixture(autouse=True)
def _mail_leaves_at_once(monkeypatch):
    monkeypatch.setattr(transaction, "on_commit", lambda do, **_: do())


def asked(anna, handler, *, after):
    """Let a request come some days before today, and let it be asked today who it is from."""
    request = asking(anna, Right.ACCESS, at=NOW - days(after), channel=Channel.PHONE, identity="")
    return ask_identity(request=request, doubt="Ny adress.", at=NOW, **handler)


def test_a_question_asked_in_time_stops_the_clock_and_everybody_says_so(anna, handler):
    request = asked(anna, handler, after=7)
    assert "står still" in question_in_words(clock_of(request))
    assert "Tiden för vårt svar står still tills du har svarat." in mail.outbox[-1].body
    assert request.due_on is None


def test_a_question_asked_later_than_seven_days_stops_nothing_and_nobody_says_so(anna, handler):
    request = asked(anna, handler, after=8)
    said = question_in_words(clock_of(request))
    assert "klockan går vidare" in said
    assert "senare än sju dagar" in said
    assert "står still" not in mail.outbox[-1].body
    assert "går vidare medan vi väntar, till och med 17 december 2026" in mail.outbox[-1].body


@pytest.mark.parametrize("after", [0, 7, 8, 18])
def test_it_closes_sixty_days_after_the_question_and_letter_and_guard_say_one_day(anna, handler, dpo, after):
    request = asked(anna, handler, after=after)
    assert closes_on(request) == CLOSES_ON
    assert "Har vi inte hört något den 24 januari 2027 avslutar vi ärendet." in mail.outbox[-1].body
    close = {"request": request, "to": State.CLOSED_UNVERIFIED, **dpo}
    with pytest.raises(ForbiddenMove, match="60 dagar"):
        move(at=midnight_after(CLOSES_ON - days(1)) - days(1) / 24, **close)
    assert move(at=midnight_after(CLOSES_ON - days(1)), **close).state == State.CLOSED_UNVERIFIED


def test_a_question_of_what_is_meant_closes_nothing(anna):
    request = asking(anna)
    ask_clarification(request=request, question="Vilken tid?", large_volume=True, at=NOW)
    request.refresh_from_db()
    assert closes_on(request) is None
    assert "avslutar vi ärendet" not in mail.outbox[-1].body


def test_a_letter_that_is_late_already_says_so_and_promises_nothing(anna, handler):
    asked(anna, handler, after=40)
    assert "Vi skulle ha svarat senast 16 november 2026 och är alltså sena." in mail.outbox[-1].body


def test_an_answer_starts_only_a_clock_that_stood_and_its_words_are_kept(anna, handler):
    request = asking(anna, words="Allt.")
    small = ask_clarification(request=request, question="Vilken tid?", large_volume=False, at=NOW)
    before = clock_of(request)
    note_answer(question=small, words="Bara i år.", answered_at=NOW + days(1), at=NOW + days(2), **handler)
    request.refresh_from_db()
    assert "har gått hela tiden" in answer_in_words(before, clock_of(request))
    assert request.file.words == "Allt.\n\nBara i år."
    small.refresh_from_db()
    assert small.answered_at == NOW + days(1)


def test_an_answer_to_a_large_volume_lets_the_clock_go_again(anna, handler):
    request = asking(anna)
    large = ask_clarification(request=request, question="Vilken tid?", large_volume=True, at=NOW)
    before = clock_of(request)
    note_answer(question=large, words="", answered_at=NOW + days(1), at=NOW + days(2), **handler)
    request.refresh_from_db()
    assert answer_in_words(before, clock_of(request)) == "Svaret är noterat, och klockan går igen."


def test_a_question_that_waited_when_the_answer_was_given_waits_no_longer_once_it_is_opened_again(
    anna, handler, dpo
):
    request = move(request=asking(anna), to=State.IN_PROGRESS, at=NOW, **handler)
    ask_clarification(request=request, question="Vilka?", large_volume=True, at=NOW, **handler)
    request = decided(request, handler, dpo)
    request = move(request=request, to=State.REOPENED, comment="Fel", at=NOW + days(3), **dpo)
    assert (waiting_question(request), question_to_answer(request)) == (None, None)
    asked = ask_clarification(request=request, question="Vad saknas?", large_volume=True, at=NOW + days(3))
    assert not may_ask(request)
    assert waiting_question(DataSubjectRequest.objects.get(pk=request.pk)) == asked
