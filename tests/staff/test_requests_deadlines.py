"""The deadline cases of the specification, taken in by staff and read off the request's own page."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format

from law.calendar import STOCKHOLM
from requests_dsr.clocks import wind
from requests_dsr.models import DataSubjectRequest, IdentityCheck
from tests.staff.clients import staff_client
from tests.staff.scene import Scene

pytestmark = pytest.mark.usefixtures("at_once")

FILE = Path(__file__).parent.parent / "vectors" / "deadlines.json"
UNSTORABLE = {
    "D-061": "an instant without an offset cannot be typed: the page asks for Stockholm's clock",
    "D-066": "the eves are working days to the company: no setting says otherwise",
    "D-068": "an answer before its question is refused by the table",
    "D-042": "a reason that the law does not know is refused by the form",
    "D-043": "an extension before receipt cannot be notified",
}


def cases() -> list[Any]:
    vectors = json.loads(FILE.read_text(encoding="utf-8"))["vectors"]
    return [pytest.param(case, id=case["id"]) for case in vectors if case["id"] not in UNSTORABLE]


def test_few_cases_cannot_be_stored() -> None:
    ids = {case["id"] for case in json.loads(FILE.read_text(encoding="utf-8"))["vectors"]}
    assert set(UNSTORABLE) <= ids
    assert len(UNSTORABLE) < len(ids) / 5


def taken_in(scene: Scene, client: Client, received_at: datetime) -> DataSubjectRequest:
    """Take a request in through the form, at the minute it came by Stockholm's clock."""
    local = received_at.astimezone(STOCKHOLM)
    address = reverse("admin:request_register", args=["winston", "access"]) + f"?person={scene.sara.ref}"
    said = {"received_on": local.date().isoformat(), "received_at": f"{local:%H:%M:%S}", "channel": "letter"}
    assert client.post(address, {**said, "identity": "call_back"}).status_code == 302
    return DataSubjectRequest.objects.get()


def story(found: DataSubjectRequest, given: dict[str, Any]) -> None:
    """Let happen what the case says: questions, answers, an extension."""
    for pause in given["pauses"]:
        IdentityCheck.objects.create(
            request=found,
            kind=pause["kind"],
            asked_at=pause["asked_at"],
            answered_at=pause["answered_at"],
            large_volume=pause.get("large_volume", False),
        )
    if given["extension"]:
        found.extended_at = datetime.fromisoformat(given["extension"]["notified_at"])
        found.extension_reasons = given["extension"]["reasons"]
    wind(found)
    found.save()


@pytest.mark.parametrize("case", cases())
def test_the_page_says_the_legal_day_of_the_case(scene: Scene, case: dict[str, Any]) -> None:
    received_at = datetime.fromisoformat(case["input"]["received_at"].replace("Z", "+00:00"))
    with time_machine.travel(max(received_at + timedelta(days=1), timezone.now()), tick=False):
        client = staff_client(scene, "winston", "handler")
        found = taken_in(scene, client, received_at)
        assert found.received_at == received_at.astimezone(UTC)
        story(found, case["input"])
        page = client.get(reverse("admin:request", args=[found.ref])).content.decode()
    day = case["expect"]["effective_due_date"]
    if day is None:
        assert "Klockan står still sedan" in page
        assert "Lagens gräns:" not in page
    else:
        assert f"Lagens gräns: {date_format(datetime.fromisoformat(day), 'l j F Y')}" in page


@pytest.mark.parametrize(
    ("received", "words"),
    [
        ("2026-01-31", "31 januari 2026 + 1 månad = 28 februari, lördag, söndag → måndag 2 mars 2026"),
        ("2026-03-05", "5 mars 2026 + 1 månad = 5 april, påskdagen, annandag påsk → tisdag 7 april 2026"),
        ("2026-09-01", "1 september 2026 + 1 månad = 1 oktober 2026"),
    ],
)
def test_the_page_shows_the_sum(scene: Scene, received: str, words: str) -> None:
    client = staff_client(scene, "winston", "handler")
    found = taken_in(scene, client, datetime.fromisoformat(f"{received}T10:00:00+01:00"))
    assert words in client.get(reverse("admin:request", args=[found.ref])).content.decode()


def test_the_sum_is_said_in_english(scene: Scene) -> None:
    client = staff_client(scene, "winston", "handler")
    found = taken_in(scene, client, datetime.fromisoformat("2026-01-31T10:00:00+01:00"))
    page = client.get(reverse("admin:request", args=[found.ref]), headers={"accept-language": "en"})
    said = "31 January 2026 + 1 month = 28 February, Saturday, Sunday → Monday 2 March 2026"
    assert said in page.content.decode()
