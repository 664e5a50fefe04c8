"""What a request leaves to do with others, as staff see it and note it: step by step, each dated."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from connectors.models import NoticeKind, NoticeState, RecipientKind, RecipientNotice, Trouble
from connectors.services import Told, note_recipients
from law.rights import Right
from ledger.actor import SUBJECT
from register.wording.when import day_in_words
from requests_dsr.models import DataSubjectRequest, RequestEvent
from staff.requests.queue import TO_TELL
from subjects.models import AccessLog
from tests.factories import noon
from tests.staff.asking import NOW, ask, asked_by
from tests.staff.clients import staff_client
from tests.staff.scene import TODAY, Scene
from tests.staff.walking import page_of

pytestmark = pytest.mark.usefixtures("at_once")


@pytest.fixture
def found(scene: Scene) -> DataSubjectRequest:
    """A request that left one recipient to tell four days ago."""
    request = asked_by(scene.sara)
    RecipientNotice.objects.update(created_at=NOW - timedelta(days=4), about=["email:sara@example.se"])
    return request


def tell(client: Client, found: DataSubjectRequest, **said: str) -> str:
    notice = RecipientNotice.objects.get()
    answer = client.post(reverse("admin:request_recipient", args=[found.ref, notice.pk]), said, follow=True)
    return str(answer.content.decode())


def of_kind(scene: Scene, kind: NoticeKind, right: Right = Right.ACCESS, **fields: Any) -> DataSubjectRequest:
    """Leave one matter of a kind with a system."""
    request = ask(scene.sara, right)
    note_recipients(
        controller=request.controller,
        request_ref=request.ref,
        kind=kind,
        recipients=[Told(name="Kundregistret", kind=RecipientKind.SYSTEM, categories=frozenset())],
        by=SUBJECT,
        at=NOW,
        about=["email:sara@example.se"],
    )
    RecipientNotice.objects.update(**fields)
    return request


@pytest.mark.parametrize(
    ("kind", "said"),
    [
        pytest.param(NoticeKind.OBJECTION_UPHELD, "sedan häva pausen", id="paused until a person acts"),
        pytest.param(NoticeKind.COMPLETION, "ingen plats för personens ord", id="a statement"),
        pytest.param(NoticeKind.ERASURE, "någon måste meddela dem som sköter det", id="anything else"),
    ],
)
def test_where_no_system_can_the_page_says_what_a_person_does(
    scene: Scene, handler: Client, kind: NoticeKind, said: str
) -> None:
    request = of_kind(scene, kind, trouble=Trouble.UNABLE)
    assert said in page_of(handler, request)
    assert str(request.ref) in handler.get(reverse("admin:requests"), {"lage": TO_TELL}).content.decode()


def test_nobody_confirms_before_they_are_told(
    scene: Scene, handler: Client, found: DataSubjectRequest
) -> None:
    page = page_of(handler, found)
    assert ">Meddelad<" in page
    assert ">Har bekräftat<" not in page
    assert "Notera först att mottagaren är meddelad." in tell(handler, found, state="confirmed")
    assert RecipientNotice.objects.get().state == NoticeState.PENDING
    assert ">Har bekräftat<" in tell(handler, found, state="sent")


def test_each_step_has_its_day_who_did_it_and_a_line_in_the_file(
    scene: Scene, handler: Client, found: DataSubjectRequest
) -> None:
    told_on, confirmed_on = TODAY - timedelta(days=3), TODAY - timedelta(days=1)
    tell(handler, found, state="sent", on=told_on.isoformat())
    page = tell(handler, found, state="confirmed", on=confirmed_on.isoformat())
    notice = RecipientNotice.objects.get()
    assert (notice.sent_at, notice.confirmed_at) == (noon(told_on), noon(confirmed_on))
    for words in (f"Meddelad {told_on.day} ", f"Bekräftat {confirmed_on.day} ", "En mottagare bekräftade"):
        assert words in page
    lines = RequestEvent.objects.filter(code__startswith="RECIPIENT").order_by("pk")
    user = scene.staff["winston", "handler"]
    assert [(line.code, line.user, line.comment) for line in lines] == [
        ("RECIPIENT_TOLD", user, f"Molnet AB, {day_in_words(told_on)}"),
        ("RECIPIENT_CONFIRMED", user, f"Molnet AB, {day_in_words(confirmed_on)}"),
    ]


@pytest.mark.parametrize(
    ("day", "words"),
    [
        ((TODAY + timedelta(days=1)).isoformat(), "Det har inte hänt än."),
        ((TODAY - timedelta(days=5)).isoformat(), "Det kan inte ha hänt före"),
        ("1 december", "ett datum som finns"),
        ("9999-99-99", "ett datum som finns"),
    ],
    ids=["to come", "before the duty", "in words", "no day"],
)
def test_a_day_that_cannot_be_is_refused_in_words(
    scene: Scene, handler: Client, found: DataSubjectRequest, day: str, words: str
) -> None:
    assert words in tell(handler, found, state="sent", on=day)
    assert RecipientNotice.objects.get().state == NoticeState.PENDING
    assert not RequestEvent.objects.filter(code__startswith="RECIPIENT").exists()


def test_whom_a_recipient_is_told_about_is_shown_until_they_are_told(
    scene: Scene, handler: Client, found: DataSubjectRequest
) -> None:
    assert "Gäller: sara@example.se" in page_of(handler, found)
    assert (
        "sara@example.se"
        not in tell(handler, found, state="sent")
        .split("<h2>Vad som har hänt")[0]
        .split("De här ska få veta det")[1]
        .split("</section>")[0]
    )
    assert AccessLog.objects.filter(subject=scene.sara, page="request").exists()


def test_a_request_sent_on_is_no_notice_of_article_19(scene: Scene, handler: Client) -> None:
    found = ask(scene.sara, Right.OTHER_CONTROLLER, proposed={"controller": "Kommunen"})
    page = page_of(handler, found)
    assert "artikel 19" not in page
    assert "Begäran ska vidare till den som bestämmer över uppgifterna" in page
    assert "ska skickas vidare" in page
    page = tell(handler, found, state="sent")
    assert "Begäran skickades vidare" in page
    assert RequestEvent.objects.get(code="FORWARDED").comment == "Kommunen"


def test_a_request_for_somebody_unnamed_is_left_to_somebody(scene: Scene, handler: Client) -> None:
    found = ask(scene.sara, Right.OTHER_CONTROLLER, proposed={})
    assert "organisation som inte är namngiven" in page_of(handler, found)
    assert "Att skicka vidare eller meddela: 1" in handler.get(reverse("admin:requests")).content.decode()
    body = found.letters.get(event="request_answered").body
    assert "Vi vet inte vilken organisation begäran gäller." in body


def test_what_a_copy_lacks_has_its_own_words_and_one_step(scene: Scene, handler: Client) -> None:
    found = of_kind(scene, NoticeKind.COPY, trouble=Trouble.FOUND)
    page = page_of(handler, found)
    for words in ("Det här saknas i kopian", "Svarar igen och har uppgifter", ">Personen har fått det<"):
        assert words in page
    assert ">Meddelad<" not in page
    page = tell(handler, found, state="confirmed")
    assert "Det som saknades i kopian är utrett" in page
    notice = RecipientNotice.objects.get()
    assert (notice.state, notice.about) == (NoticeState.CONFIRMED, [])


def test_a_system_that_cannot_do_it_says_so_and_about_whom(scene: Scene, handler: Client) -> None:
    found = of_kind(scene, NoticeKind.RESTRICTION, trouble=Trouble.UNABLE)
    page = page_of(handler, found)
    assert "Kan inte göra det självt" in page
    assert "Gäller: sara@example.se" in page
    assert "Att skicka vidare eller meddela: 1" in handler.get(reverse("admin:requests")).content.decode()


def test_another_company_notes_nothing(scene: Scene, found: DataSubjectRequest) -> None:
    notice = RecipientNotice.objects.get()
    address = reverse("admin:request_recipient", args=[found.ref, notice.pk])
    assert staff_client(scene, "winlas", "dpo").post(address, {"state": "sent"}).status_code == 404
    assert RecipientNotice.objects.get().state == NoticeState.PENDING
