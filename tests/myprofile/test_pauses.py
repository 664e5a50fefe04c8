"""A pause on Min profil: told before it begins and while it lasts, with its true end and its own request."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.db import transaction
from django.test import Client

from law.rights import Right
from requests_dsr.models import DataSubjectRequest, Letter
from subjects.models import DataSubject
from tests.factories import create_block, noon
from tests.myprofile.people import TODAY, make_policy, make_sara
from tests.myprofile.test_request_following import asking, page, text

pytestmark = pytest.mark.django_db
HERE = "/winlas/min-profil/begaranden/"
ASKED: dict[Right, dict[str, Any]] = {
    Right.RESTRICTION: {},
    Right.OBJECTION: {"proposed": {"purposes": ["improvement"]}},
    Right.RECTIFICATION: {"proposed": {"title": "byggledare"}},
}


@pytest.fixture(autouse=True)
def _today():
    with time_machine.travel(noon(TODAY), tick=False):
        yield


@pytest.fixture(autouse=True)
def _mail_leaves_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(transaction, "on_commit", lambda do, **_: do())


@pytest.fixture
def sara() -> DataSubject:
    return make_sara(make_policy("winlas"))[0]


@pytest.fixture
def hers(client: Client, sara: DataSubject) -> Client:
    client.force_login(sara.user)
    return client


@pytest.mark.parametrize("right", ASKED)
def test_taking_back_says_the_day_that_the_letter_says(hers: Client, sara: DataSubject, right: Right) -> None:
    request = asking(sara, right, **ASKED[right])
    said = "Pausen som följde med begäran tar slut den 25 november 2026. Till dess används uppgifterna inte."
    asked = page(hers, request, "ta-tillbaka/")
    assert said in asked
    assert "Sedan används och raderas de som vanligt igen." in asked
    assert "samtidigt" not in asked
    hers.post(f"{HERE}{request.ref}/ta-tillbaka/")
    assert said in Letter.objects.get(event="request_withdrawn").body
    assert "Pausen tar slut 25 november 2026" in text(hers.get(HERE))


def test_taking_back_promises_no_use_that_another_pause_keeps_away(hers: Client, sara: DataSubject) -> None:
    create_block(sara, kind="restriction_art18", from_on=TODAY - timedelta(days=20))
    asked = page(hers, asking(sara, Right.RESTRICTION), "ta-tillbaka/")
    assert "Till dess används uppgifterna inte. En annan paus står kvar" in asked
    assert "som vanligt igen" not in asked


def test_a_pause_that_was_asked_for_and_one_that_we_placed_are_two(hers: Client, sara: DataSubject) -> None:
    create_block(sara, kind="restriction_art18", from_on=TODAY - timedelta(days=20))
    asking(sara, Right.RESTRICTION)
    shown = text(hers.get(HERE))
    assert shown.count("Pausat") == 2
    assert "Sedan 3 november 2026. Uppgifterna ligger kvar men används inte." in shown
    assert shown.count("Pausen har vi satt själva.") == 1


def test_where_nothing_is_paused_taking_back_says_nothing_of_it(hers: Client, sara: DataSubject) -> None:
    assert "Pausen" not in page(hers, asking(sara), "ta-tillbaka/")


def test_a_correction_that_pauses_says_so_before_at_once_and_on_its_page(
    hers: Client, sara: DataSubject
) -> None:
    assert "uppgifter av samma slag pausade" in text(hers.get(f"{HERE}ny/ratta/"))
    values = {"title": "byggledare", "email": "sara@example.se", "phone": "070-174 06 35", "words": ""}
    html = text(hers.post(f"{HERE}ny/ratta/", values, follow=True))
    assert "Uppgifterna är pausade medan vi kontrollerar dem." in html
    assert "Pausen gäller nu." not in html
    assert "Så är det medan vi kontrollerar det du säger är fel." in html


@pytest.mark.parametrize("right", ASKED)
def test_each_pause_leads_to_the_request_it_came_with(hers: Client, sara: DataSubject, right: Right) -> None:
    request = asking(sara, right, **ASKED[right])
    html = text(hers.get(HERE)).partition("Det här gäller nu")[2].partition("</section>")[0]
    assert f'href="{HERE}{request.ref}/"' in html
    assert "begärt 23 november 2026" in html


def test_a_correction_in_words_alone_pauses_nothing_and_says_nothing(hers: Client, sara: DataSubject) -> None:
    asking(sara, Right.RECTIFICATION, words="Något är fel")
    assert "Pausen gäller" not in page(hers, DataSubjectRequest.objects.get())
