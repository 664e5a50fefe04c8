"""Each page of requests asks the database a dozen times at most, and as often for ten times the data."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from law.rights import Right
from ledger.actor import SUBJECT
from requests_dsr.models import DataSubjectRequest
from requests_dsr.services.asking.questions import ask_clarification
from requests_dsr.services.moving.transitions import move
from requests_dsr.services.receiving.matching import add_words
from requests_dsr.states import State
from subjects.models import DataSubject, Identity
from tests.factories import create_inquiry, create_ticket, noon
from tests.myprofile.people import TODAY, make_policy, make_sara
from tests.myprofile.staff import answered
from tests.myprofile.test_request_following import asking

pytestmark = pytest.mark.django_db
HERE = "/winlas/min-profil/begaranden/"
NOW = noon(TODAY)
MOST = 12
PAGES = (
    "", "ny/", "ny/kopia/", "ny/ratta/", "ny/radera/", "ny/pausa/", "ny/saga-emot/", "ny/samtycke/",
    "open", "open/lagg-till/", "open/svara/", "open/ta-tillbaka/", "copy",
)  # fmt: skip


@pytest.fixture(autouse=True)
def _today(settings: Any, tmp_path: Any):
    settings.MEDIA_ROOT = tmp_path / "media"
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def sara() -> DataSubject:
    person = make_sara(make_policy("winlas"))[0]
    Identity.objects.filter(subject=person).update(added_at=NOW - timedelta(days=400))
    return person


def counted(client: Client, addresses: dict[str, str]) -> dict[str, int]:
    found = {}
    for name, address in addresses.items():
        client.get(address)
        with CaptureQueriesContext(
            connection,
        ) as queries:
            assert client.get(address).status_code == 200
        found[name] = len(queries)
    return found


def more_of_everything(person: DataSubject, open_one: DataSubjectRequest) -> None:
    for number in range(20):
        create_inquiry(person, received_on=TODAY - timedelta(days=number))
        create_ticket(person, opened_on=TODAY - timedelta(days=number), title="Mer")
        add_words(request=open_one, words="mer", by=SUBJECT, at=NOW)
        done = asking(person, Right.COMPLAINT, words="Hej")
        move(request=done, to=State.WITHDRAWN, by=SUBJECT, at=NOW)


def test_the_number_of_queries_is_small_and_the_same_for_ten_times_the_data(
    client: Client, sara: DataSubject
) -> None:
    client.force_login(sara.user)
    copy = answered(asking(sara), at=NOW)
    open_one = asking(sara, Right.PORTABILITY)
    ask_clarification(request=open_one, question="Vilket år?", large_volume=True, at=NOW)
    refs = {"open": open_one.ref, "copy": copy.ref}
    addresses = {}
    for name in PAGES:
        first, _slash, rest = name.partition("/")
        addresses[name] = f"{HERE}{refs[first]}/{rest}" if first in refs else f"{HERE}{name}"
    few = counted(client, addresses)
    more_of_everything(sara, open_one)
    assert counted(client, addresses) == few
    assert {name: number for name, number in few.items() if number > MOST} == {}
