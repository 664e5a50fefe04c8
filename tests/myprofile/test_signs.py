"""Min profil: signs that turn or hide text are refused where they are typed, and never shown raw."""

from __future__ import annotations

import pytest
import time_machine
from django.test import Client

from requests_dsr.models import DataSubjectRequest
from subjects.models import CustomerData, DataSubject
from tests import factories as make
from tests.factories import noon
from tests.myprofile.people import TODAY, make_policy, make_sara

pytestmark = pytest.mark.django_db
HERE = "/winlas/min-profil/"
TURNED = "Sara \u202eevil\u200b"
SHOWN = "Sara ⟨U+202E⟩evil⟨U+200B⟩"


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


def test_none_is_shown_of_what_is_kept_or_of_why_somebody_looked(hers: Client, sara: DataSubject) -> None:
    look = make.create_look(sara, on=TODAY)
    type(look).objects.filter(pk=look.pk).update(reason=TURNED)
    DataSubject.objects.filter(pk=sara.pk).update(full_name=TURNED)
    for page in ("", "customer_data/"):
        CustomerData.objects.filter(contact__subject=sara).update(notes=TURNED)
        html = hers.get(HERE + page).content.decode()
        assert not {"\u202e", "\u200b"} & set(html), page
        assert SHOWN in html, page


def test_an_own_name_with_one_is_sent_back(hers: Client, sara: DataSubject) -> None:
    answer = hers.post(f"{HERE}andra/", {"full_name": TURNED, "language": "sv", "work_phone": ""})
    assert "tecken som inte syns: U+202E, U+200B" in answer.content.decode()
    sara.refresh_from_db()
    assert sara.full_name != TURNED


def test_a_value_to_correct_with_one_is_sent_back_with_what_was_typed(hers: Client) -> None:
    form = hers.get(f"{HERE}begaranden/ny/ratta/").context["form"]
    said = {name: field.initial for name, field in form.fields.items() if isinstance(field.initial, str)}
    answer = hers.post(f"{HERE}begaranden/ny/ratta/", said | {"once": form["once"].value(), "email": TURNED})
    assert "tecken som inte syns" in answer.content.decode()
    assert list(answer.context["form"].errors) == ["email"]
    assert not DataSubjectRequest.objects.exists()


def test_a_value_that_stands_in_two_lines_is_not_taken_for_changed(hers: Client, sara: DataSubject) -> None:
    sara.support_profile.interests = "Schema\nLön"
    sara.support_profile.save()
    form = hers.get(f"{HERE}begaranden/ny/ratta/").context["form"]
    assert "interests" in form.fields
    answer = hers.post(f"{HERE}begaranden/ny/ratta/", form.standing | {"interests": "Schema\r\nLön"})
    assert "Ändra minst en uppgift" in answer.content.decode()
