"""A browser that says no by itself is heard, once, and a later yes of the person's own stands (4.10)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client

from consents.models import ConsentRecord, Objection, RecordStatus
from register.models import ConsentText
from subjects.models import DataSubject
from tests.factories import create_subject, create_user_for, noon
from tests.myprofile.people import TODAY, make_policy, say_yes

pytestmark = pytest.mark.django_db
PAGE = "/winlas/min-profil/"
TOLD = "Din webbläsare säger nej till reklam och profilering"


@pytest.fixture(autouse=True)
def clock() -> Iterator[Any]:
    with time_machine.travel(noon(TODAY), tick=False) as now:
        yield now


@pytest.fixture
def sara() -> DataSubject:
    person = create_subject(make_policy("winlas"), name="Sara Nyström")
    create_user_for(person)
    return person


@pytest.fixture
def hers(client: Client, sara: DataSubject) -> Client:
    assert sara.user is not None
    client.force_login(sara.user)
    return client


def standing() -> set[tuple[str, str]]:
    return set(Objection.objects.filter(ended_at=None).values_list("purpose", "way"))


def test_the_signal_says_no_to_marketing_and_profiling_and_the_person_is_told(hers: Client) -> None:
    assert TOLD in hers.get(PAGE, headers={"Sec-GPC": "1"}).content.decode()
    assert standing() == {("marketing", "gpc"), ("profiling", "gpc")}


@pytest.mark.parametrize("value", ["0", "true", ""])
def test_anything_else_is_no_signal(hers: Client, value: str) -> None:
    assert TOLD not in hers.get(PAGE, headers={"Sec-GPC": value}).content.decode()
    assert standing() == set()


def test_it_takes_back_an_earlier_yes(hers: Client, sara: DataSubject) -> None:
    say_yes(sara, "email", on=TODAY - timedelta(days=30))
    hers.get(PAGE, headers={"Sec-GPC": "1"})
    assert not ConsentRecord.objects.filter(subject=sara, status=RecordStatus.GIVEN).exists()


def test_a_later_yes_stands_though_the_browser_goes_on_signalling(
    hers: Client, sara: DataSubject, clock: Any
) -> None:
    hers.get(PAGE, headers={"Sec-GPC": "1"})
    clock.shift(timedelta(hours=1))
    hers.post(f"{PAGE}val/", {"text": ConsentText.objects.get(key="newsletter_email").pk, "say": "yes"})
    body = hers.get(PAGE, headers={"Sec-GPC": "1"}).content.decode()
    assert TOLD not in body
    assert ConsentRecord.objects.filter(subject=sara, status=RecordStatus.GIVEN).exists()
