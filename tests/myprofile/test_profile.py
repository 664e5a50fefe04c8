"""What a person reads on Min profil."""

from __future__ import annotations

import pytest
import time_machine
from django.test import Client

from tests.factories import noon
from tests.myprofile.people import TODAY, make_policy, make_sara

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _today():
    with time_machine.travel(noon(TODAY), tick=False):
        yield


@pytest.fixture
def sara():
    return make_sara(make_policy("winlas"))


@pytest.fixture
def html(client: Client, sara):
    client.force_login(sara[1])
    return client.get("/winlas/min-profil/").content.decode()


def test_it_names_the_day_the_account_goes(html: str) -> None:
    assert "Raderas 13 november 2028" in html
