"""A request that somebody else made for the person says so on Min profil: who, as what, and whom to warn."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
import time_machine
from django.test import Client

from law.rights import Right
from ledger.actor import SUBJECT
from requests_dsr.models import Channel, DataSubjectRequest
from requests_dsr.services.receiving.opening import Asked, Requester, open_request
from subjects.models import DataSubject
from tests.factories import noon
from tests.myprofile.people import TODAY, make_policy, make_sara
from tests.myprofile.test_request_following import asking, page, text

pytestmark = pytest.mark.django_db
NOW = noon(TODAY)


@pytest.fixture(autouse=True)
def _today() -> Iterator[None]:
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def sara() -> DataSubject:
    return make_sara(make_policy("winlas"))[0]


@pytest.fixture
def hers(client: Client, sara: DataSubject) -> Client:
    client.force_login(sara.user)
    return client


def by_an_attorney(sara: DataSubject) -> DataSubjectRequest:
    who = {"name": "Ombud Al", "email": "ombud@example.se"}
    return open_request(
        controller=sara.controller,
        asked=Asked(right=Right.ACCESS),
        requester=Requester(subject=sara, identity_method="power_of_attorney", **who),
        channel=Channel.LETTER,
        received_at=NOW,
        by=SUBJECT,
        at=NOW,
    )


def test_the_page_says_who_asked_and_that_the_answer_goes_there(hers: Client, sara: DataSubject) -> None:
    shown = page(hers, by_an_attorney(sara))
    assert "Någon annan har bett om det här för dig" in shown
    assert "<dd>Ombud Al</dd>" in shown
    assert "<dd>ombud med fullmakt</dd>" in shown
    assert "Våra brev går till den som bad om det, inte till dig." in shown
    assert "Den som bad om det får svaret" in shown
    for untrue in ("Vi har fått din begäran", "Vi vet att det är du", "Du får ett mejl när det är klart"):
        assert untrue not in shown, untrue


def test_the_list_says_that_it_is_not_her_own(hers: Client, sara: DataSubject) -> None:
    by_an_attorney(sara)
    assert "Någon annan bad om det för dig." in text(hers.get("/winlas/min-profil/begaranden/"))


def test_her_own_request_says_nothing_of_it(hers: Client, sara: DataSubject) -> None:
    shown = page(hers, asking(sara))
    assert "Vi vet att det är du" in shown
    assert "Någon annan" not in shown
