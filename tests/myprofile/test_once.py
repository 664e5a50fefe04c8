"""A form's mark stands if, and only if, what the form asks for was committed."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.db import OperationalError
from django.test import Client
from django.urls import reverse

from myprofile.views import asking, following
from requests_dsr.models import DataSubjectRequest
from subjects.models import DataSubject
from tests.myprofile.people import make_policy, make_sara

pytestmark = pytest.mark.django_db
MARK = "a1b2" * 8
NEW = "/winlas/min-profil/begaranden/ny/kopia/"


@pytest.fixture
def sara() -> DataSubject:
    return make_sara(make_policy("winlas"))[0]


@pytest.fixture
def hers(client: Client, sara: DataSubject) -> Client:
    client.force_login(sara.user)
    client.raise_request_exception = False
    return client


def failing_once(real: Callable[..., Any]) -> Callable[..., Any]:
    """Do a deed and then fail as a database that goes down before the commit; the next time do it."""
    calls = []

    def do(**given: Any) -> Any:
        done = real(**given)
        calls.append(done)
        if len(calls) == 1:
            raise OperationalError("the connection is lost")
        return done

    return do


def test_a_request_whose_commit_failed_is_opened_when_the_button_is_pressed_again(
    hers: Client, sara: DataSubject, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(asking, "open_request", failing_once(asking.open_request))
    given = {"words": "Allt", "once": MARK}
    assert hers.post(NEW, given).status_code == 500
    assert not DataSubjectRequest.objects.exists()
    assert "kvitto" in hers.post(NEW, given, follow=True).content.decode()
    assert DataSubjectRequest.objects.get(subject=sara).file.words == "Allt"
    assert "redan fått" in hers.post(NEW, given, follow=True).content.decode()
    assert DataSubjectRequest.objects.get().file.words == "Allt"


def test_words_whose_commit_failed_are_added_once_when_the_button_is_pressed_again(
    hers: Client, sara: DataSubject, monkeypatch: pytest.MonkeyPatch
) -> None:
    hers.post(NEW, {"words": "Allt"})
    theirs = DataSubjectRequest.objects.get(subject=sara)
    monkeypatch.setattr(following, "add_words", failing_once(following.add_words))
    url, given = reverse("add_to_request", args=["winlas", theirs.ref]), {"words": "om 2024", "once": MARK}
    assert hers.post(url, given).status_code == 500
    for _press in range(2):
        assert "Det är tillagt" in hers.post(url, given, follow=True).content.decode()
    theirs.file.refresh_from_db()
    assert theirs.file.words == "Allt\n\nom 2024"
