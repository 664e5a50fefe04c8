"""Somebody asks for a person: the button that says so, and the choice of how their copy is delivered."""

from __future__ import annotations

import zipfile
from io import BytesIO
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from law.rights import Right
from ledger.models import LedgerEntry
from requests_dsr.models import DataSubjectRequest
from requests_dsr.states import State
from tests.staff.asking import ask
from tests.staff.scene import Scene
from tests.staff.walking import decide, page_of, send

pytestmark = pytest.mark.usefixtures("at_once")

WHO = {"method": "power_of_attorney", "requester_name": "Om Bud", "requester_email": "om.bud@example.se"}
STREET = "Ombudsgatan 1\n123 45 Ort"


def marked(handler: Client, found: DataSubjectRequest, **typed: Any) -> Any:
    return send(handler, found, "request_act", "behalf", **{**WHO, **typed})


@pytest.fixture
def found(scene: Scene) -> DataSubjectRequest:
    return ask(scene.sara, identity="")


def test_a_button_says_that_somebody_asks_for_the_person(found: DataSubjectRequest, handler: Client) -> None:
    assert "Någon frågar för personen" in page_of(handler, found)
    assert marked(handler, found).status_code == 302
    found.refresh_from_db()
    assert (found.file.on_behalf, found.state) == ("power_of_attorney", State.IN_PROGRESS)
    page = page_of(handler, found)
    assert "Skrevs av Om Bud, och är knuten till Sara Nyström." in page
    assert "om.bud@example.se" in page


def test_what_is_noted_of_who_asks_stands_in_the_form_to_be_corrected(
    found: DataSubjectRequest, handler: Client
) -> None:
    marked(handler, found)
    form = handler.get(reverse("admin:request_act", args=[found.ref, "behalf"])).context["form"]
    assert form.initial == {**WHO, "requester_address": ""}


@pytest.mark.parametrize(
    ("typed", "wrong"),
    [
        ({"method": ""}, "method"),
        ({"method": "session"}, "method"),
        ({"requester_name": ""}, "requester_name"),
        ({"requester_email": ""}, "requester_email"),
        ({"requester_email": "sara.nystrom@example.se"}, "__all__"),
    ],
)
def test_the_form_says_what_is_missing(
    found: DataSubjectRequest, handler: Client, typed: dict[str, str], wrong: str
) -> None:
    answer = marked(handler, found, **typed)
    assert set(answer.context["form"].errors) == {wrong}


def test_the_button_is_grey_for_what_the_person_asked_logged_in(scene: Scene, handler: Client) -> None:
    found = ask(scene.sara)
    assert "Personen frågade själv, inloggad i Min profil." in page_of(handler, found)
    assert marked(handler, found).status_code == 200
    found.refresh_from_db()
    assert found.file.on_behalf == ""


def test_whoever_proposes_a_copy_chooses_how_it_is_delivered(
    found: DataSubjectRequest, handler: Client, dpo: Client
) -> None:
    marked(handler, found)
    assert set(send(handler, found, "request_propose", draft="1").context["form"].errors) == {"delivered"}
    paper = send(handler, found, "request_propose", draft="1", delivered="paper")
    assert "ingen postadress" in paper.content.decode()
    marked(handler, found, requester_address=STREET)
    shown = send(handler, found, "request_propose", preview="1", delivered="paper").content.decode()
    assert "följer med det här brevet" in shown
    assert send(handler, found, "request_propose", draft="1", delivered="paper").status_code == 302
    assert decide(dpo, found, signed="on").status_code == 302
    page = page_of(handler, found)
    assert "Skriv ut kopian" in page
    assert handler.post(reverse("admin:request_copy", args=[found.ref])).status_code == 200


def test_a_copy_that_is_the_persons_alone_is_not_printed(
    found: DataSubjectRequest, handler: Client, dpo: Client
) -> None:
    marked(handler, found)
    send(handler, found, "request_propose", draft="1", delivered="profile")
    decide(dpo, found, signed="on")
    assert "Skriv ut kopian" not in page_of(handler, found)
    assert "bara Sara Nyström kan logga in" in found.letters.get(event="request_answered").body


@pytest.mark.parametrize("way", ["paper", "profile"])
def test_what_may_be_taken_along_goes_where_whoever_proposes_chose(
    scene: Scene, handler: Client, dpo: Client, way: str
) -> None:
    asked = ask(scene.sara, Right.PORTABILITY, identity="")
    marked(handler, asked, requester_address=STREET)
    assert set(send(handler, asked, "request_propose", draft="1").context["form"].errors) == {"delivered"}
    assert send(handler, asked, "request_propose", draft="1", delivered=way).status_code == 302
    assert decide(dpo, asked, signed="on").status_code == 302
    letter = asked.letters.get(event="request_answered").body
    assert ("på ett USB-minne" in letter, "Filerna lämnas inte till dig" in letter) == (
        way == "paper",
        way == "profile",
    )
    assert ("Hämta filerna" in page_of(handler, asked)) is (way == "paper")
    answer = handler.post(reverse("admin:request_copy", args=[asked.ref]))
    assert answer.status_code == (200 if way == "paper" else 302)
    if way == "paper":
        with zipfile.ZipFile(BytesIO(answer.getvalue())) as files:
            assert "package.json" in files.namelist()
        assert asked.events.filter(code="FILES_TAKEN_OUT").exists()
        assert LedgerEntry.objects.filter(action="package.take_out").exists()


def test_whoever_asks_for_themselves_is_not_asked_how(scene: Scene, handler: Client) -> None:
    asked = ask(scene.sara)
    send(handler, asked, "request_act", "start")
    page = handler.get(reverse("admin:request_propose", args=[asked.ref]))
    assert "delivered" not in page.context["form"].fields


def test_a_button_takes_back_that_somebody_else_asks(found: DataSubjectRequest, handler: Client) -> None:
    assert "Personen frågar själv" not in page_of(handler, found)
    marked(handler, found)
    assert "Personen frågar själv" in page_of(handler, found)
    answer = send(handler, found, "request_act", "behalf_ended", why="")
    assert set(answer.context["form"].errors) == {"why"}
    assert send(handler, found, "request_act", "behalf_ended", why="Fel akt.").status_code == 302
    found.refresh_from_db()
    assert (found.file.on_behalf, found.identity_method) == ("", "")
    page = page_of(handler, found)
    assert "Att någon annan frågar togs tillbaka: personen frågar själv" in page
    assert "Om Bud, om.bud@example.se" in page
    assert "Fel akt." in page


@pytest.mark.parametrize(("email", "warned"), [("okand@example.se", True), ("", False)])
def test_whoever_writes_a_question_is_warned_where_nobody_knows_who_reads_it(
    scene: Scene, handler: Client, email: str, warned: bool
) -> None:
    found = ask(scene.sara, identity="", email=email)
    for key in ("ask_identity", "clarify", "withdraw"):
        page = handler.get(reverse("admin:request_act", args=[found.ref, key])).content.decode()
        said = "vi vet inte om det är Sara Nyström som läser det" in page
        assert said is (warned and key != "withdraw")
