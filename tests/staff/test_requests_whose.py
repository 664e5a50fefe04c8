"""Whose request it is, on its pages: evidence is of one person, and both names are shown."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from law.rights import Right
from ledger.actor import SUBJECT
from requests_dsr.models import Channel, DataSubjectRequest, RequestFile
from requests_dsr.services.receiving.opening import Asked, Requester, open_request
from requests_dsr.states import State
from subjects.models import DataSubject
from tests import factories as make
from tests.staff.asking import NOW, ask, started
from tests.staff.scene import Scene
from tests.staff.walking import decide, page_of, send

pytestmark = pytest.mark.usefixtures("at_once")


def letter(scene: Scene, right: Right = Right.ERASURE) -> DataSubjectRequest:
    """Take in a letter from somebody nobody here knows."""
    return open_request(
        controller=scene.winston,
        asked=Asked(right=right),
        requester=Requester(name="Brev Brevsson", email="brev@example.se"),
        channel=Channel.LETTER,
        received_at=NOW,
        by=SUBJECT,
        at=NOW,
    )


def linked(client: Client, found: DataSubjectRequest, subject: DataSubject) -> None:
    answer = send(client, found, "request_match", q=subject.full_name, person=str(subject.ref))
    assert answer.status_code == 302, answer.context["form"].errors


def keys(client: Client, found: DataSubjectRequest) -> dict[str, bool]:
    answer = client.get(reverse("admin:request", args=[found.ref]))
    return {button.act.key: bool(button.may) for button in answer.context["detail"].buttons}


def test_nobody_is_identified_while_nobody_is_linked(scene: Scene, handler: Client) -> None:
    found = letter(scene)
    body = page_of(handler, found)
    assert "Knyt den först: det är den personen som styrks." in body
    assert keys(handler, found)["establish"] is False
    answer = send(handler, found, "request_act", "establish", method="case_knowledge")
    assert answer.status_code == 200
    found.refresh_from_db()
    assert (found.state, found.identity_method) == (State.RECEIVED, "")


def test_the_one_who_is_linked_afterwards_is_not_erased_on_anothers_evidence(
    scene: Scene, handler: Client, dpo: Client
) -> None:
    found = letter(scene)
    assert send(handler, found, "request_act", "start").status_code == 302
    linked(handler, found, scene.sara)
    body = page_of(handler, found)
    assert "Skrevs av Brev Brevsson, och är knuten till Sara Nyström." in body
    assert "Från Brev Brevsson till Sara Nyström." in body
    assert keys(handler, found)["propose"] is False
    page = handler.get(reverse("admin:request_propose", args=[found.ref])).content.decode()
    assert "Tryck på Styrk identiteten först." in page
    send(handler, found, "request_propose", draft="1")
    decide(dpo, found)
    found.refresh_from_db()
    assert found.state == State.IN_PROGRESS
    assert DataSubject.objects.filter(pk=scene.sara.pk).exists()
    assert send(handler, found, "request_act", "establish", method="call_back").status_code == 302
    assert keys(handler, found)["propose"] is True


def test_a_page_that_was_shown_for_another_person_identifies_nobody(scene: Scene, handler: Client) -> None:
    found = ask(scene.sara, identity="")
    other = make.create_subject(scene.winston, name="Erik Al")
    address = reverse("admin:request_act", args=[found.ref, "establish"])
    shown = handler.get(address).context["seen"]
    linked(handler, found, other)
    answer = handler.post(address, {"seen": shown, "method": "call_back"})
    assert "Begäran har ändrats sedan du öppnade sidan" in answer.content.decode()
    found.refresh_from_db()
    assert (found.subject, found.identity_method) == (other, "")


def test_under_review_somebody_else_is_linked_by_the_dpo_alone(
    scene: Scene, handler: Client, dpo: Client
) -> None:
    found = started(scene, ask(scene.sara))
    assert send(handler, found, "request_propose", draft="1").status_code == 302
    other = make.create_subject(scene.winston, name="Erik Al")
    assert keys(handler, found)["match"] is False
    linked(dpo, found, other)
    found.refresh_from_db()
    assert (found.state, found.identity_method) == (State.IN_PROGRESS, "")
    assert keys(handler, found)["establish"] is True


def test_the_decision_says_whose_evidence_it_rests_on(scene: Scene, handler: Client, dpo: Client) -> None:
    found = started(scene, ask(scene.sara))
    send(handler, found, "request_propose", draft="1")
    page = dpo.get(reverse("admin:request_decide", args=[found.ref])).content.decode()
    assert "Vi vet vem det är" in page
    assert "Sara Nyström: inloggad i Min profil." in page


def test_an_answer_to_nobody_is_not_told_as_evidence_of_somebody(
    scene: Scene, handler: Client, dpo: Client
) -> None:
    found = letter(scene, Right.COMPLAINT)
    send(handler, found, "request_act", "start")
    send(handler, found, "request_propose", draft="1", answer="Tack.", justified="yes")
    page = dpo.get(reverse("admin:request_decide", args=[found.ref])).content.decode()
    assert "Vi vet vem det är" not in page
    assert "Ingen är styrkt. Svaret går till Brev Brevsson." in page


def test_a_second_request_for_the_same_is_named_on_the_page_of_the_first_and_the_other_way_round(
    scene: Scene, handler: Client
) -> None:
    first, second = ask(scene.sara, Right.ACCESS), letter(scene, Right.ACCESS)
    other, unlike = letter(scene, Right.ACCESS), ask(scene.sara, Right.RESTRICTION)
    linked(handler, second, scene.sara)
    said = "Personen har bett om samma sak mer än en gång"
    for here, there in ((first, second), (second, first)):
        body = page_of(handler, here)
        assert said in body
        assert reverse("admin:request", args=[there.ref]) in body
    for alone in (other, unlike):
        assert said not in page_of(handler, alone)


def test_a_name_that_was_corrected_since_raises_no_doubt_about_who_asked(
    scene: Scene, handler: Client
) -> None:
    found = ask(scene.sara)
    RequestFile.objects.filter(request=found).update(requester_name="Sara Nyström-Al")
    assert "Skrevs av" not in page_of(handler, found)
