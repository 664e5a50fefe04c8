"""Who is told (Art. 19): each recipient once, in the states of the law, and the systems by themselves."""

from __future__ import annotations

from datetime import date
from uuid import uuid4

import pytest

from connectors.asking import ask_everywhere, carry_out, known_of
from connectors.models import NoticeKind, NoticeState, RecipientKind, RecipientNotice, System
from connectors.services import Told, mark_confirmed, mark_impossible, mark_sent, note_recipients
from ledger.actor import Actor
from outbox.models import OutboxEvent
from subjects.services.errors import NotPossible
from tests import factories as make
from tests.connectors.test_conformance import a_table
from tests.factories import noon

TODAY = noon(date(2026, 11, 25))
DPO = Actor(role="dpo", ref="user:1")


@pytest.fixture
def anna(db):
    return make.create_subject(name="Anna Ek", email="anna@example.se")


def note(controller, ref, *told, kind=NoticeKind.ERASURE):
    return note_recipients(
        controller=controller, request_ref=ref, kind=kind, recipients=told, by=DPO, at=TODAY
    )


def someone(name="Kuvertet AB", **fields):
    return Told(
        name=name, kind=RecipientKind.PROCESSOR, categories=frozenset({"marketing_profile"}), **fields
    )


def test_a_recipient_is_told_once_of_one_thing(anna):
    ref = uuid4()
    assert note(anna.controller, ref, someone(), someone("Molnviken AB")) == 2
    assert note(anna.controller, ref, someone()) == 0
    assert OutboxEvent.objects.filter(kind="recipient.tell").count() == 2
    assert note(anna.controller, ref, someone(), kind=NoticeKind.RECTIFICATION) == 1


def test_a_notice_goes_from_pending_to_sent_to_confirmed_and_no_other_way(anna):
    note(anna.controller, uuid4(), someone())
    notice = mark_sent(notice=RecipientNotice.objects.get(), by=DPO, at=TODAY)
    assert (notice.state, notice.sent_at) == (NoticeState.SENT, TODAY)
    with pytest.raises(NotPossible):
        mark_sent(notice=notice, by=DPO, at=TODAY)
    notice = mark_confirmed(notice=notice, by=DPO, at=TODAY)
    with pytest.raises(NotPossible):
        mark_impossible(notice=notice, reason="finns inte", by=DPO, at=TODAY)


def test_the_impossible_says_why(anna):
    note(anna.controller, uuid4(), someone())
    notice = RecipientNotice.objects.get()
    with pytest.raises(NotPossible, match="varför"):
        mark_impossible(notice=notice, reason=" ", by=DPO, at=TODAY)
    assert mark_impossible(notice=notice, reason="bolaget är upplöst", by=DPO, at=TODAY).reason


def test_a_connected_system_does_what_it_is_told_and_confirms(anna):
    system = System.objects.create(
        controller=anna.controller, key="list", title="Listan", kind="table", settings=a_table()
    )
    note(anna.controller, uuid4(), someone("Listan", system=system))
    notice = RecipientNotice.objects.get()
    assert carry_out(notice, known_of(anna), {}, at=TODAY)
    notice.refresh_from_db()
    assert notice.state == NoticeState.CONFIRMED
    rows = ask_everywhere(anna.controller_id, known_of(anna)).read[0].export.rows
    assert [row["name"] for row in rows] == ["", ""]  # the clicks are of another category and stay


def test_a_system_that_does_not_answer_is_named_and_stops_nobody_else(anna):
    for key, settings in (
        ("a", {"table": "borta", "key": "id", "email": "e", "columns": {"e": "provided:marketing_profile"}}),
        ("b", a_table()),
    ):
        System.objects.create(
            controller=anna.controller, key=key, title=f"System {key}", kind="table", settings=settings
        )
    answers = ask_everywhere(anna.controller_id, known_of(anna))
    assert [answer.system.key for answer in answers.read] == ["b"]
    assert [name for name, _why in answers.unread] == ["System a"]
    note(anna.controller, uuid4(), someone("System a", system=System.objects.get(key="a")))
    assert not carry_out(RecipientNotice.objects.get(), known_of(anna), {}, at=TODAY)
    assert RecipientNotice.objects.get().state == NoticeState.PENDING
