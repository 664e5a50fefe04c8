"""Whom the morning tells something: only those it still concerns, and again where no mail has left."""

from __future__ import annotations

from datetime import date

import pytest
from django.core import mail
from django.db import transaction

from ledger.actor import SUBJECT
from requests_dsr.clockwork import every_morning, nudging
from requests_dsr.models import DataSubjectRequest, Letter, RequestEvent
from requests_dsr.services.asking.questions import ask_clarification, ask_identity
from requests_dsr.services.moving.transitions import move
from requests_dsr.states import State
from tests.factories import noon
from tests.requests_dsr.cases import NOW, TODAY, asking, days

DUE = date(2026, 12, 28)


@pytest.fixture(autouse=True)
def _mail_leaves_at_once(monkeypatch):
    monkeypatch.setattr(transaction, "on_commit", lambda do, **_: do())


@pytest.fixture
def relay(settings):
    """Give what takes the mail down, and up again."""
    up = settings.EMAIL_BACKEND
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1

    def stands(*, up_again: bool) -> None:
        settings.EMAIL_BACKEND = up if up_again else "django.core.mail.backends.smtp.EmailBackend"

    return stands


def warned_on(on: date) -> int:
    mail.outbox.clear()
    assert every_morning(at=noon(on)).failed == []
    return len([one for one in mail.outbox if "personal" in one.to[0]])


def test_a_warning_that_reached_nobody_is_given_the_next_morning_and_once(anna, handler, dpo, relay):
    asking(anna)
    relay(up_again=False)
    assert warned_on(DUE - days(7)) == 0
    assert not RequestEvent.objects.filter(code="WARNED").exists()
    relay(up_again=True)
    assert [warned_on(DUE - days(number)) for number in (6, 5, 3)] == [2, 0, 0]
    assert RequestEvent.objects.filter(code="WARNED").count() == 1
    assert warned_on(DUE - days(2)) == 2


def test_nobody_is_reminded_of_what_they_took_back_while_the_morning_ran(anna, handler, monkeypatch):
    request = ask_identity(request=asking(anna), doubt="Ny adress", at=NOW, **handler)
    at = noon(TODAY + days(14))
    remind = nudging._nudge

    def taken_back(pk: int, *, at) -> bool:
        stale = DataSubjectRequest.objects.get(pk=pk)
        move(request=stale, to=State.WITHDRAWN, by=SUBJECT, at=at)
        return remind(pk, at=at)

    monkeypatch.setattr(nudging, "_nudge", taken_back)
    assert nudging.nudge(request.controller, at=at) == 0
    assert not Letter.objects.filter(event="request_nudge").exists()


@pytest.mark.parametrize("kind", ["identity", "clarification"])
def test_the_dpo_is_told_every_day_of_what_nobody_has_answered_in_sixty_days(anna, handler, dpo, kind):
    if kind == "identity":
        ask_identity(request=asking(anna, identity=""), doubt="Ny adress", at=NOW, **handler)
    else:
        request = move(request=asking(anna), to=State.IN_PROGRESS, at=NOW, **handler)
        ask_clarification(request=request, question="Vilka?", large_volume=True, at=NOW, **handler)
    assert [warned_on(TODAY + days(number)) for number in (15, 59, 60, 61)] == [0, 0, 1, 1]
    told = mail.outbox[-1]
    assert (told.to, told.subject) == ([dpo["user"].email], "1 begäran väntar på personen sedan länge")
    assert "i 60 dagar eller mer" in told.body
    assert RequestEvent.objects.filter(code="SILENT").count() == 2
    assert not RequestEvent.objects.filter(code="OVERDUE").exists()
