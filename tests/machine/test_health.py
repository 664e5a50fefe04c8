"""The pages that a load balancer, a container and an alarm ask."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest
import time_machine
from django.conf import LazySettings
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.utils import timezone

from privacyhub.health import LATE_AFTER, heartbeat

REDIS = "django.core.cache.backends.redis.RedisCache"


@pytest.mark.django_db
def test_all_is_well_when_database_and_cache_answer(client: Client, settings: LazySettings) -> None:
    settings.CACHES = {"default": {"BACKEND": REDIS, "LOCATION": settings.REDIS_URL}}
    answer = client.get("/healthz")
    assert (answer.status_code, answer.json()) == (200, {"database": "ok", "cache": "ok"})


@pytest.mark.django_db
def test_a_silent_cache_is_an_illness(client: Client, settings: LazySettings) -> None:
    settings.CACHES = {"default": {"BACKEND": REDIS, "LOCATION": "redis://127.0.0.1:1/0"}}
    answer = client.get("/healthz")
    assert (answer.status_code, answer.json()["cache"]) == (503, "no answer")
    assert client.get("/healthz/beat").status_code == 503


@pytest.fixture
def _no_database(django_db_blocker: object) -> Iterator[None]:
    with django_db_blocker.unblock():  # type: ignore[attr-defined]
        kept = connection.settings_dict
        connection.close()
        connection.settings_dict = {**kept, "HOST": "/nowhere", "OPTIONS": {}}
        yield
        connection.settings_dict = kept


@pytest.mark.usefixtures("_no_database")
def test_a_silent_database_is_an_illness(client: Client) -> None:
    answer = client.get("/healthz")
    assert (answer.status_code, answer.json()) == (503, {"database": "no answer", "cache": "ok"})


def test_the_clock_is_well_for_five_minutes_after_a_heartbeat(client: Client) -> None:
    assert client.get("/healthz/beat").status_code == 503
    heartbeat()
    now = timezone.now()
    with time_machine.travel(now + LATE_AFTER - timedelta(seconds=5), tick=False):
        assert client.get("/healthz/beat").status_code == 200
    with time_machine.travel(now + LATE_AFTER + timedelta(seconds=5), tick=False):
        assert client.get("/healthz/beat").status_code == 503
    assert cache.get("privacyhub.heartbeat")


def test_nobody_can_post_there(client: Client) -> None:
    assert client.post("/healthz").status_code == 405


def test_a_proxy_is_never_sent_to_https_for_its_question(client: Client, settings: LazySettings) -> None:
    settings.SECURE_SSL_REDIRECT = True
    assert client.get("/healthz/beat").status_code != 301
    assert client.get("/konto/login/").status_code == 301
