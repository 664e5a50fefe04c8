"""The pages ask for the day something came, where a clock waits for it, and refuse what cannot be."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.test import Client

from law.calendar import stockholm_day
from law.rights import Right
from requests_dsr.models import DataSubjectRequest
from requests_dsr.services.asking.questions import ask_identity
from tests.staff.asking import NOW, ask, by
from tests.staff.clients import staff_client
from tests.staff.scene import TODAY, Scene
from tests.staff.walking import send, walked


@pytest.fixture
def handler(scene: Scene) -> Client:
    return staff_client(scene, "winston", "handler")


@pytest.fixture
def dpo(scene: Scene) -> Client:
    return staff_client(scene, "winston", "dpo")


def doubted(scene: Scene) -> DataSubjectRequest:
    found = ask(scene.sara, at=NOW - timedelta(days=9), identity="", email="ny@example.se")
    return ask_identity(request=found, doubt="Ny adress", at=NOW - timedelta(days=8), **by(scene, "handler"))


def test_evidence_is_dated_where_the_clock_waits_for_it(scene: Scene, handler: Client) -> None:
    found = doubted(scene)
    for day, fault in (
        (TODAY + timedelta(days=1), "Det har inte hänt än"),
        (TODAY - timedelta(days=9), "eller senare"),
    ):
        page = send(handler, found, "request_act", "establish", method="call_back", came_on=f"{day}")
        assert fault in page.context["form"].errors["came_on"][0]
    came = TODAY - timedelta(days=6)
    sent = send(handler, found, "request_act", "establish", method="call_back", came_on=f"{came}")
    assert sent.status_code == 302
    answered_at = found.questions.get().answered_at
    assert answered_at is not None
    assert stockholm_day(answered_at) == came


def test_no_day_is_asked_for_where_no_clock_waits(scene: Scene, handler: Client) -> None:
    found = ask(scene.sara, identity="", email="ny@example.se")
    page = send(handler, found, "request_act", "establish")
    assert set(page.context["form"].errors) == {"method"}


def test_a_complaint_is_dated_between_the_answer_and_today(
    scene: Scene, handler: Client, dpo: Client
) -> None:
    found = walked(handler, dpo, ask(scene.sara, Right.COMPLAINT), answer="Nej.", justified="no")
    DataSubjectRequest.objects.filter(pk=found.pk).update(closed_at=NOW - timedelta(days=10))
    typed = {"comment": "Ni svarade inte på frågan"}
    for day, fault in (
        (TODAY + timedelta(days=1), "Det har inte hänt än"),
        (TODAY - timedelta(days=11), "eller senare"),
    ):
        page = send(dpo, found, "request_act", "reopen", came_on=f"{day}", **typed)
        assert fault in page.context["form"].errors["came_on"][0]
    came: date = TODAY - timedelta(days=10)
    assert send(dpo, found, "request_act", "reopen", came_on=f"{came}", **typed).status_code == 302
    found.refresh_from_db()
    assert found.reopened_at is not None
    assert stockholm_day(found.reopened_at) == came
