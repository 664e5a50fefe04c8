"""Who gets a person's data: Min profil, the suppliers' page, the notice and the copy tell one truth."""

from __future__ import annotations

import re
from html import unescape

import pytest
import time_machine
from django.test import Client

from requests_dsr.overview import overview
from tests.factories import create_record, create_subject, create_user_for, noon
from tests.myprofile.people import TODAY, make_policy

pytestmark = pytest.mark.django_db
USA = (
    "USA. Skydd: EU:s beslut om USA (2023/1795)",
    "Skydd i USA också: standardavtal (2021/914)",
)


@pytest.fixture(autouse=True)
def _today():
    with time_machine.travel(noon(TODAY), tick=False):
        yield


@pytest.fixture
def receivers(client: Client) -> str:
    """Give what Min profil says of who has got data, to somebody with traffic data at Winston."""
    person = create_subject(make_policy("winston"), name="Karin Ek", email="karin@example.se")
    create_record(person, category="traffic_data", triggers={"visited_on": TODAY})
    client.force_login(create_user_for(person))
    html = client.get("/winston/min-profil/").content.decode()
    section = html[html.index('id="fatt"') : html.index("</section>", html.index('id="fatt"'))]
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", " ", section)))


def test_a_country_outside_the_union_is_named_with_its_safeguard(receivers: str) -> None:
    assert "Finns i Irland" in receivers
    assert all(one in receivers for one in USA)


def test_min_profil_names_the_countries_and_safeguards_of_the_suppliers_page(receivers: str) -> None:
    from accounts.models import Controller

    lines = overview(Controller.objects.get(slug="winston"), language="sv").lines
    named = [line for line in lines if line.name in receivers]
    assert any(line.mechanisms for line in named)
    for line in named:
        assert line.country in receivers
        assert [one for one in line.mechanisms if one not in receivers] == []
