"""Staff take a request in: in one step, from whoever asks, with the time it came; nothing typed is lost."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from consents.keyed import Address
from consents.selectors import is_suppressed
from law.rights import Right
from requests_dsr.letters.address import addressee_of
from requests_dsr.models import Channel, DataSubjectRequest, Letter
from requests_dsr.states import State
from tests import factories as make
from tests.staff.asking import ask
from tests.staff.scene import Scene
from tests.staff.walking import page_of, send

pytestmark = pytest.mark.usefixtures("at_once")

PHONE = {
    "channel": "phone", "received_on": "2026-11-20", "received_at": "16:45", "words": "Jag vill se allt",
    "language": "sv",
}  # fmt: skip


def take_in(
    client: Client, right: Right = Right.ACCESS, *, person: object = "", chosen: object = "", **said: Any
) -> Any:
    """Send the form; `person` is whose page one came from, `chosen` who of those found it is."""
    said |= {"person": str(chosen)} if chosen else {}
    query = f"?person={person}" if person else ""
    address = reverse("admin:request_register", args=["winston", right]) + query
    return client.post(address, PHONE | said)


def errors(answer: Any) -> set[str]:
    assert answer.status_code == 200
    return set(answer.context["form"].errors)


def test_a_call_is_taken_in_from_the_persons_page_in_one_step(scene: Scene, handler: Client) -> None:
    assert b"?person=" in handler.get(reverse("admin:request_new") + f"?person={scene.sara.ref}").content
    answer = take_in(handler, person=scene.sara.ref, identity="call_back")
    found = DataSubjectRequest.objects.get()
    assert answer["Location"] == reverse("admin:request", args=[found.ref])
    assert (found.subject, found.channel, found.identity_method) == (scene.sara, Channel.PHONE, "call_back")
    assert (found.received_at.isoformat(), found.due_on) == ("2026-11-20T15:45:00+00:00", date(2026, 12, 21))
    assert found.registered_by == scene.staff["winston", "handler"]
    assert "Jag vill se allt" in page_of(handler, found)


def test_a_form_that_is_sent_twice_takes_one_request_in(scene: Scene, handler: Client) -> None:
    address = reverse("admin:request_register", args=["winston", Right.ERASURE])
    mark = handler.get(address).context["form"]["once"].value()
    who = {"requester_name": "Okänd Person", "requester_email": "okand@example.se", "once": mark}
    assert errors(take_in(handler, Right.ERASURE, **who | {"requester_email": "x"})) == {"requester_email"}
    assert not DataSubjectRequest.objects.exists()
    take_in(handler, Right.ERASURE, **who)
    again = handler.get(take_in(handler, Right.ERASURE, **who)["Location"])
    assert "Begäran är redan registrerad" in again.content.decode()
    assert DataSubjectRequest.objects.count() == 1


def test_a_person_is_looked_for_and_chosen_and_nothing_typed_is_lost(scene: Scene, handler: Client) -> None:
    first = take_in(handler, find="1", q="Nyström")
    assert first.status_code == 200
    body = first.content.decode()
    assert "S••• N•••, Granvika Bygg AB" in body
    assert "Jag vill se allt" in body
    assert not first.context["form"].errors
    assert errors(take_in(handler, q="Nyström")) == {"person"}
    take_in(handler, q="Nyström", chosen=scene.sara.ref)
    assert DataSubjectRequest.objects.get().subject == scene.sara


def test_whoever_is_recognised_beyond_doubt_needs_no_choice(scene: Scene, handler: Client) -> None:
    take_in(handler, q="sara.nystrom@example.se")
    assert DataSubjectRequest.objects.get().subject == scene.sara


def test_somebody_unknown_is_taken_in_with_an_address_to_answer(scene: Scene, handler: Client) -> None:
    assert errors(take_in(handler, requester_name="Okänd Gren")) == {"requester_email"}
    take_in(handler, requester_name="Okänd Gren", requester_address="Storgatan 1\n123 45 Ort")
    found = DataSubjectRequest.objects.get()
    assert (found.subject, found.file.requester_name) == (None, "Okänd Gren")
    assert Letter.objects.get().status == "to_print"
    assert "Ingen person är knuten till begäran" in page_of(handler, found)


@pytest.mark.parametrize("address", ["x@localhost", "x@[127.0.0.1]", '"x y"@example.se'])
def test_no_address_is_taken_that_leads_nowhere(scene: Scene, handler: Client, address: str) -> None:
    assert "requester_email" in errors(take_in(handler, requester_email=address))
    taken = take_in(handler, Right.RECTIFICATION, person=scene.sara.ref, field_email=address)
    assert "field_email" in errors(taken)
    assert not DataSubjectRequest.objects.exists()


def test_nobody_unknown_is_taken_for_identified(scene: Scene, handler: Client) -> None:
    answer = take_in(handler, requester_email="ny@example.se", identity="call_back")
    assert errors(answer) == {"identity"}


def test_an_unidentified_person_is_written_to_where_we_know_them(scene: Scene, handler: Client) -> None:
    take_in(handler, person=scene.sara.ref)
    request = DataSubjectRequest.objects.get()
    assert addressee_of(request, at=request.received_at).email == "sara.nystrom@example.se"


def test_a_request_of_nobody_is_matched_to_a_person_afterwards(scene: Scene, handler: Client) -> None:
    take_in(handler, requester_email="ny@example.se")
    found = DataSubjectRequest.objects.get()
    assert "q" in send(handler, found, "request_match", q="Finnsinte").context["form"].errors
    hits = send(handler, found, "request_match", q="Nyström", find="1")
    assert "S••• N•••" in hits.content.decode()
    send(handler, found, "request_match", q="Nyström", person=str(scene.sara.ref))
    found.refresh_from_db()
    assert found.subject == scene.sara


@pytest.mark.parametrize(
    ("right", "said", "proposed"),
    [
        (Right.RECTIFICATION, {"field_full_name": "Sara Ek"}, {"full_name": "Sara Ek"}),
        (Right.OBJECTION, {"purposes": ["service_communication"]}, {"purposes": ["service_communication"]}),
        (Right.CONSENT_WITHDRAWAL, {"use_channel": "sms"}, {"channel": "sms"}),
        (Right.OTHER_CONTROLLER, {"other": "Kommunen"}, {"controller": "Kommunen"}),
        (Right.COMPLAINT, {}, {}),
        (Right.SUBPROCESSOR_OVERVIEW, {}, {}),
    ],
)
def test_each_right_asks_for_what_it_needs(
    scene: Scene, handler: Client, right: Right, said: dict[str, Any], proposed: dict[str, Any]
) -> None:
    assert take_in(handler, right, person=scene.sara.ref, **said).status_code == 302
    assert DataSubjectRequest.objects.get().file.proposed == proposed


@pytest.mark.parametrize("right", [Right.ERASURE, Right.RESTRICTION])
def test_a_request_is_narrowed_to_kinds_of_data(scene: Scene, handler: Client, right: Right) -> None:
    take_in(handler, right, person=scene.sara.ref, categories=["crm_inquiry"])
    assert DataSubjectRequest.objects.get().categories == ["crm_inquiry"]


@pytest.mark.parametrize(
    "right", [Right.CONSENT_WITHDRAWAL, Right.SUBPROCESSOR_OVERVIEW, Right.OTHER_CONTROLLER]
)
def test_what_needs_no_review_is_answered_as_it_is_taken_in(
    scene: Scene, handler: Client, right: Right
) -> None:
    said = {"other": "Kommunen"} if right == Right.OTHER_CONTROLLER else {}
    take_in(handler, right, person=scene.sara.ref, **said)
    found = DataSubjectRequest.objects.get()
    assert found.state == State.FULFILLED
    page_of(handler, found)


def test_a_no_on_the_telephone_from_nobody_known_closes_the_address(scene: Scene, handler: Client) -> None:
    said = {"purposes": ["marketing"], "requester_name": "Okänd"}
    assert errors(take_in(handler, Right.OBJECTION, **said)) == {"requester_email"}
    take_in(handler, Right.OBJECTION, requester_email="nej@example.se", **said)
    assert is_suppressed(scene.winston, [Address("email", "nej@example.se")])


def test_a_second_one_for_the_same_right_is_added_to_the_first(scene: Scene, handler: Client) -> None:
    first = ask(scene.sara)
    answer = take_in(handler, person=scene.sara.ref, identity="call_back")
    assert answer["Location"] == reverse("admin:request", args=[first.ref])
    assert "Jag vill se allt" in page_of(handler, first)
    assert DataSubjectRequest.objects.count() == 1


def test_who_asks_for_another_says_who_they_are_and_where_they_are_answered(
    scene: Scene, handler: Client
) -> None:
    first = ask(scene.sara)
    said = {"person": scene.sara.ref, "identity": "next_of_kin", "words": "Min mor är död"}
    without = take_in(handler, **said)
    assert "Skriv vem som frågar för personens räkning" in without.content.decode()
    assert "Min mor är död" in without.content.decode()
    hers = {"requester_name": "Dotter Ek", "requester_email": "sara.nystrom@example.se"}
    assert errors(take_in(handler, **said, **hers)) == {"__all__"}
    take_in(handler, **said, **{**hers, "requester_email": "dotter@example.se"})
    first.file.refresh_from_db()
    assert first.file.words == ""
    found = DataSubjectRequest.objects.exclude(pk=first.pk).get()
    assert (found.file.on_behalf, found.file.requester_name) == ("next_of_kin", "Dotter Ek")
    assert "Skrevs av Dotter Ek, och är knuten till Sara Nyström." in page_of(handler, found)


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"received_on": "2026-11-24"}, "received_on"),
        ({"received_on": "2026-11-23", "received_at": "23:59"}, "received_on"),
        ({"received_on": "2018-05-24"}, "received_on"),
        ({"received_on": "0001-01-01"}, "received_on"),
        ({"received_on": "i går"}, "received_on"),
        ({"received_at": "25:00"}, "received_at"),
        ({"channel": ""}, "channel"),
        ({"channel": "api"}, "channel"),
        ({"words": "x" * 20_001}, "words"),
        ({"words": "nolla \x00"}, "words"),
        ({"identity": "passkopia"}, "identity"),
        ({"requester_email": "inte en adress"}, "requester_email"),
    ],
)
def test_what_is_wrong_is_said_at_its_field_and_the_rest_is_kept(
    scene: Scene, handler: Client, said: dict[str, str], field: str
) -> None:
    answer = take_in(handler, person=scene.sara.ref, **said)
    assert errors(answer) == {field}
    assert "words" in said or "Jag vill se allt" in answer.content.decode()
    assert not DataSubjectRequest.objects.exists()


@pytest.mark.parametrize(
    ("right", "said", "field"),
    [
        (Right.RECTIFICATION, {}, "field_full_name"),
        (Right.RECTIFICATION, {"field_email": "inte en adress"}, "field_email"),
        (Right.OBJECTION, {}, "purposes"),
        (Right.OBJECTION, {"purposes": ["x"]}, "purposes"),
        (Right.ERASURE, {"categories": ["x"]}, "categories"),
        (Right.OTHER_CONTROLLER, {}, "other"),
    ],
)
def test_what_a_right_lacks_is_said_at_its_field(
    scene: Scene, handler: Client, right: Right, said: dict[str, Any], field: str
) -> None:
    assert errors(take_in(handler, right, person=scene.sara.ref, **said)) == {field}


@pytest.mark.parametrize(
    "words",
    [
        "<script>alert(1)</script>",
        '=HYPERLINK("http://x")',
        "\u202egnip\u200b",
        "{{ 7|add:1 }}",
        "'; drop table x; --",
    ],
)
def test_hostile_words_are_shown_and_never_act(scene: Scene, handler: Client, words: str) -> None:
    take_in(handler, person=scene.sara.ref, words=words)
    body = page_of(handler, DataSubjectRequest.objects.get())
    assert "<script>alert" not in body
    assert "7|add" in body or "{{" not in words


def test_a_person_or_company_of_somebody_else_is_not_there(scene: Scene, handler: Client) -> None:
    lars = make.create_subject(scene.winlas)
    assert take_in(handler, person=lars.ref).status_code == 404
    assert take_in(handler, person="inget-id").status_code == 404
    for slug, right in (("winlas", "access"), ("winston", "allt")):
        assert handler.get(reverse("admin:request_register", args=[slug, right])).status_code == 404
    take_in(handler, q=str(lars.identities.get().value), requester_email="ny@example.se")
    assert DataSubjectRequest.objects.get().subject is None


def test_errors_are_said_in_english_to_whoever_reads_english(scene: Scene, handler: Client) -> None:
    address = reverse("admin:request_register", args=["winston", "access"]) + f"?person={scene.sara.ref}"
    answer = handler.post(address, PHONE | {"channel": ""}, headers={"accept-language": "en"})
    assert "Choose how the request came." in answer.content.decode()
