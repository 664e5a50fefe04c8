"""What has happened, in words: never as codes, and no recital as an article."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from requests_dsr.models import Letter
from tests.staff.asking import ask, started
from tests.staff.scene import Scene
from tests.staff.walking import decide, page_of, send

pytestmark = pytest.mark.usefixtures("at_once")


def test_the_log_says_what_happened_in_words(scene: Scene, handler: Client, dpo: Client) -> None:
    found = started(scene, ask(scene.sara))
    send(handler, found, "request_act", "clarify", question="Vilka år menar du?")
    send(handler, found, "request_act", "add", words="Bara i fjol")
    send(dpo, found, "request_act", "extend", extension_reasons=["complexity"])
    ask(scene.sara, words="Och bilderna")
    log = page_of(handler, found).split("Vad som har hänt")[1]
    for said in (
        "Registrerad",
        "Vilka år menar du?",
        "Bara i fjol",
        "Och bilderna",
        "En begäran till om samma sak lades till (Min profil)",
        "Ärendet är komplicerat",
    ):
        assert said in log
    for code in ("ADDED", "ASKED", "MATCHED", "complexity", "Kom in"):
        assert code not in log


@pytest.mark.parametrize(("language", "words"), [("sv", "(skäl 27)"), ("en", "(recital 27)")])
def test_a_recital_is_not_called_an_article(
    scene: Scene, handler: Client, dpo: Client, language: str, words: str
) -> None:
    found = started(scene, ask(scene.sara))
    page = reverse("admin:request_refuse", args=[found.ref])
    assert words in handler.get(page, headers={"accept-language": language}).content.decode()
    found.file.__class__.objects.filter(request=found).update(
        on_behalf="next_of_kin", requester_name="Dotter Ek", requester_email="dotter@example.se"
    )
    send(handler, found, "request_refuse", codes=["R27_DECEASED"], evidence="Dödsbevis")
    decide(dpo, found)
    body = handler.get(reverse("admin:request", args=[found.ref]), headers={"accept-language": language})
    assert words.strip("()") in body.content.decode()
    assert "rtikel skäl" not in body.content.decode()
    assert "(Skäl 27 i dataskyddsförordningen.)" in Letter.objects.get(event="request_answered").body
