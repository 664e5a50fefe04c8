"""A page that has grown old does nothing: whatever came to the file since is read first."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from law.rights import Right
from requests_dsr.answers import FactsMoved
from requests_dsr.services.deciding.proposals import decide as decide_now
from requests_dsr.services.deciding.proposals import draft
from requests_dsr.services.receiving.matching import add_words
from requests_dsr.states import State
from staff.requests.seen import seen
from tests.staff.asking import NOW, ask, by, started
from tests.staff.scene import Scene
from tests.staff.walking import send

pytestmark = pytest.mark.usefixtures("at_once")


def test_what_came_to_the_file_after_the_decision_page_was_shown_is_read_before_anything_is_decided(
    scene: Scene, handler: Client, dpo: Client
) -> None:
    found = started(scene, ask(scene.sara, Right.RESTRICTION))
    send(handler, found, "request_propose", draft="1", granted="ja", ground="18.1.a", why="Vi utreder.")
    found.file.refresh_from_db()
    address = reverse("admin:request_decide", args=[found.ref])
    read = {"seen": dpo.get(address).context["seen"], "digest": found.file.plan_digest}
    send(handler, found, "request_act", "add", words="Jag vill också ha skadestånd")
    answer = dpo.post(address, read)
    body = answer.content.decode()
    assert answer.status_code == 200
    assert "Begäran har ändrats sedan du öppnade sidan" in body
    assert "Nytt sedan dess: Personen lade till något: Jag vill också ha skadestånd" in body
    found.refresh_from_db()
    assert found.state == State.REVIEW
    assert dpo.post(address, {**read, "seen": answer.context["seen"]}).status_code == 302


def test_words_that_come_in_the_same_moment_stop_the_decision(
    scene: Scene, handler: Client, dpo: Client
) -> None:
    found = started(scene, ask(scene.sara, Right.COMPLAINT))
    found = draft(request=found, choices={"answer": "Tack.", "found": "yes"}, at=NOW, **by(scene, "handler"))
    read = found.events.latest("pk").pk
    add_words(request=found, words="Vänta", at=NOW, **by(scene, "handler"))
    with pytest.raises(FactsMoved, match="lagts till i akten"):
        decide_now(request=found, outcome=State.FULFILLED, read_until=read, at=NOW, **by(scene, "dpo"))
    found.refresh_from_db()
    assert found.state == State.REVIEW


def test_what_the_machine_notes_makes_no_page_old(scene: Scene, handler: Client) -> None:
    found = started(scene, ask(scene.sara))
    shown = seen(found)
    found.events.create(at=NOW, source="in_progress", target="in_progress", role="worker", code="WARNED")
    assert seen(found) == shown


@pytest.mark.parametrize("mark", ["", "x", "a b c d", "a b 1 d e", "a b ٣ d", f"a b {10**23} d"])
def test_a_mark_nobody_gave_is_an_old_page_and_no_fault(scene: Scene, handler: Client, mark: str) -> None:
    found = ask(scene.sara)
    address = reverse("admin:request_act", args=[found.ref, "withdraw"])
    answer = handler.post(address, {"seen": mark, "comment": "Ringde"})
    assert "Begäran har ändrats sedan du öppnade sidan" in answer.content.decode()
