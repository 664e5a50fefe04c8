"""How often somebody may send: behind a proxy, in Redis, and with nothing lost."""

from __future__ import annotations

import os

import pytest
from django.conf import LazySettings
from django.core.cache import cache
from django.test import Client

from privacyhub.services.mail_sink import MailSink
from publicforms.models import Unconfirmed
from requests_dsr.models import DataSubjectRequest
from tests.publicforms.outsider import ask, link, press, words_of, write_to

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("winlas")]
MANY = {"sv": "Det har kommit många formulär", "en": "Many forms have come"}


def through_proxy(client_ip: str, *, forged: str = "") -> dict[str, str]:
    """Give the header as our one proxy passes it on: what a stranger wrote, then whom it saw."""
    return {"X-Forwarded-For": f"{forged}, {client_ip}" if forged else client_ip}


@pytest.mark.parametrize(("language", "times"), [("sv", 1000), ("en", 25)])
def test_a_thousand_requests_from_one_network_are_refused_in_its_language_and_keep_their_words(
    smtp_sink: MailSink, settings: LazySettings, language: str, times: int
) -> None:
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    client = Client()
    client.cookies["django_language"] = language
    statuses: dict[int, int] = {}
    for number in range(times):
        forged = f"203.0.{number % 256}.{number // 256}, 198.51.100.{number % 256}"
        answer = ask(
            client=client,
            email=f"p{number}@example.se",
            words="Mina egna ord",
            headers=through_proxy("192.0.2.7", forged=forged),
        )
        statuses[answer.status_code] = statuses.get(answer.status_code, 0) + 1
    assert statuses == {302: 20, 429: times - 20}
    assert (len(smtp_sink.received), Unconfirmed.objects.count()) == (20, 20)
    page = answer.content.decode()
    assert MANY[language] in page
    assert "Mina egna ord" in page
    assert f'value="p{times - 1}@example.se"' in page
    assert answer["Retry-After"] == "3600"


def test_people_behind_one_proxy_are_counted_apart(smtp_sink: MailSink, settings: LazySettings) -> None:
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    for number in range(40):
        answer = ask(email=f"p{number}@example.se", headers=through_proxy(f"192.0.2.{number}"))
        assert answer.status_code == 302


def test_with_two_proxies_the_address_that_the_outer_one_saw_counts(
    smtp_sink: MailSink, settings: LazySettings
) -> None:
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 2
    statuses = [
        ask(
            email=f"p{number}@example.se",
            headers={"X-Forwarded-For": f"203.0.113.{number}, 192.0.2.7, 10.0.0.{number}"},
        ).status_code
        for number in range(25)
    ]
    assert statuses == [302] * 20 + [429] * 5


def test_without_a_proxy_the_header_counts_for_nothing(smtp_sink: MailSink) -> None:
    statuses = [
        ask(email=f"p{number}@example.se", headers=through_proxy(f"192.0.2.{number}")).status_code
        for number in range(25)
    ]
    assert statuses == [302] * 20 + [429] * 5


def test_an_ipv6_network_is_counted_as_one(smtp_sink: MailSink, settings: LazySettings) -> None:
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    statuses = [
        ask(
            email=f"p{number}@example.se", headers=through_proxy(f"2001:db8:1:2:{number:x}::{number:x}")
        ).status_code
        for number in range(25)
    ]
    assert statuses == [302] * 20 + [429] * 5


def test_an_address_gets_three_mails_a_day_and_no_more_whoever_asks(
    smtp_sink: MailSink, settings: LazySettings
) -> None:
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    for number in range(100):
        ask(
            email=("anna@example.se", " ANNA@example.se", "anna＠example.se")[number % 3],
            headers=through_proxy(f"192.0.{number}.1"),
        )
    assert len(smtp_sink.received) == 3


def test_who_has_confirmed_may_ask_for_more(smtp_sink: MailSink) -> None:
    for choice in ("kopia", "ta-med", "radera", "klaga", "leverantorer"):
        assert ask(choice).status_code == 302
        press(link(smtp_sink))
    assert DataSubjectRequest.objects.count() == 5


def test_the_contact_form_has_turns_of_its_own(smtp_sink: MailSink) -> None:
    statuses = [write_to(email=f"p{number}@example.se").status_code for number in range(12)]
    assert statuses == [302] * 10 + [429] * 2
    assert ask().status_code == 302


def test_the_turns_are_counted_in_redis_and_no_address_stands_there(
    smtp_sink: MailSink, settings: LazySettings
) -> None:
    settings.CACHES = {
        "default": {
            "BACKEND": "django.core.cache.backends.redis.RedisCache",
            "LOCATION": os.environ["REDIS_URL"],
            "KEY_PREFIX": "limits-of-a-test",
        }
    }
    assert [ask().status_code for _number in range(4)] == [302, 302, 302, 429]
    keys = [key.decode() for key in cache._cache.get_client().keys("limits-of-a-test*")]
    assert any("public_request_address" in key for key in keys)
    assert not [key for key in keys if "ny@" in key or "example" in key]
    cache.clear()


def test_where_nothing_can_be_counted_the_door_is_closed_and_says_where_to_write(
    smtp_sink: MailSink, settings: LazySettings
) -> None:
    settings.CACHES = {
        "default": {
            "BACKEND": "django.core.cache.backends.redis.RedisCache",
            "LOCATION": "redis://127.0.0.1:1/0",
        }
    }
    answer = ask(words="Mina egna ord")
    assert answer.status_code == 503
    assert "Vi kan inte ta emot formulär just nu" in words_of(answer)
    assert "Mina egna ord" in answer.content.decode()
    assert "dataskydd@winlas.se" in answer.content.decode()
    assert not smtp_sink.received


def test_a_request_past_our_proxies_is_not_counted_as_somebody_elses(
    smtp_sink: MailSink, settings: LazySettings
) -> None:
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 2
    assert ask(headers=through_proxy("192.0.2.7")).status_code == 503
    assert ask(headers=through_proxy("inte en adress", forged="192.0.2.7")).status_code == 302
    assert ask(headers=through_proxy("10.0.0.1", forged="inte en adress")).status_code == 429
