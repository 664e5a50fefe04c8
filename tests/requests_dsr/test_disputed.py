"""A disputed value is only stored while it is checked; words stand beside one that is kept (Art. 16, 18)."""

from __future__ import annotations

import pytest
from django.db import transaction

from law.rights import Right
from ledger.actor import SUBJECT
from requests_dsr.answers.statements import statements_of
from requests_dsr.models import Letter
from requests_dsr.package.content import put_together
from requests_dsr.services.deciding.naming import name_values
from requests_dsr.services.moving.transitions import ForbiddenMove, move
from requests_dsr.states import State
from subjects import models as m
from subjects.services.own_details import OwnDetails, correct_own_details
from tests import factories as make
from tests.requests_dsr.cases import NOW, TODAY, asking, days, decided, proposed

NO = {"accepted": [], "why": {"full_name": "Namnet är rätt."}}


@pytest.fixture(autouse=True)
def _mail_leaves_at_once(monkeypatch):
    monkeypatch.setattr(transaction, "on_commit", lambda do, **_: do())


def pauses():
    return list(m.ProcessingBlock.objects.filter(kind="restriction_art18").order_by("pk"))


# --- the pause ----------------------------------------
def test_what_is_disputed_is_paused_from_the_asking_until_the_answer_has_been_told(anna, handler, dpo):
    request = asking(anna, Right.RECTIFICATION, proposed={"full_name": "X", "work_phone": "08-1"})
    (pause,) = pauses()
    assert (pause.scope, pause.from_on, pause.until_on) == (["identity", "support_profile"], TODAY, None)
    assert pause.ground.startswith("Art. 18(1)(a)")
    make.create_support_profile(anna)
    decided(request, handler, dpo, accepted=["full_name", "work_phone"])
    (pause,) = pauses()
    assert pause.until_on == TODAY + days(2)
    assert "27 november 2026" in Letter.objects.get(event="request_answered").body


def test_a_stranger_pauses_nothing(anna):
    asking(anna, Right.RECTIFICATION, identity="", proposed={"full_name": "X"})
    assert pauses() == []


def test_while_nobody_has_said_what_is_disputed_nothing_is_paused(anna):
    asking(anna, Right.RECTIFICATION, words="Något är fel")
    assert pauses() == []


def test_words_become_fields_that_are_paused_and_answered_one_by_one(anna, handler, dpo):
    make.create_support_profile(anna, work_phone="08-1")
    request = asking(anna, Right.RECTIFICATION, words="Jag heter Anna Berg, och har 08-2.")
    request = name_values(
        request=request, values={"full_name": "Anna Berg", "work_phone": "08-3"}, at=NOW, **handler
    )
    request = name_values(request=request, values={"work_phone": "08-2"}, at=NOW, **handler)
    assert request.file.proposed == {"full_name": "Anna Berg", "work_phone": "08-2"}
    assert pauses()[-1].scope == ["identity", "support_profile"]
    assert request.events.filter(code="NAMED").last().comment == "namn, telefon i supportkontot"
    decided(request, handler, dpo, accepted=["full_name", "work_phone"], words="covered")
    anna.refresh_from_db()
    assert (anna.full_name, anna.support_profile.work_phone) == ("Anna Berg", "08-2")


def test_a_field_that_was_named_wrongly_is_taken_away(anna, handler):
    request = asking(anna, Right.RECTIFICATION, proposed={"full_name": "X", "title": "VD"})
    request = name_values(request=request, values={"full_name": "", "title": "VD"}, at=NOW, **handler)
    assert request.file.proposed == {"title": "VD"}
    with pytest.raises(ForbiddenMove, match="minst ett värde"):
        name_values(request=request, values={"title": " "}, at=NOW, **handler)


@pytest.mark.parametrize("right", [Right.ACCESS, Right.ERASURE])
def test_only_a_rectification_has_fields(anna, handler, right):
    with pytest.raises(ForbiddenMove, match="Bara en rättelse"):
        name_values(request=asking(anna, right), values={"title": "VD"}, at=NOW, **handler)


def test_nothing_is_named_under_a_proposal_that_is_read(anna, handler):
    request = proposed(
        asking(anna, Right.RECTIFICATION, proposed={"full_name": "X"}), handler, accepted=["full_name"]
    )
    with pytest.raises(ForbiddenMove, match="granskas"):
        name_values(request=request, values={"title": "VD"}, at=NOW, **handler)


def test_one_more_value_is_paused_too(anna):
    asking(anna, Right.RECTIFICATION, proposed={"full_name": "X"})
    asking(anna, Right.RECTIFICATION, proposed={"title": "VD"})
    assert pauses()[-1].scope == ["customer_data", "identity"]
    assert [pause.until_on for pause in pauses()[:-1]] == [TODAY]


def test_taken_back_the_pause_ends_too(anna):
    request = asking(anna, Right.RECTIFICATION, proposed={"full_name": "X"})
    move(request=request, to=State.WITHDRAWN, by=SUBJECT, at=NOW)
    assert [pause.until_on for pause in pauses()] == [TODAY + days(2)]


# --- the words beside the value ----------------------------------------
def refused(anna, handler, dpo, words="Jag heter X."):
    request = asking(anna, Right.RECTIFICATION, proposed={"full_name": "X"})
    decided(request, handler, dpo, State.REFUSED, statement=words, **NO)
    return m.DataSubject.objects.get(pk=anna.pk)


def test_a_refused_value_keeps_the_persons_words_beside_it(anna, handler, dpo):
    anna = refused(anna, handler, dpo)
    assert [(one.field, one.words) for one in statements_of(anna)] == [("full_name", "Jag heter X.")]
    assert "Ditt tillägg är sparat bredvid uppgiften." in Letter.objects.get(event="request_answered").body


def test_the_copy_has_them(anna, handler, dpo):
    anna = refused(anna, handler, dpo)
    found = put_together(anna, kind="access", as_of=TODAY, at=NOW).part
    (person,) = [table for table in found.tables if table.name == "subjects_datasubject"]
    assert person.rows[0]["statements"] == {"full_name": "Jag heter X."}


def test_only_what_was_refused_gets_them(anna, handler, dpo):
    make.create_support_profile(anna)
    request = asking(anna, Right.RECTIFICATION, proposed={"full_name": "X", "work_phone": "08-123 45"})
    choices = {
        "accepted": ["full_name"],
        "why": {"work_phone": "Numret är rätt."},
        "statement": "Nytt nummer.",
    }
    decided(request, handler, dpo, State.PARTLY_FULFILLED, **choices)
    anna.refresh_from_db()
    assert (anna.statements, anna.support_profile.statements) == ({}, {"work_phone": "Nytt nummer."})


def test_an_addition_to_what_was_corrected_stands_beside_it(anna, handler, dpo):
    request = asking(anna, Right.RECTIFICATION, proposed={"full_name": "Anna Ekh"})
    decided(request, handler, dpo, accepted=["full_name"], statement="Uttalas Ek.")
    assert [one.words for one in statements_of(m.DataSubject.objects.get(pk=anna.pk))] == ["Uttalas Ek."]


def test_words_about_an_address_stand_with_the_person(anna, handler, dpo):
    request = asking(anna, Right.RECTIFICATION, proposed={"email": "ny@example.se"})
    choices = {"accepted": [], "why": {"email": "Vi kan inte nå den."}, "statement": "Den går bra."}
    decided(request, handler, dpo, State.REFUSED, **choices)
    anna.refresh_from_db()
    assert anna.statements == {"email": "Den går bra."}


def test_they_go_when_the_value_is_corrected_after_all(anna, handler, dpo):
    anna = refused(anna, handler, dpo)
    later = NOW + days(40)
    request = asking(anna, Right.RECTIFICATION, at=later, proposed={"full_name": "Anna X"})
    decided(request, handler, dpo, at=later, accepted=["full_name"])
    assert statements_of(m.DataSubject.objects.get(pk=anna.pk)) == []


def test_they_go_when_the_person_changes_the_value_alone(anna, handler, dpo):
    anna = refused(anna, handler, dpo)
    correct_own_details(subject=anna, details=OwnDetails(full_name="Anna X", language="sv"), at=NOW + days(9))
    assert statements_of(m.DataSubject.objects.get(pk=anna.pk)) == []


def test_they_go_with_the_row_they_stand_in(anna, handler, dpo):
    make.create_support_profile(anna)
    request = asking(anna, Right.RECTIFICATION, proposed={"work_phone": "08-123 45"})
    choices = {"accepted": [], "why": {"work_phone": "Rätt."}, "statement": "KANARIEFÅGEL"}
    decided(request, handler, dpo, State.REFUSED, **choices)
    assert [one.words for one in statements_of(anna)] == ["KANARIEFÅGEL"]
    later = NOW + days(10)
    decided(asking(anna, Right.ERASURE, at=later), handler, dpo, at=later)
    assert not m.SupportProfile.objects.exists()
    assert not m.DataSubject.objects.filter(pk=anna.pk).exists()
