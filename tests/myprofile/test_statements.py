"""The statement that the letter promises where a correction is turned down: a door, and where it stands."""

from __future__ import annotations

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from law.rights import Right
from requests_dsr.models import DataSubjectRequest, Letter
from requests_dsr.package.content import put_together
from requests_dsr.states import State
from subjects.models import DataSubject
from tests.factories import noon
from tests.myprofile.people import TODAY, make_policy, make_sara
from tests.myprofile.staff import answered
from tests.myprofile.test_request_following import asking, page, text

pytestmark = pytest.mark.django_db
HERE = "/winlas/min-profil/begaranden/"
WORDS = "Jag är byggledare sedan i våras."


@pytest.fixture(autouse=True)
def _today():
    with time_machine.travel(noon(TODAY), tick=False):
        yield


@pytest.fixture
def sara() -> DataSubject:
    return make_sara(make_policy("winlas"))[0]


@pytest.fixture
def hers(client: Client, sara: DataSubject) -> Client:
    client.force_login(sara.user)
    return client


def judged(sara: DataSubject, outcome: State = State.REFUSED, **choices) -> DataSubjectRequest:
    request = asking(sara, Right.RECTIFICATION, proposed={"title": "byggledare"})
    return answered(request, outcome, at=noon(TODAY), **choices)


def turned_down(sara: DataSubject) -> DataSubjectRequest:
    return judged(sara, accepted=[], why={"title": "Den är riktig."})


def test_the_promise_has_a_door_in_the_letter_and_on_the_page(hers: Client, sara: DataSubject) -> None:
    request = turned_down(sara)
    door = f"{HERE}{request.ref}/tillagg/"
    letter = Letter.objects.get(event="request_answered").body
    assert "Du kan lämna ett tillägg" in letter
    assert door in letter
    assert f'href="{door}"' in page(hers, request)
    assert hers.get(door).status_code == 200


def test_the_words_stand_beside_the_value_in_the_profile_and_in_the_copy(
    hers: Client, sara: DataSubject
) -> None:
    request = turned_down(sara)
    answer = hers.post(f"{HERE}{request.ref}/tillagg/", {"words": WORDS}, follow=True)
    assert "Ditt tillägg är sparat bredvid uppgiften." in text(answer)
    assert "Du lämnade ett tillägg, som står bredvid uppgiften" in text(answer)
    for where in (reverse("my_details", args=["winlas"]), "/winlas/min-profil/customer_data/"):
        assert WORDS in text(hers.get(where))
    assert WORDS in text(hers.get(f"{HERE}{request.ref}/tillagg/")), "what stands can be changed"
    found = put_together(sara, kind="access", as_of=TODAY, at=noon(TODAY)).part
    assert WORDS in str([list(table.rows) for table in found.tables])


@pytest.mark.parametrize(("words", "said"), [("  ", "Skriv något först"), ("x" * 2001, "2000 får plats")])
def test_a_bad_statement_is_told_and_kept_nowhere(
    hers: Client, sara: DataSubject, words: str, said: str
) -> None:
    request = turned_down(sara)
    assert said in text(hers.post(f"{HERE}{request.ref}/tillagg/", {"words": words}, follow=True))
    assert not request.events.filter(code="STATED").exists()


def test_where_nothing_was_turned_down_there_is_no_door(hers: Client, sara: DataSubject) -> None:
    request = judged(sara, State.FULFILLED, accepted=["title"])
    assert "tillagg/" not in page(hers, request)
    assert "tillagg/" not in Letter.objects.get(event="request_answered").body
    assert hers.get(f"{HERE}{request.ref}/tillagg/").status_code == 404


def test_somebody_elses_request_has_no_door(client: Client, sara: DataSubject) -> None:
    request = turned_down(sara)
    assert client.get(f"{HERE}{request.ref}/tillagg/").status_code == 302


def test_nothing_is_added_to_a_request_that_has_ended(hers: Client, sara: DataSubject) -> None:
    request = turned_down(sara)
    html = page(hers, request, "lagg-till/")
    assert "Det går inte att lägga till något" in html
    assert "Svarstiden ändras inte" not in html
    assert "<textarea" not in html
    html = text(hers.post(f"{HERE}{request.ref}/lagg-till/", {"words": "Sent ord"}))
    assert "Sent ord" in html, "what was written is not lost"
