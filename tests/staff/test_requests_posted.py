"""That a letter was posted is a deed: who, which day, in the file and in the ledger; and what it sets off."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from law.rights import Right
from ledger.models import LedgerEntry
from requests_dsr.models import Channel, DataSubjectRequest, Letter, LetterStatus
from requests_dsr.services.deciding.proposals import decide
from requests_dsr.services.receiving.opening import Asked, Requester, open_request
from requests_dsr.states import State
from subjects.models import DataSubject
from tests.staff.asking import NOW, by, proposed
from tests.staff.clients import staff_client
from tests.staff.scene import Scene
from tests.staff.walking import page_of

pytestmark = pytest.mark.usefixtures("at_once")


def on_paper(
    scene: Scene,
    right: Right = Right.ACCESS,
    *,
    at: datetime = NOW - timedelta(days=4),
    requester: Requester | None = None,
    **asked: Any,
) -> DataSubjectRequest:
    """Take in a request of somebody who is answered on paper."""
    return open_request(
        controller=scene.winston,
        asked=Asked(right=right, **asked),
        requester=requester
        or Requester(
            subject=scene.sara, postal_address="Storgatan 1", by_post=True, identity_method="call_back"
        ),
        channel=Channel.LETTER,
        received_at=at,
        by=by(scene, "handler")["by"],
        at=at,
    )


def post(client: Client, letter: Letter, **said: str) -> str:
    address = reverse("admin:request_letter_posted", args=[letter.ref])
    answer = client.post(address, {"back": "1", **said}, follow=True)
    assert answer.status_code == 200
    return str(answer.content.decode())


def test_who_posted_a_letter_and_when_stands_in_the_file_and_in_the_ledger(
    scene: Scene, handler: Client
) -> None:
    found = on_paper(scene)
    said = post(handler, found.letters.get(), on="2026-11-20")
    assert "Brevet är postat." in said
    assert "Ett brev postades" in said
    event = found.events.get(code="POSTED")
    assert (event.user, event.at.date()) == (scene.staff["winston", "handler"], NOW.date())
    assert event.comment == "Vi har fått din begäran, 20 november 2026"
    line = LedgerEntry.objects.get(action="letter.post")
    assert (line.actor_role, line.category) == ("handler", Right.ACCESS)
    letter = found.letters.get()
    assert (letter.status, letter.sent_at and letter.sent_at.date().isoformat()) == ("posted", "2026-11-20")


@pytest.mark.parametrize(
    ("on", "words"),
    [
        ("2026-11-18", "Det kan inte ha hänt före 19 november 2026."),
        ("2026-11-24", "Det har inte hänt än."),
        ("0001-01-01", "Det kan inte ha hänt före 19 november 2026."),
        ("i fredags", "datum"),
        ("\x00", "datum"),
    ],
    ids=["before it was written", "to come", "ancient", "no day", "hostile"],
)
def test_a_letter_is_posted_neither_before_it_was_written_nor_later_than_now(
    scene: Scene, handler: Client, on: str, words: str
) -> None:
    found = on_paper(scene)
    assert words in post(handler, found.letters.get(), on=on)
    assert found.letters.get().status == LetterStatus.TO_PRINT
    assert not found.events.filter(code="POSTED").exists()
    assert not LedgerEntry.objects.filter(action="letter.post").exists()


def test_the_day_it_was_written_is_the_first_it_may_have_been_posted(scene: Scene, handler: Client) -> None:
    found = on_paper(scene)
    assert "Brevet är postat." in post(handler, found.letters.get(), on="2026-11-19")


def test_no_day_is_today_and_a_letter_is_posted_once(scene: Scene, handler: Client) -> None:
    found = on_paper(scene)
    post(handler, found.letters.get())
    assert "Brevet väntar inte på att postas." in post(handler, found.letters.get(), on="2026-11-20")
    assert found.events.filter(code="POSTED").count() == 1


def test_a_copy_that_is_printed_stands_in_the_file(scene: Scene, handler: Client) -> None:
    found = proposed(scene, on_paper(scene))
    decide(request=found, outcome=State.FULFILLED, at=NOW, **by(scene, "dpo"))
    handler.post(reverse("admin:request_copy", args=[found.ref]))
    assert found.events.get(code="COPY_PRINTED").user == scene.staff["winston", "handler"]
    assert "Kopian skrevs ut för att följa med brevet" in page_of(handler, found)


def test_an_erasure_answered_on_paper_says_what_it_waits_for_and_what_starts_it(
    scene: Scene, handler: Client, dpo: Client
) -> None:
    found = proposed(scene, on_paper(scene, Right.ERASURE, categories=["crm_inquiry"]))
    page = dpo.get(reverse("admin:request_decide", args=[found.ref])).content.decode()
    assert "Inget raderas vid beslutet: det sker morgonen efter att svaret är postat." in page
    outcome = State(found.file.plan["outcome"])
    found = decide(request=found, outcome=outcome, at=NOW, **by(scene, "dpo"))
    page = page_of(handler, found)
    assert page.count("Inget är raderat än. Raderingen väntar på att 1 brev till personen postas.") == 2
    assert "startar den: morgonen efter raderas uppgifterna" in page
    listed = handler.get(reverse("admin:request_letters")).content.decode()
    assert listed.count("Det här startar en radering") == 1  # beside the answer, and not beside the receipt
    said = post(handler, found.letters.get(event="request_answered"), on="2026-11-23")
    assert "Inget är raderat än. Svaret har gått iväg, och uppgifterna raderas nästa morgon." in said
    assert DataSubject.objects.filter(pk=scene.sara.pk).exists()


def test_what_is_answered_by_mail_says_nothing_of_the_post(scene: Scene, handler: Client) -> None:
    found = on_paper(scene, Right.ERASURE, categories=["crm_inquiry"])
    type(found.file).objects.update(by_post=False)
    found = proposed(scene, DataSubjectRequest.objects.get(pk=found.pk))
    assert "postat" not in page_of(handler, found).split("Brev till personen")[0]


@pytest.mark.parametrize("day", ["2026-11-20", ""])
def test_another_companys_letter_is_not_posted(scene: Scene, day: str) -> None:

    letter = on_paper(scene).letters.get()
    other = staff_client(scene, "winlas", "handler")
    address = reverse("admin:request_letter_posted", args=[letter.ref])
    assert other.post(address, {"on": day}).status_code == 404
