"""Whatever is sent to any form of a request: a clear answer, nothing done, and never a fault."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from law.rights import Right
from requests_dsr.letters import write_letter
from requests_dsr.models import DataSubjectRequest, RequestEvent
from requests_dsr.states import MOVES, State
from staff.requests.acts import ACTS
from staff.requests.seen import seen
from staff.wording.deeds import deed_words
from tests.staff.asking import NOW, ask, proposed, started
from tests.staff.scene import Scene

pytestmark = pytest.mark.usefixtures("at_once")

NAMES = (
    "comment", "method", "question", "large_volume", "extension_reasons", "words", "lift_on", "why", "codes",
    "evidence", "fee_sek", "lifted", "added", "withheld_files", "statement", "granted", "ground", "upheld_0",
    "grounds_0", "answer", "justified", "signed", "digest", "q", "person", "received_on", "received_at",
    "find", "draft",
)  # fmt: skip
JUNK = {
    "nothing": "",
    "nul": "a\x00b",
    "markup": "<script>alert(1)</script>{{ x }}{% y %}",
    "turned": "\u202e\u200b\ufeff",
    "long": "x" * 60_000,
    "number": "99999999999999999999999",
    "day": "0000-00-00",
}
PAGES = ("request_match", "request_answered", "request_propose", "request_refuse", "request_decide")
RIGHTS = [
    Right.ACCESS,
    Right.RECTIFICATION,
    Right.ERASURE,
    Right.RESTRICTION,
    Right.OBJECTION,
    Right.COMPLAINT,
]
PROPOSED: dict[Right, dict[str, Any]] = {
    Right.RECTIFICATION: {"full_name": "Sara Ek"},
    Right.OBJECTION: {"purposes": ["service_communication"]},
}


def addresses(found: DataSubjectRequest) -> list[str]:
    acts = [reverse("admin:request_act", args=[found.ref, act.key]) for act in ACTS if act.do]
    return [*acts, *(reverse(f"admin:{name}", args=[found.ref]) for name in PAGES)]


@pytest.mark.parametrize("right", RIGHTS)
def test_no_form_fails_whatever_it_is_sent(scene: Scene, dpo: Client, right: Right) -> None:
    found = started(scene, ask(scene.sara, right, proposed=PROPOSED.get(right, {})))
    for kind, junk in JUNK.items():
        for address in addresses(found):
            found.refresh_from_db()
            answer = dpo.post(address, dict.fromkeys(NAMES, junk) | {"seen": seen(found)})
            assert answer.status_code in {200, 302}, (kind, address)
            assert b"<script>alert" not in answer.content


def test_ten_megabytes_are_refused_before_they_are_read(scene: Scene, dpo: Client) -> None:
    found = ask(scene.sara)
    address = reverse("admin:request_act", args=[found.ref, "add"])
    answer = dpo.post(address, {"words": "x" * 10_000_000, "seen": seen(found)})
    assert answer.status_code in {400, 413}
    found.refresh_from_db()
    assert found.file.words == ""


def test_an_empty_form_moves_nothing_that_needs_words(scene: Scene, dpo: Client) -> None:
    found = proposed(scene, ask(scene.sara, Right.COMPLAINT), answer="Nej.", found="no")
    for act in ("send_back", "ask_identity", "establish", "extend", "reopen", "announce", "lift"):
        dpo.post(reverse("admin:request_act", args=[found.ref, act]), {"seen": seen(found)})
    found.refresh_from_db()
    assert found.state == State.REVIEW


def test_a_fuller_file_asks_no_more(scene: Scene, dpo: Client) -> None:
    found = ask(scene.sara)

    def count() -> int:
        with CaptureQueriesContext(connection) as asked:
            dpo.get(reverse("admin:request", args=[found.ref]))
        return len(asked)

    few = count()
    for number in range(20):
        write_letter(request=found, event="request_received", at=NOW)
        RequestEvent.objects.create(
            request=found, at=NOW, source="received", target="received", role="handler",
            user=scene.staff["winston", "handler"], code=f"ADDED_{number}",
        )  # fmt: skip
    assert count() == few


def test_the_ledger_says_each_move_in_words() -> None:
    said = {deed_words(move.event) for move in MOVES}
    assert len(said) == len(MOVES)
    assert not any("request." in words for words in said)
