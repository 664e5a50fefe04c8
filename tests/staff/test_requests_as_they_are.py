"""The pages of a decision say what is so of this kind of request, and ask to sign only what is hidden."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from law.rights import Right
from requests_dsr.services.deciding.proposals import decide
from requests_dsr.states import State
from tests import factories as make
from tests.staff.asking import NOW, ask, by, proposed
from tests.staff.scene import Scene
from tests.staff.walking import page_of

pytestmark = pytest.mark.usefixtures("at_once")
COMPLAINT = {"answer": "Delvis rätt.", "found": "partly"}
CONDITIONS = {
    Right.ERASURE: ({}, {}, "Varje slag av uppgifter har ett utfall"),
    Right.RECTIFICATION: (
        {"proposed": {"title": "vd"}},
        {"accepted": ["title"]},
        "Varje värde har ett utfall",
    ),
    Right.OBJECTION: (
        {"proposed": {"purposes": ["service_communication"]}},
        {"upheld": True},
        "Varje ändamål har ett utfall",
    ),
    Right.COMPLAINT: ({}, COMPLAINT, "Utfallet är valt"),
}


def decision(client: Client, found: Any) -> str:
    return str(client.get(reverse("admin:request_decide", args=[found.ref])).content.decode())


def test_a_partly_justified_complaint_is_not_said_to_be_unjustified(
    scene: Scene, handler: Client, dpo: Client
) -> None:
    found = proposed(scene, ask(scene.sara, Right.COMPLAINT), **COMPLAINT)
    assert "Klagomålet var inte befogat i alla delar" in decision(dpo, found)
    decide(request=found, outcome=State.PARTLY_FULFILLED, at=NOW, **by(scene, "dpo"))
    page = page_of(handler, found)
    assert page.count("Klagomålet var inte befogat i alla delar") == 2
    assert "Klagomålet var inte befogat (" not in page


@pytest.mark.parametrize("right", CONDITIONS)
def test_a_condition_is_named_by_what_is_weighed(scene: Scene, dpo: Client, right: Right) -> None:
    asked, choices, title = CONDITIONS[right]
    page = decision(dpo, proposed(scene, ask(scene.sara, right, **asked), **choices))
    said = {words for _asked, _choices, words in CONDITIONS.values() if words in page}
    assert said == {title}


@pytest.mark.parametrize(("right", "signs"), [(Right.ACCESS, True), (Right.PORTABILITY, False)])
def test_only_what_is_handed_out_is_signed_for(scene: Scene, dpo: Client, right: Right, signs: bool) -> None:
    empty = make.create_subject(scene.winston, name="Tom Ask")
    found = proposed(scene, ask(empty, right))
    assert (found.file.plan["outcome"] == State.REFUSED) is not signs
    assert ("skriver under" in decision(dpo, found)) is signs
    if not signs:
        answer = dpo.post(
            reverse("admin:request_decide", args=[found.ref]),
            {"seen": dpo.get(reverse("admin:request_decide", args=[found.ref])).context["seen"],
             "digest": found.file.plan_digest},
        )  # fmt: skip
        assert answer.status_code == 302
        found.refresh_from_db()
        assert found.state == State.REFUSED


@pytest.mark.parametrize("act", ["clarify", "close_unverified", "withdraw", "extend", "ask_identity"])
@pytest.mark.parametrize(("language", "said"), [("sv", "svenska"), ("en", "engelska")])
def test_a_page_that_leads_to_a_letter_says_its_language(
    scene: Scene, handler: Client, act: str, language: str, said: str
) -> None:
    type(scene.sara).objects.filter(pk=scene.sara.pk).update(language=language)
    scene.sara.refresh_from_db()
    found = ask(scene.sara)
    page = handler.get(reverse("admin:request_act", args=[found.ref, act])).content.decode()
    assert f"Brevet skrivs på {said}." in page
