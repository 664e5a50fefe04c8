"""Who is told (Art. 19): each recipient once a deed, in the law's states; systems by themselves."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.db import IntegrityError, connection

from connectors.asking import ask_everywhere, marks_of
from connectors.carrying_out import carry_out
from connectors.models import LEADS_TO, NoticeKind, NoticeState, RecipientKind, RecipientNotice, System
from connectors.services import Told, mark_confirmed, mark_impossible, mark_sent, note_recipients
from ledger.actor import Actor
from outbox.models import OutboxEvent
from subjects.services.errors import NotPossible
from tests import factories as make
from tests.connectors.test_conformance import ANNA, a_table
from tests.factories import noon

TODAY = noon(date(2026, 11, 25))
DPO = Actor(role="dpo", ref="user:1")


@pytest.fixture
def anna(db):
    return make.create_subject(name="Anna Ek", email="anna@example.se")


def note(controller, ref, *told, kind=NoticeKind.ERASURE, at=TODAY, **fields):
    return note_recipients(
        controller=controller, request_ref=ref, kind=kind, recipients=told, by=DPO, at=at, **fields
    )


def someone(name="Kuvertet AB", **fields):
    kind = RecipientKind.SYSTEM if "system" in fields else RecipientKind.PROCESSOR
    return Told(name=name, kind=kind, categories=frozenset({"marketing_profile"}), **fields)


def connected(anna, **settings):
    return System.objects.create(
        controller=anna.controller,
        key="list",
        title="Listan",
        kind="table",
        settings={**a_table(), **settings},
    )


def told(anna, system, kind=NoticeKind.ERASURE, **fields):
    """Write a notice to a system about everything Anna is recognised by."""
    anna.identities.update(added_at=noon(make.LONG_AGO))  # she was here before the notice
    fields = {"about": marks_of(anna), **fields}
    note(anna.controller, uuid4(), someone("Listan", system=system), kind=kind, **fields)
    return RecipientNotice.objects.last()


def broken(system, *, mended=False):
    system.settings = {**system.settings, "table": "legacy list" if mended else "borta"}
    system.save()


def rows(columns="address, name, clicks, paused"):
    with connection.cursor() as cursor:
        cursor.execute(f'select {columns} from "legacy list" order by id')
        return cursor.fetchall()


def test_a_recipient_is_told_once_of_one_deed(anna):
    ref = uuid4()
    assert note(anna.controller, ref, someone(), someone("Molnviken AB")) == 2
    assert note(anna.controller, ref, someone()) == 0
    assert OutboxEvent.objects.filter(kind="recipient.tell").count() == 2
    assert note(anna.controller, ref, someone(), kind=NoticeKind.RECTIFICATION) == 1


def test_a_second_round_of_the_same_request_tells_anew(anna):
    ref = uuid4()
    note(anna.controller, ref, someone())
    mark_sent(notice=RecipientNotice.objects.get(), by=DPO, at=TODAY)
    assert note(anna.controller, ref, someone(), at=TODAY + timedelta(days=5)) == 1
    assert sorted(RecipientNotice.objects.values_list("state", flat=True)) == ["pending", "sent"]


ALLOWED = [(before, after) for after, sources in LEADS_TO.items() for before in sources]


@pytest.mark.parametrize("after", list(LEADS_TO))
@pytest.mark.parametrize("before", list(NoticeState))
def test_a_notice_moves_as_its_table_says_and_no_other_way(anna, before, after):
    note(anna.controller, uuid4(), someone())
    RecipientNotice.objects.update(
        state=before, sent_at=TODAY, confirmed_at=TODAY, reason="x" if before == "impossible" else ""
    )
    notice = RecipientNotice.objects.get()
    deeds = {
        NoticeState.SENT: lambda: mark_sent(notice=notice, by=DPO, at=TODAY),
        NoticeState.CONFIRMED: lambda: mark_confirmed(notice=notice, by=DPO, at=TODAY),
        NoticeState.IMPOSSIBLE: lambda: mark_impossible(notice=notice, reason="x", by=DPO, at=TODAY),
    }
    if (before, after) in ALLOWED:
        assert deeds[after]().state == after
    else:
        with pytest.raises(NotPossible):
            deeds[after]()
        assert RecipientNotice.objects.get().state == before


def test_nobody_confirms_what_they_were_not_told(anna):
    note(anna.controller, uuid4(), someone())
    with pytest.raises(NotPossible, match="först att mottagaren är meddelad"):
        mark_confirmed(notice=RecipientNotice.objects.get(), by=DPO, at=TODAY)


def test_telling_and_confirming_have_each_their_own_day(anna):
    note(anna.controller, uuid4(), someone())
    later = TODAY + timedelta(days=6)
    notice = mark_sent(notice=RecipientNotice.objects.get(), by=DPO, at=later, on=date(2026, 11, 27))
    assert notice.sent_at == noon(date(2026, 11, 27))
    for day in (date(2026, 11, 26), date(2026, 12, 2)):
        with pytest.raises(NotPossible, match="Det"):
            mark_confirmed(notice=notice, by=DPO, at=later, on=day)
    notice = mark_confirmed(notice=notice, by=DPO, at=later, on=date(2026, 11, 30))
    assert (notice.sent_at, notice.confirmed_at) == (noon(date(2026, 11, 27)), noon(date(2026, 11, 30)))


@pytest.mark.parametrize("day", [date(2026, 11, 24), date(2026, 11, 26)], ids=["before", "to come"])
def test_nobody_is_told_before_there_was_anything_to_tell_nor_tomorrow(anna, day):
    note(anna.controller, uuid4(), someone())
    with pytest.raises(NotPossible, match="Det"):
        mark_sent(notice=RecipientNotice.objects.get(), by=DPO, at=TODAY, on=day)


def test_the_impossible_says_why(anna):
    note(anna.controller, uuid4(), someone())
    notice = RecipientNotice.objects.get()
    with pytest.raises(NotPossible, match="varför"):
        mark_impossible(notice=notice, reason=" ", by=DPO, at=TODAY)
    assert mark_impossible(notice=notice, reason="bolaget är upplöst", by=DPO, at=TODAY).reason


def test_whom_a_notice_is_about_is_forgotten_once_the_recipient_is_told(anna):
    note(anna.controller, uuid4(), someone(), about=marks_of(anna))
    assert RecipientNotice.objects.get().concerns == ["anna@example.se"]
    assert mark_sent(notice=RecipientNotice.objects.get(), by=DPO, at=TODAY).about == []


def test_the_database_lets_no_settled_notice_name_anybody(anna):
    note(anna.controller, uuid4(), someone(), about=marks_of(anna))
    with pytest.raises(IntegrityError):
        RecipientNotice.objects.update(state="confirmed", sent_at=TODAY, confirmed_at=TODAY)


def test_a_connected_system_does_what_it_is_told_and_confirms(anna):
    notice = told(anna, connected(anna))
    assert carry_out(notice, at=TODAY)
    notice.refresh_from_db()
    assert (notice.state, notice.about, notice.trouble) == (NoticeState.CONFIRMED, [], "")
    assert (notice.sent_at, notice.confirmed_at) == (TODAY, TODAY)
    found = ask_everywhere(anna.controller_id, ANNA).read[0].export.rows
    assert [row["name"] for row in found] == ["", ""]  # the clicks are of another category and stay


def test_a_system_confirms_only_when_it_answered_for_every_identity(anna, monkeypatch):
    from connectors.protocol import Unreachable
    from connectors.sources.table import TableSource

    make.add_identity(anna, "email", "bo@example.se")
    system, real = connected(anna), TableSource.erase

    def half(self, known, **how):
        if "bo@example.se" in known.emails:
            raise Unreachable("Listan: silent")
        return real(self, known, **how)

    monkeypatch.setattr(TableSource, "erase", half)
    notice = told(anna, system)
    assert not carry_out(notice, at=TODAY)
    notice.refresh_from_db()
    assert (notice.state, notice.trouble, notice.concerns) == ("pending", "silent", ["bo@example.se"])
    assert [name for (name,) in rows("name")] == ["", "Bo Al", ""]
    monkeypatch.undo()
    assert carry_out(notice, at=TODAY)
    assert [name for (name,) in rows("name")] == ["", "", ""]


def test_a_system_is_asked_about_a_person_who_is_gone(anna):
    make.add_identity(anna, "email", "bo@example.se")
    system = connected(anna)
    broken(system)
    notice = told(anna, system)
    assert not carry_out(notice, at=TODAY)
    anna.identities.all().delete()
    broken(system, mended=True)
    notice = RecipientNotice.objects.get()
    assert carry_out(notice, at=TODAY)
    assert [name for (name,) in rows("name")] == ["", "", ""]


def test_a_system_that_cannot_pause_leaves_it_to_a_person_who_sees_whom_it_is_about(anna):
    notice = told(anna, connected(anna, restricted=""), NoticeKind.RESTRICTION)
    assert not carry_out(notice, at=TODAY)
    notice.refresh_from_db()
    assert (notice.state, notice.trouble, notice.concerns) == ("pending", "unable", ["anna@example.se"])
    mark_sent(notice=notice, by=DPO, at=TODAY)
    assert RecipientNotice.objects.get().concerns == ["anna@example.se"]
    assert mark_confirmed(notice=notice, by=DPO, at=TODAY).about == []


def test_a_system_with_no_column_of_that_name_is_not_taken_for_corrected(anna):
    system = connected(anna)
    notice = told(anna, system, NoticeKind.RECTIFICATION, values={"name": "Anna Eek", "phone": "070"})
    assert not carry_out(notice, at=TODAY)
    notice.refresh_from_db()
    assert (notice.state, notice.trouble, notice.concerns) == ("pending", "unable", ["anna@example.se"])
    assert [name for (name,) in rows("name")] == ["Anna Eek", "Bo Al", "Anna Eek"]


def test_a_person_whom_no_system_can_recognise_is_left_to_a_person(anna):
    notice = told(anna, connected(anna), about=[])
    assert not carry_out(notice, at=TODAY)
    notice.refresh_from_db()
    assert (notice.state, notice.trouble) == ("pending", "unable")


def test_a_late_pause_never_undoes_its_end(anna):
    system = connected(anna)
    broken(system)
    pause = told(anna, system, NoticeKind.RESTRICTION)
    assert not carry_out(pause, at=TODAY)
    end = told(anna, system, NoticeKind.RESTRICTION_LIFTED)
    broken(system, mended=True)
    end.refresh_from_db()
    assert not carry_out(end, at=TODAY)  # what came first is done first
    for notice in RecipientNotice.objects.order_by("pk"):
        assert carry_out(notice, at=TODAY)
    assert [paused for (paused,) in rows("paused")] == [False, False, False]


def test_a_system_that_does_not_answer_is_named_and_stops_nobody_else(anna):
    for key, settings in (
        ("a", {"table": "borta", "key": "id", "email": "e", "columns": {"e": "provided:marketing_profile"}}),
        ("b", a_table()),
    ):
        System.objects.create(
            controller=anna.controller, key=key, title=f"System {key}", kind="table", settings=settings
        )
    answers = ask_everywhere(anna.controller_id, ANNA)
    assert [answer.system.key for answer in answers.read] == ["b"]
    assert [name for name, _why in answers.unread] == ["System a"]
    notice = told(anna, System.objects.get(key="a"))
    assert not carry_out(notice, at=TODAY)
    assert (RecipientNotice.objects.get().state, RecipientNotice.objects.get().trouble) == (
        "pending",
        "silent",
    )
