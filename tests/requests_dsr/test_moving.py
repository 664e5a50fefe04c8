"""A request moves as the table says, and in no other way."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import product

import pytest
from django.db import transaction

from law.rights import Right
from ledger.actor import SUBJECT, Actor
from ledger.models import LedgerEntry
from requests_dsr.models import Channel, DataSubjectRequest
from requests_dsr.services.asking.questions import answer, ask_clarification, ask_identity, establish_identity
from requests_dsr.services.moving.transitions import ForbiddenMove, move
from requests_dsr.services.receiving.opening import Asked, CannotOpen, Requester, open_request
from requests_dsr.states import BY_STATES, State
from retention.purge.executing import execute
from retention.purge.planning import plan
from staff.wording.requests import event_reasons
from subjects import models as m
from tests import factories as make
from tests.factories import noon
from tests.policies import make_live

MONDAY = date(2026, 11, 23)


@pytest.fixture
def winston(db):
    return make_live("winston")


@pytest.fixture
def anna(winston):
    return make.create_subject(winston, name="Anna Ek")


@pytest.fixture
def staff(winston):
    return {role: make.create_staff(winston, role) for role in ("handler", "dpo")}


def ask(subject, right=Right.ACCESS, on=MONDAY, **changes):
    return open_request(
        controller=subject.controller,
        asked=Asked(right=right, words="Jag vill veta."),
        requester=Requester(subject=subject, email="anna@example.se", identity_method="session", **changes),
        channel=Channel.MY_PROFILE,
        received_at=noon(on),
        by=SUBJECT,
        at=noon(on),
    )


def actor(user, role):
    return {"by": Actor(role=role, ref=f"user:{user.pk}"), "user": user}


def test_a_request_is_due_in_a_month_and_aimed_at_a_fortnight(anna):
    request = ask(anna)
    assert (request.due_on, request.target_on) == (date(2026, 12, 23), date(2026, 12, 7))
    assert LedgerEntry.objects.filter(action="request.none_to_received").exists()


def test_an_open_request_blocks_erasure_until_it_is_answered(winston, anna):
    make.create_inquiry(anna, received_on=date(2024, 1, 1))
    request = ask(anna)
    assert plan(controller=winston, as_of=MONDAY, at=noon(MONDAY)).due_total == 0
    move(request=request, to=State.WITHDRAWN, by=SUBJECT, at=noon(MONDAY))
    assert plan(controller=winston, as_of=MONDAY, at=noon(MONDAY)).due_total == 1


def test_what_is_asked_for_is_kept_until_the_answer_and_a_stranger_pauses_nothing(winston, anna):
    make.create_inquiry(anna, received_on=date(2024, 1, 1))
    open_request(
        controller=winston,
        asked=Asked(right=Right.ACCESS),
        requester=Requester(subject=anna, email="nagon@example.se"),
        channel=Channel.WEB_FORM,
        received_at=noon(MONDAY),
        by=SUBJECT,
        at=noon(MONDAY),
    )
    assert plan(controller=winston, as_of=MONDAY, at=noon(MONDAY)).due_total == 0
    assert set(m.ProcessingBlock.objects.values_list("kind", flat=True)) == {"open_request"}


def test_a_second_request_is_added_to_the_first(anna):
    first, second = ask(anna), ask(anna, on=MONDAY + timedelta(days=2))
    assert first.pk == second.pk
    assert second.due_on == date(2026, 12, 23)
    assert second.file.words.count("Jag vill veta.") == 2


def test_a_question_about_identity_stops_the_clock_until_it_is_answered(anna, staff):
    request = ask(anna)
    request = ask_identity(
        request=request, doubt="Ny adress", at=noon(MONDAY), **actor(staff["handler"], "handler")
    )
    assert request.due_on is None
    answered = noon(MONDAY + timedelta(days=5))
    request = establish_identity(
        request=request, method="mail_round_trip", at=answered, **actor(staff["handler"], "handler")
    )
    assert (request.state, request.due_on) == (State.IN_PROGRESS, date(2026, 12, 28))


def test_a_clarification_pauses_only_a_large_volume(anna):
    small, large = ask(anna), ask(anna, Right.PORTABILITY)
    for request, large_volume in ((small, False), (large, True)):
        question = ask_clarification(
            request=request, question="Vilka år?", large_volume=large_volume, at=noon(MONDAY)
        )
        answer(question=question, at=noon(MONDAY + timedelta(days=7)))
        request.refresh_from_db()
    assert (small.due_on, large.due_on) == (date(2026, 12, 23), date(2026, 12, 30))


def test_an_extension_is_lawful_only_in_the_first_month_and_for_two_reasons(anna, staff, monkeypatch):
    monkeypatch.setattr(transaction, "on_commit", lambda do, **_: do())  # the mail leaves at once
    request = move(
        request=ask(anna), to=State.IN_PROGRESS, at=noon(MONDAY), **actor(staff["handler"], "handler")
    )
    dpo = actor(staff["dpo"], "dpo")
    with pytest.raises(ForbiddenMove, match="två skäl"):
        move(request=request, to=State.EXTENDED, at=noon(MONDAY), extension_reasons=("holidays",), **dpo)
    late = noon(date(2026, 12, 24))
    with pytest.raises(ForbiddenMove, match="första månaden"):
        move(request=request, to=State.EXTENDED, at=late, extension_reasons=("complexity",), **dpo)
    request = move(
        request=request, to=State.EXTENDED, at=noon(MONDAY), extension_reasons=("complexity",), **dpo
    )
    assert request.due_on == date(2027, 2, 23)


def drafted(request, staff):
    handler = actor(staff["handler"], "handler")
    request = move(request=request, to=State.IN_PROGRESS, at=noon(MONDAY), **handler)
    request.file.plan, request.file.plan_digest = {"complete": True}, "ab" * 32
    request.file.save()
    return move(request=request, to=State.REVIEW, at=noon(MONDAY), proposal="ab" * 32, **handler)


def test_whoever_drafts_does_not_decide(anna, staff):
    request = drafted(ask(anna), staff)
    with pytest.raises(ForbiddenMove, match="roll"):
        move(request=request, to=State.FULFILLED, at=noon(MONDAY), **actor(staff["handler"], "handler"))
    with pytest.raises(ForbiddenMove, match="annan person"):
        move(request=request, to=State.FULFILLED, at=noon(MONDAY), **actor(staff["handler"], "dpo"))
    request = move(request=request, to=State.FULFILLED, at=noon(MONDAY), **actor(staff["dpo"], "dpo"))
    assert (request.state, request.closed_at) == (State.FULFILLED, noon(MONDAY))


def test_somebody_alone_is_told_how_a_proposal_of_their_own_is_decided(anna, staff):
    request = drafted(ask(anna), staff)
    with pytest.raises(ForbiddenMove, match="ensamt dataskyddsombud: skicka tillbaka det"):
        move(request=request, to=State.FULFILLED, at=noon(MONDAY), **actor(staff["handler"], "dpo"))


@pytest.mark.parametrize("who", ["handler", "dpo"])
def test_a_proposal_that_was_sent_back_is_not_reviewed_again_as_somebody_elses(anna, staff, who):
    request, dpo = drafted(ask(anna), staff), actor(staff["dpo"], "dpo")
    request = move(request=request, to=State.IN_PROGRESS, at=noon(MONDAY), comment="Gör om", **dpo)
    with pytest.raises(ForbiddenMove, match="inget förslag"):
        move(request=request, to=State.REVIEW, at=noon(MONDAY), **actor(staff[who], who))


def test_an_earlier_decision_is_no_proposal_once_the_request_is_reopened(anna, staff):
    request, dpo = drafted(ask(anna), staff), actor(staff["dpo"], "dpo")
    request = move(request=request, to=State.FULFILLED, at=noon(MONDAY), **dpo)
    request = move(request=request, to=State.REOPENED, at=noon(MONDAY), comment="Klagar", **dpo)
    request = move(request=request, to=State.IN_PROGRESS, at=noon(MONDAY), **dpo)
    with pytest.raises(ForbiddenMove, match="inget förslag"):
        move(request=request, to=State.REVIEW, at=noon(MONDAY), **dpo)


def test_nobody_alone_turns_a_whole_answer_into_half_a_one(anna, staff):
    request, dpo = drafted(ask(anna), staff), actor(staff["dpo"], "dpo")
    request = move(request=request, to=State.FULFILLED, at=noon(MONDAY), **dpo)
    with pytest.raises(ForbiddenMove, match="roll"):
        move(request=request, to=State.PARTLY_FULFILLED, codes=("A15_4_OTHERS",), at=noon(MONDAY), **dpo)


@pytest.mark.parametrize("role", ["handler", "dpo"])
def test_staff_who_take_a_request_back_write_how_the_person_did(anna, staff, role):
    request = ask(anna)
    with pytest.raises(ForbiddenMove, match="hur och när"):
        move(request=request, to=State.WITHDRAWN, at=noon(MONDAY), **actor(staff[role], role))
    request = move(
        request=request, to=State.WITHDRAWN, at=noon(MONDAY), comment="Ringde", **actor(staff[role], role)
    )
    assert request.state == State.WITHDRAWN


def test_a_refusal_names_its_exception(anna, staff):
    request = drafted(ask(anna), staff)
    dpo = actor(staff["dpo"], "dpo")
    with pytest.raises(ForbiddenMove, match="undantag"):
        move(request=request, to=State.REFUSED, at=noon(MONDAY), **dpo)
    assert move(
        request=request, to=State.REFUSED, at=noon(MONDAY), codes=("A12_5_EXCESSIVE",), **dpo
    ).closed_at


def test_the_file_keeps_every_reason_of_a_decision_whole(anna, staff):
    request = drafted(ask(anna, Right.ERASURE), staff)
    codes = ("A17_1_STILL_NEEDED", "A17_3_B_LEGAL_OBLIGATION", "A17_3_E_LEGAL_CLAIMS")
    move(request=request, to=State.REFUSED, at=noon(MONDAY), codes=codes, **actor(staff["dpo"], "dpo"))
    assert len(event_reasons(request.events.get(target=State.REFUSED))) == 3


def test_a_granted_erasure_is_carried_out_by_the_one_path(winston, anna, staff):
    make.create_inquiry(anna, received_on=date(2026, 11, 1))
    request = drafted(ask(anna, Right.ERASURE), staff)
    move(request=request, to=State.FULFILLED, at=noon(MONDAY), **actor(staff["dpo"], "dpo"))
    run = execute(run=plan(controller=winston, as_of=MONDAY, at=noon(MONDAY)), today=MONDAY)
    assert (run.state, run.due_total) == ("done", 1)
    assert not m.DataSubject.objects.filter(pk=anna.pk).exists()
    request.refresh_from_db()
    assert request.subject_id is None


@pytest.mark.parametrize(
    ("source", "target"),
    [pair for pair in product(State, State) if pair not in BY_STATES],
    ids=lambda state: str(state),
)
def test_every_move_that_is_not_in_the_table_is_refused(anna, staff, source, target):
    request = ask(anna)
    closed = (
        {"closed_at": noon(MONDAY)}
        if source in ("fulfilled", "partly_fulfilled", "refused", "closed_unverified", "withdrawn")
        else {}
    )
    DataSubjectRequest.objects.filter(pk=request.pk).update(state=source, **closed)
    with pytest.raises(ForbiddenMove):
        move(request=request, to=target, at=noon(MONDAY), **actor(staff["dpo"], "dpo"))


@pytest.mark.parametrize(
    ("asked", "requester", "received", "why"),
    [
        pytest.param(
            {}, {"email": "a@example.se"}, MONDAY + timedelta(days=1), "framtiden", id="in the future"
        ),
        pytest.param({"words": "x" * 20_001}, {"email": "a@example.se"}, MONDAY, "längre", id="too long"),
        pytest.param({}, {}, MONDAY, "svara till", id="no way to answer"),
    ],
)
def test_what_cannot_be_taken_in_says_what_to_mend(winston, asked, requester, received, why):
    with pytest.raises(CannotOpen, match=why):
        open_request(
            controller=winston,
            asked=Asked(right=Right.ACCESS, **asked),
            requester=Requester(**requester),
            channel=Channel.WEB_FORM,
            received_at=noon(received),
            by=SUBJECT,
            at=noon(MONDAY),
        )
    assert not DataSubjectRequest.objects.exists()
