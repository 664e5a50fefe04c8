"""Correcting one's own details: at once, whole, and counted as use."""

from __future__ import annotations

import pytest
import time_machine
from django.db import OperationalError
from django.test import Client

from ledger.models import LedgerEntry
from requests_dsr.models import DataSubjectRequest
from requests_dsr.services.receiving import own_edit
from subjects.models import Activity, DataSubject
from tests.factories import create_subject, create_user_for, noon
from tests.myprofile.people import TODAY, make_policy, make_sara

pytestmark = pytest.mark.django_db
PAGE = "/winlas/min-profil/andra/"
GIVEN = {"full_name": "Sara Ek", "work_phone": "08-123 45 67", "language": "en"}


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


def test_it_applies_at_once_and_is_told(hers: Client, sara: DataSubject) -> None:
    answer = hers.post(PAGE, GIVEN, follow=True)
    sara.refresh_from_db()
    assert (sara.full_name, sara.language, sara.support_profile.work_phone) == (
        "Sara Ek",
        "en",
        "08-123 45 67",
    )
    assert sara.user.language == "en"
    assert answer.redirect_chain[-1][0] == "/winlas/min-profil/"
    page = answer.content.decode()
    assert '<html lang="en"' in page
    assert "Changed. It applies from now on." in page, "in the language that was just chosen"


def test_it_is_one_ledger_line_without_the_values(hers: Client) -> None:
    hers.post(PAGE, GIVEN)
    line = LedgerEntry.objects.get(action="own_details.correct")
    assert (line.actor_role, line.actor_ref, line.counts) == ("subject", "", {"fields": 3})


def test_it_counts_as_using_the_account(hers: Client) -> None:
    hers.post(PAGE, GIVEN)
    assert Activity.objects.filter(kind="profile_update_by_user", happened_on=TODAY).count() == 1


def test_saving_without_a_change_writes_nothing(hers: Client, sara: DataSubject) -> None:
    before = list(Activity.objects.values_list("pk", flat=True))
    hers.post(PAGE, {"full_name": "Sara Nyström", "work_phone": "070-174 06 35", "language": "sv"})
    assert list(Activity.objects.values_list("pk", flat=True)) == before
    assert not LedgerEntry.objects.filter(action="own_details.correct").exists()


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ({"full_name": "  "}, "Skriv ditt namn"),
        ({"work_phone": "ring mig"}, "Skriv numret med siffror"),
        ({"language": "fi"}, "Välj svenska eller engelska"),
        ({"full_name": "x" * 201}, "200"),
    ],
    ids=["no name", "no number", "no such language", "too long"],
)
def test_bad_input_is_told_and_nothing_is_half_done(
    hers: Client, sara: DataSubject, wrong: dict[str, str], says: str
) -> None:
    html = hers.post(PAGE, GIVEN | wrong).content.decode()
    assert says in html
    assert "<title>Fel:" in html
    sara.refresh_from_db()
    assert sara.full_name == "Sara Nyström"


def test_without_an_account_there_is_no_telephone_to_change(client: Client) -> None:
    person = create_subject(make_policy("winlas"), name="Bo Ek")
    client.force_login(create_user_for(person))
    assert "work_phone" not in client.get(PAGE).content.decode()
    client.post(PAGE, {"full_name": "Bo Berg", "language": "sv", "work_phone": "070-1"})
    person.refresh_from_db()
    assert person.full_name == "Bo Berg"


def test_what_is_typed_is_shown_as_text_and_never_run(hers: Client) -> None:
    hers.post(PAGE, GIVEN | {"full_name": "<script>alert(1)</script>"})
    html = hers.get("/winlas/min-profil/").content.decode()
    assert "<script" not in html
    assert "&lt;script&gt;" in html


def test_an_edit_and_whom_to_tell_of_it_stand_or_fall_together(
    hers: Client, sara: DataSubject, monkeypatch: pytest.MonkeyPatch
) -> None:
    def lost(**_told: object) -> int:
        raise OperationalError("server closed the connection unexpectedly")

    noted = DataSubjectRequest.objects.filter(subject=sara, right="rectification")
    with monkeypatch.context() as patch:
        patch.setattr(own_edit, "note_recipients", lost)
        hers.raise_request_exception = False
        assert hers.post(PAGE, GIVEN).status_code == 500
    before = DataSubject.objects.get(pk=sara.pk)
    assert (before.full_name, noted.exists()) == (sara.full_name, False)
    hers.post(PAGE, GIVEN)
    after = DataSubject.objects.get(pk=sara.pk)
    assert (after.full_name, noted.exists()) == ("Sara Ek", True)
