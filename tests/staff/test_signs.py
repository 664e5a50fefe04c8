"""Signs that turn or hide text: refused where a value is typed, and never shown as they are."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from law.rights import Right
from requests_dsr.models import DataSubjectRequest
from subjects.models import AccessLog, CustomerData, DataSubject
from tests.staff.asking import ask, proposed
from tests.staff.clients import opened
from tests.staff.scene import Scene
from tests.staff.test_requests_taken_in import errors, take_in
from tests.staff.walking import page_of, send

pytestmark = pytest.mark.usefixtures("at_once")
TURNED = "Sara \u202eevil\u200b"
SHOWN = "Sara ⟨U+202E⟩evil⟨U+200B⟩"


@pytest.fixture
def turned(scene: Scene) -> DataSubject:
    """Give a person whose name and notes were kept with such signs before anybody refused them."""
    DataSubject.objects.filter(pk=scene.sara.pk).update(full_name=TURNED)
    CustomerData.objects.filter(contact__subject=scene.sara).update(notes=TURNED)
    scene.sara.refresh_from_db()
    return scene.sara


def test_no_page_of_a_request_shows_one_as_it_is(scene: Scene, dpo: Client, turned: DataSubject) -> None:
    asked = ask(turned, Right.RECTIFICATION, words=TURNED, proposed={"full_name": TURNED})
    said = {"words": "covered", "why": {"full_name": TURNED}, "statement": TURNED}
    found = proposed(scene, asked, accepted=[], **said)
    for name in ("request", "request_propose", "request_decide", "request_refuse"):
        body = dpo.get(reverse(f"admin:{name}", args=[found.ref])).content.decode()
        assert not {"\u202e", "\u200b"} & set(body), name
        assert SHOWN in body, name


def test_nor_does_a_persons_page_or_the_form_for_a_new_request(
    scene: Scene, handler: Client, turned: DataSubject
) -> None:
    opened(handler, turned.ref)
    AccessLog.objects.update(reason=TURNED)
    pages = [
        reverse("admin:person", args=[turned.ref]),
        reverse("admin:request_register", args=["winston", Right.ACCESS]) + f"?person={turned.ref}",
    ]
    for page in pages:
        assert not {"\u202e", "\u200b"} & set(handler.get(page).content.decode()), page
    assert SHOWN in handler.get(pages[0]).content.decode()


@pytest.mark.parametrize(
    ("right", "said", "field"),
    [
        (Right.RECTIFICATION, {"field_full_name": TURNED}, "field_full_name"),
        (Right.RECTIFICATION, {"field_notes": TURNED}, "field_notes"),
        (Right.OTHER_CONTROLLER, {"other": TURNED}, "other"),
        (
            Right.ACCESS,
            {"requester_name": TURNED, "requester_email": "ny@example.se", "person": ""},
            "requester_name",
        ),
    ],
)
def test_a_name_or_a_value_with_one_is_sent_back(
    scene: Scene, handler: Client, right: Right, said: dict[str, str], field: str
) -> None:
    person = "" if "person" in said else scene.sara.ref
    answer = take_in(handler, right, **({"person": person} | said))
    assert errors(answer) == {field}
    assert "tecken som inte syns: U+202E, U+200B" in answer.content.decode()
    assert not DataSubjectRequest.objects.exists()


def test_a_reason_with_one_opens_nobody(scene: Scene, handler: Client) -> None:
    answer = handler.post(reverse("admin:person", args=[scene.sara.ref]), {"reason": TURNED})
    assert "tecken som inte syns" in answer.content.decode()
    assert not AccessLog.objects.exists()


def test_our_grounds_with_one_are_sent_back(scene: Scene, handler: Client) -> None:
    found = ask(scene.sara, Right.OBJECTION, proposed={"purposes": ["service_communication"]})
    send(handler, found, "request_act", "start")
    answer = send(handler, found, "request_propose", upheld_0="nej", grounds_0=TURNED, draft="1")
    assert set(answer.context["form"].errors) == {"grounds_0"}


def test_an_address_in_two_lines_is_kept_and_shown_as_two_lines(scene: Scene, handler: Client) -> None:
    take_in(handler, requester_name="Okänd Gren", requester_address="Storgatan 1\r\n123 45 Ort")
    found = DataSubjectRequest.objects.get()
    assert found.file.requester_address == "Storgatan 1\n123 45 Ort"
    assert "Storgatan 1<br>123 45 Ort" in page_of(handler, found)
    letter = found.letters.get()
    type(found.file).objects.update(requester_address="Storgatan 1\r\n123 45 Ort")
    assert "U+000D" not in handler.get(reverse("admin:request_letter", args=[letter.ref])).content.decode()
