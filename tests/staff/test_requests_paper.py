"""Letters on paper, suppliers on paper, and recipients who are told: what staff do by hand."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from connectors.models import RecipientNotice
from ledger.models import LedgerEntry
from requests_dsr.models import Letter
from subjects.models import AccessLog
from tests.staff.asking import asked_by
from tests.staff.clients import staff_client
from tests.staff.scene import Scene
from tests.staff.walking import page_of

pytestmark = pytest.mark.usefixtures("at_once")


def test_a_letter_waits_is_printed_and_is_posted(scene: Scene, handler: Client) -> None:
    letter = asked_by(scene.sara).letters.get()
    listed = handler.get(reverse("admin:request_letters"))
    assert [row[0] for row in listed.context["rows"]] == [letter]
    assert "Nyström" not in listed.content.decode()
    paper = handler.get(reverse("admin:request_letter", args=[letter.ref])).content.decode()
    assert "Sara Nyström" in paper
    assert "<script" not in paper
    assert AccessLog.objects.filter(subject=scene.sara, page="request").count() == 1
    handler.post(reverse("admin:request_letter_posted", args=[letter.ref]))
    letter.refresh_from_db()
    assert (letter.status, handler.get(reverse("admin:request_letters")).context["rows"]) == ("posted", [])


def test_nothing_to_print_is_no_button(scene: Scene, handler: Client) -> None:
    queue = reverse("admin:requests")
    body = handler.get(queue).content.decode()
    assert "Inga brev att skriva ut" in body
    assert "Skriv ut 0" not in body
    asked_by(scene.sara)
    assert "Skriv ut 1 brev" in handler.get(queue).content.decode()


def test_a_letter_is_posted_once(scene: Scene, handler: Client) -> None:
    letter = asked_by(scene.sara).letters.get()
    address = reverse("admin:request_letter_posted", args=[letter.ref])
    handler.post(address)
    again = handler.post(address, {"back": "1"}, follow=True)
    assert "Brevet väntar inte på att postas." in again.content.decode()


def test_letters_of_another_company_are_neither_listed_nor_printed(scene: Scene) -> None:
    letter = asked_by(scene.sara).letters.get()
    other = staff_client(scene, "winlas", "dpo")
    assert other.get(reverse("admin:request_letters")).context["rows"] == []
    assert other.get(reverse("admin:request_letter", args=[letter.ref])).status_code == 404
    assert other.post(reverse("admin:request_letter_posted", args=[letter.ref])).status_code == 404
    assert Letter.objects.get(pk=letter.pk).status == "to_print"


@pytest.mark.parametrize(("language", "words"), [("sv", "Biträden och underbiträden"), ("en", "Processors")])
def test_the_suppliers_are_printed_in_the_language_of_the_page(
    scene: Scene, handler: Client, language: str, words: str
) -> None:
    address = reverse("admin:request_suppliers", args=["winston"])
    assert words in handler.get(address, headers={"accept-language": language}).content.decode()
    assert handler.get(reverse("admin:request_suppliers", args=["winlas"])).status_code == 404


def tell(scene: Scene, client: Client, **said: str) -> Any:
    notice = RecipientNotice.objects.get()
    found = scene.sara.requests.get()
    return client.post(reverse("admin:request_recipient", args=[found.ref, notice.pk]), said, follow=True)


def test_a_recipient_is_told_and_then_confirms(scene: Scene, handler: Client) -> None:
    found = asked_by(scene.sara)
    assert "Molnet AB" in page_of(handler, found)
    tell(scene, handler, state="sent")
    assert RecipientNotice.objects.get().state == "sent"
    tell(scene, handler, state="confirmed")
    assert RecipientNotice.objects.get().state == "confirmed"
    lines = LedgerEntry.objects.filter(action__startswith="recipient.")
    assert set(lines.values_list("action", flat=True)) == {
        "recipient.sent",
        "recipient.confirmed",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ({"state": "impossible"}, "Skriv varför mottagaren inte går att meddela."),
        ({"state": "impossible", "reason": "x" * 201}, "Skriv varför mottagaren inte går att meddela."),
        ({"state": "pending"}, "Välj om mottagaren är meddelad"),
        ({}, "Välj om mottagaren är meddelad"),
    ],
    ids=["no reason", "too long", "unknown", "nothing"],
)
def test_a_recipient_that_cannot_be_told_needs_a_reason(
    scene: Scene, handler: Client, said: dict[str, str], words: str
) -> None:
    asked_by(scene.sara)
    assert words in tell(scene, handler, **said).content.decode()
    assert RecipientNotice.objects.get().state == "pending"


def test_what_is_settled_about_a_recipient_stays_so(scene: Scene, handler: Client) -> None:
    asked_by(scene.sara)
    tell(scene, handler, state="impossible", reason="Bolaget finns inte längre")
    assert "Bolaget finns inte längre" in page_of(handler, scene.sara.requests.get())
    answer = tell(scene, handler, state="sent")
    assert "Mottagaren är redan meddelad" in answer.content.decode()
    assert RecipientNotice.objects.get().state == "impossible"
