"""What was taken back, answered or closed before its letter left is told no more."""

import pytest
from django.core import mail

from law.rights import Right
from requests_dsr.clockwork import every_morning
from requests_dsr.models import DataSubjectRequest, Letter
from requests_dsr.services.asking.questions import ask_clarification, ask_identity, establish_identity
from requests_dsr.services.deciding.lifting import announce_lifting, take_back_lifting
from requests_dsr.services.moving.transitions import move
from requests_dsr.states import State
from requests_dsr.whose import letters_of_the_person
from tests.policies import make_live
from tests.requests_dsr.cases import NOW, POLICY, TODAY, anna, asking, days, decided, dpo, handler, media

__all__ = ["anna", "dpo", "handler", "media"]

pytestmark = pytest.mark.django_db(transaction=True)
NEXT_MORNING = NOW + days(1)


@pytest.fixture
def company(db):
    return make_live("winston", **POLICY)


@pytest.fixture
def relay(settings):
    """The relay, that `down` and `up` stop and start."""
    working = settings.EMAIL_BACKEND
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1

    class Relay:
        def down(self):
            settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"

        def up(self):
            settings.EMAIL_BACKEND = working

    return Relay()


def sent():
    return [one.subject for one in mail.outbox if one.to == ["anna@example.se"]]


def again(request):
    return DataSubjectRequest.objects.get(pk=request.pk)


@pytest.mark.parametrize("kept_left_at_once", [True, False])
def test_the_last_word_about_a_restriction_is_the_one_that_holds(
    anna, handler, dpo, relay, kept_left_at_once
):
    request = decided(asking(anna, Right.RESTRICTION), handler, dpo)
    relay.down()
    announce_lifting(request=request, lift_on=TODAY + days(9), why="Utrett", at=NOW, **dpo)
    if kept_left_at_once:
        relay.up()
    mail.outbox.clear()
    take_back_lifting(request=again(request), why="Du hade rätt", at=NOW, **dpo)
    relay.up()
    every_morning(at=NEXT_MORNING)
    assert sent() == [Letter.objects.get(event="request_restriction_kept").title]
    lifted = Letter.objects.get(event="request_restriction_lifted")
    assert lifted.status == "overtaken"
    assert lifted not in letters_of_the_person(again(request))


def test_no_question_leaves_after_the_request_is_closed(anna, handler, relay):
    request = move(request=asking(anna), to=State.IN_PROGRESS, at=NOW, **handler)
    relay.down()
    ask_clarification(request=request, question="Vilka?", large_volume=True, at=NOW, **handler)
    relay.up()
    move(request=again(request), to=State.WITHDRAWN, comment="Ringde", at=NOW, **handler)
    mail.outbox.clear()
    every_morning(at=NEXT_MORNING)
    assert sent() == []
    assert Letter.objects.get(event="request_clarification").status == "overtaken"


def test_no_question_leaves_that_was_answered_meanwhile(anna, handler, relay):
    relay.down()
    request = ask_identity(request=asking(anna, identity=""), doubt="Tvivel", at=NOW, **handler)
    establish_identity(request=request, method="id_shown", at=NOW, **handler)
    relay.up()
    mail.outbox.clear()
    every_morning(at=NEXT_MORNING)
    assert sent() == [Letter.objects.get(event="request_received").title]


def test_a_question_on_paper_waits_no_more_to_be_printed(anna, handler):
    request = asking(anna, identity="", by_post=True, email="", postal_address="Gatan 1")
    request = ask_identity(request=request, doubt="Tvivel", at=NOW, **handler)
    question = Letter.objects.get(event="request_identity")
    assert question.status == "to_print"
    establish_identity(request=request, method="id_shown", at=NOW, **handler)
    question.refresh_from_db()
    assert question.status == "overtaken"
