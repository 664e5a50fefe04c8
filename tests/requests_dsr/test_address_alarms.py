"""The alarms of a changed address outlive a relay that was down: they are sent again, and shown."""

from __future__ import annotations

import pytest
from django.core import mail as outbox

from consents.models import OutgoingMessage
from law.rights import Right
from register.models import Finding
from requests_dsr.clockwork import every_morning
from requests_dsr.services.receiving.address_alarms import stop_token
from requests_dsr.services.receiving.address_change import stop_address_change, stoppable
from tests.policies import make_live
from tests.requests_dsr.cases import NOW, POLICY, asking, confirmed, days, decided

pytestmark = pytest.mark.django_db(transaction=True)
OLD, NEW = "anna@example.se", "tjuv@example.se"
HOUR = days(1) / 24


@pytest.fixture
def company(db):
    return make_live("winston", **POLICY)


@pytest.fixture
def relay(settings):
    """Give a way to take the relay down and up."""
    working = settings.EMAIL_BACKEND

    def turn(*, up):
        settings.EMAIL_BACKEND = working if up else "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1

    return turn


def changed(anna, handler, dpo):
    request = asking(anna, Right.RECTIFICATION, proposed={"email": NEW})
    return confirmed(decided(request, handler, dpo, accepted=["email"]))


def mails_to(address):
    return [one for one in outbox.outbox if one.to == [address]]


def alarms(request):
    """Give the mails to the old address that can stop the change; the receipt went there too."""
    link = stop_token(request).partition(":")[0]  # what follows is the second it was made
    return [one for one in mails_to(OLD) if link in one.body]


def findings():
    found = Finding.objects.filter(closed_at=None, where__startswith="address:")
    return list(found.values_list("code", flat=True))


def test_the_old_address_is_told_once_the_relay_is_up_and_can_stop_it_then(anna, handler, dpo, relay):
    relay(up=False)
    request = changed(anna, handler, dpo)
    every_morning(at=NOW + days(1))
    assert (alarms(request), findings()) == ([], ["F-UNHEARD"])
    relay(up=True)
    every_morning(at=NOW + days(2))
    every_morning(at=NOW + days(2) + HOUR)
    assert (len(alarms(request)), findings()) == (1, [])
    assert stoppable(stop_token(request), at=NOW + days(2) + HOUR) == request


def test_an_alarm_that_is_too_late_to_help_is_not_sent_and_is_shown(anna, handler, dpo, relay):
    relay(up=False)
    request = changed(anna, handler, dpo)
    relay(up=True)
    every_morning(at=NOW + days(3))
    assert (alarms(request), findings()) == ([], ["F-UNHEARD"])
    every_morning(at=NOW + days(30))
    assert findings() == []


def test_an_alarm_of_which_nobody_knows_whether_it_left_is_sent_again(anna, handler, dpo):
    request = changed(anna, handler, dpo)
    OutgoingMessage.objects.filter(event="address_changed").update(status="queued")
    every_morning(at=NOW + days(1))
    assert len(alarms(request)) == 2
    every_morning(at=NOW + days(2))
    assert len(alarms(request)) == 2


def test_an_alarm_that_left_is_not_sent_again(anna, handler, dpo):
    request = changed(anna, handler, dpo)
    every_morning(at=NOW + days(1))
    assert (len(alarms(request)), findings()) == (1, [])


def test_a_stopped_change_is_shown_at_once_and_mailed_to_the_dpo_until_it_has_left(anna, handler, dpo, relay):
    request = changed(anna, handler, dpo)
    relay(up=False)
    at = NOW + 3 * HOUR
    stop_address_change(request=stoppable(stop_token(request), at=at), at=at)
    assert (mails_to(dpo["user"].email), findings()) == ([], ["F-STOPPED"])
    relay(up=True)
    for day in (1, 2):
        every_morning(at=NOW + days(day))
    told = [one for one in mails_to(dpo["user"].email) if str(request.ref) in one.body]
    assert (len(told), findings()) == (1, ["F-STOPPED"])


def test_a_new_address_is_asked_again_once_the_relay_is_up(anna, handler, dpo, relay):
    request = asking(anna, Right.RECTIFICATION, proposed={"email": NEW})
    relay(up=False)
    decided(request, handler, dpo, accepted=["email"])
    relay(up=True)
    for day in (1, 2):
        every_morning(at=NOW + days(day))
    assert len(mails_to(NEW)) == 1
    assert findings() == [], "nothing has changed yet that somebody must be warned of"
