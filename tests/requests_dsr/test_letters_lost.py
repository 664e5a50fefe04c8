"""A letter whose process died while its mail was on the way: what the record knows, or a person looks."""

from __future__ import annotations

import pytest
from django.core import mail as outbox

from consents.models import OutgoingMessage
from consents.outgoing import noting
from consents.services.tidying import settle_lost_messages
from register.models import Finding
from requests_dsr.clockwork import every_morning
from requests_dsr.letters import mark_posted, writing
from requests_dsr.models import Letter
from tests.policies import make_live
from tests.requests_dsr.cases import NOW, POLICY, asking, days

pytestmark = pytest.mark.django_db(transaction=True)


class Died(BaseException):
    """A process that was killed."""


def dies(*_args, **_more):
    raise Died


hand_over = noting.hand_over


def dies_after_it_left(mail):
    hand_over(mail)
    raise Died


@pytest.fixture
def company(db):
    return make_live("winston", **POLICY)


def lost(anna, monkeypatch, module, name, dead=dies) -> Letter:
    """Give the receipt of a request whose process died at one point of its sending."""
    with monkeypatch.context() as killed:
        killed.setattr(module, name, dead)
        with pytest.raises(Died):
            asking(anna)
    return Letter.objects.get()


def mornings(number):
    for day in range(1, number + 1):
        every_morning(at=NOW + days(day))


def findings():
    return set(Finding.objects.filter(closed_at=None).values_list("code", "where"))


def test_a_letter_that_left_is_not_sent_again(anna, monkeypatch):
    letter = lost(anna, monkeypatch, writing, "_note")
    mornings(2)
    letter.refresh_from_db()
    assert (letter.status, letter.sent_at, len(outbox.outbox)) == ("sent", NOW, 1)
    assert findings() == set()


@pytest.mark.parametrize("tidied", [False, True], ids=["as it was", "tidied by the night"])
@pytest.mark.parametrize(
    ("dead", "left"),
    [
        pytest.param(dies, 0, id="before the relay was asked"),
        pytest.param(dies_after_it_left, 1, id="after its yes"),
    ],
)
def test_of_a_letter_of_which_nobody_knows_a_person_is_told(anna, monkeypatch, dead, left, tidied):
    letter = lost(anna, monkeypatch, noting, "hand_over", dead)
    if tidied:
        settle_lost_messages(controller=anna.controller, at=NOW + days(1) / 2)
    mornings(2)
    letter.refresh_from_db()
    assert (letter.status, len(outbox.outbox)) == ("unknown", left)
    assert findings() == {("F-UNSURE", f"letter:{letter.request.ref}")}
    mark_posted(letter=letter, at=NOW + days(3))
    assert findings() == set()


def test_a_letter_that_the_relay_refused_before_the_process_died_is_sent_again(anna, monkeypatch):
    letter = lost(anna, monkeypatch, writing, "_note")
    outbox.outbox.clear()
    OutgoingMessage.objects.update(status="failed", reasons=["SMTP_451"])
    mornings(1)
    letter.refresh_from_db()
    assert (letter.status, len(outbox.outbox)) == ("sent", 1)


def test_what_is_lost_while_it_is_sent_again_is_not_sent_a_third_time(anna, settings, monkeypatch):
    settings.EMAIL_BACKEND, backend = "django.core.mail.backends.smtp.EmailBackend", settings.EMAIL_BACKEND
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
    asking(anna)
    settings.EMAIL_BACKEND = backend
    with monkeypatch.context() as killed:
        killed.setattr(writing, "_note", dies)
        with pytest.raises(Died):
            every_morning(at=NOW + days(1))
    every_morning(at=NOW + days(2))
    letter = Letter.objects.get()
    assert (letter.status, letter.attempts, letter.sent_at, len(outbox.outbox)) == (
        "sent", 2, NOW + days(1), 1,
    )  # fmt: skip


def test_one_that_comes_back_before_it_is_noted_stays_so(anna, monkeypatch):
    real = writing._note

    def bounced_first(pk, message, at):
        Letter.objects.filter(pk=pk).update(status="bounced", sent_at=None)
        real(pk, message, at)

    monkeypatch.setattr(writing, "_note", bounced_first)
    asking(anna)
    assert Letter.objects.get().status == "bounced"
