"""A pause ends when the person has been told of it, and never before (Art. 18(3))."""

from __future__ import annotations

import pytest
from django.db import transaction

from law.rights import Right
from ledger.actor import SUBJECT, WORKER
from requests_dsr.clockwork import every_morning
from requests_dsr.letters import deliver_again, mark_posted
from requests_dsr.models import Channel, DataSubjectRequest, Letter
from requests_dsr.pauses import is_restricted, pauses_of, standing
from requests_dsr.services.asking.questions import establish_identity
from requests_dsr.services.deciding.lifting import (
    announce_lifting,
    lift_restriction,
    lifting_of,
    may_announce_lifting,
    take_back_lifting,
)
from requests_dsr.services.moving.transitions import ForbiddenMove, move
from requests_dsr.states import State
from retention.selectors import kept_for
from subjects.models import ProcessingBlock
from tests import factories as make
from tests.factories import noon
from tests.requests_dsr.cases import NOW, TODAY, asking, days, decided

ENDING = [
    pytest.param({"right": Right.RESTRICTION}, {"granted": False, "why": "Nej"}, id="restriction"),
    pytest.param(
        {"right": Right.OBJECTION, "proposed": {"purposes": ["statistics"]}},
        {"upheld": False, "grounds": "Driften kräver det."},
        id="objection",
    ),
    pytest.param(
        {"right": Right.RECTIFICATION, "proposed": {"full_name": "Anna Eko"}},
        {"why": {"full_name": "Namnet är rätt."}},
        id="rectification",
    ),
]


@pytest.fixture(autouse=True)
def _mail_leaves_at_once(monkeypatch):
    monkeypatch.setattr(transaction, "on_commit", lambda do, **_: do())


@pytest.fixture
def no_mail_leaves(settings):
    settings.EMAIL_BACKEND, backend = "django.core.mail.backends.smtp.EmailBackend", settings.EMAIL_BACKEND
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
    return backend


def paused(person, on) -> bool:
    blocks = ProcessingBlock.objects.filter(subject=person, kind="restriction_art18")
    return any(block.from_on <= on and (block.until_on is None or on < block.until_on) for block in blocks)


def morning(on) -> dict[str, int]:
    done = every_morning(at=noon(on))
    assert done.failed == []
    return done.done


@pytest.mark.parametrize(("ask", "choices"), ENDING)
def test_an_answer_that_no_mail_server_takes_ends_no_pause(
    anna, handler, dpo, settings, no_mail_leaves, ask, choices
):
    request = decided(asking(anna, **ask), handler, dpo, State.REFUSED, **choices)
    assert request.letters.get(event="request_answered").status == "failed"
    morning(TODAY + days(1))
    assert paused(anna, TODAY + days(30))
    assert not may_announce_lifting(request, dpo["by"])  # the pause is over as soon as the letter has left
    settings.EMAIL_BACKEND = no_mail_leaves
    deliver_again(letter=request.letters.get(event="request_answered"), at=NOW + days(4))
    assert (paused(anna, TODAY + days(4)), paused(anna, TODAY + days(5))) == (True, False)


@pytest.mark.parametrize(("ask", "choices"), ENDING)
def test_an_answer_by_post_ends_a_pause_once_it_is_posted(anna, handler, dpo, ask, choices):
    where = {"postal_address": "Storgatan 1", "by_post": True, "channel": Channel.LETTER}
    request = asking(anna, identity="call_back", **where, **ask)
    request = decided(request, handler, dpo, State.REFUSED, **choices)
    letter = request.letters.get(event="request_answered")
    assert "tar slut den 2 december 2026" in letter.body
    assert paused(anna, TODAY + days(60))
    mark_posted(letter=letter, at=NOW + days(1))
    assert (paused(anna, TODAY + days(6)), paused(anna, TODAY + days(7))) == (True, False)


def test_a_pause_that_is_taken_back_waits_for_its_letter_too(anna, no_mail_leaves):
    move(request=asking(anna, Right.RESTRICTION), to=State.WITHDRAWN, by=SUBJECT, at=NOW)
    assert paused(anna, TODAY + days(30))


def test_what_was_lost_with_its_process_ends_in_the_morning(anna, handler, dpo, monkeypatch):
    monkeypatch.undo()  # the letter leaves, and nothing follows
    request = decided(asking(anna, Right.RESTRICTION), handler, dpo, State.REFUSED, granted=False, why="Nej")
    Letter.objects.filter(event="request_answered").update(status="sent", sent_at=NOW)
    assert pauses_of(request).exists()
    assert morning(TODAY + days(1))["paused"] == 1
    assert (paused(anna, TODAY + days(1)), paused(anna, TODAY + days(2))) == (True, False)
    assert morning(TODAY + days(2))["paused"] == 0


def test_a_letter_of_an_earlier_answer_ends_nothing_of_a_request_that_is_open_again(
    anna, handler, dpo, settings, no_mail_leaves
):
    request = decided(asking(anna, Right.RESTRICTION), handler, dpo, State.REFUSED, granted=False, why="Nej")
    request = move(request=request, to=State.REOPENED, comment="Fel", at=NOW + days(1), **dpo)
    settings.EMAIL_BACKEND = no_mail_leaves
    deliver_again(letter=request.letters.get(event="request_answered"), at=NOW + days(2))
    assert is_restricted(request)


# --- lifting: the clock and the DPO at once ----------------------------------------
def test_what_was_taken_back_while_the_morning_runs_is_not_lifted(anna, handler, dpo):
    request = decided(asking(anna, Right.RESTRICTION), handler, dpo)
    announce_lifting(request=request, lift_on=TODAY + days(3), why="Utrett", at=NOW, **dpo)
    stale = DataSubjectRequest.objects.select_related("controller", "subject", "file").get(pk=request.pk)
    fresh = DataSubjectRequest.objects.get(pk=request.pk)
    take_back_lifting(request=fresh, why="Du bad om det", at=NOW + days(3), **dpo)
    with pytest.raises(ForbiddenMove, match="få veta det först"):
        lift_restriction(request=stale, by=WORKER, user=None, at=NOW + days(3))
    assert standing(request).exists()


def test_what_the_clock_lifted_cannot_be_taken_back_or_announced_from_an_old_page(anna, handler, dpo):
    request = decided(asking(anna, Right.RESTRICTION), handler, dpo)
    announce_lifting(request=request, lift_on=TODAY + days(1), why="Utrett", at=NOW, **dpo)
    stale = DataSubjectRequest.objects.select_related("controller", "subject", "file").get(pk=request.pk)
    lift_restriction(request=request, by=WORKER, user=None, at=NOW + days(1))
    with pytest.raises(ForbiddenMove):
        take_back_lifting(request=stale, why="Du bad om det", at=NOW + days(1), **dpo)
    assert not Letter.objects.filter(event="request_restriction_kept").exists()


def test_a_letter_of_an_earlier_announcement_ends_nothing_that_is_announced_anew(
    anna, handler, dpo, settings, no_mail_leaves
):
    down, settings.EMAIL_BACKEND = settings.EMAIL_BACKEND, no_mail_leaves
    request = decided(asking(anna, Right.RESTRICTION), handler, dpo)
    announce_lifting(request=request, lift_on=TODAY + days(3), why="Utrett", at=NOW, **dpo)
    take_back_lifting(request=request, why="Du bad om det", at=NOW + days(1), **dpo)
    settings.EMAIL_BACKEND = down
    announce_lifting(request=request, lift_on=TODAY + days(9), why="Utrett igen", at=NOW + days(5), **dpo)
    assert morning(TODAY + days(9))["lifted"] == 0
    assert paused(anna, TODAY + days(9))
    settings.EMAIL_BACKEND = no_mail_leaves
    morning(TODAY + days(10))
    assert (morning(TODAY + days(11))["lifted"], paused(anna, TODAY + days(11))) == (1, False)


@pytest.mark.parametrize("before", [True, False], ids=["before it is lifted", "after it was lifted"])
def test_an_announcement_ends_nothing_of_a_restriction_that_is_opened_again(
    anna, handler, dpo, settings, no_mail_leaves, before
):
    settings.EMAIL_BACKEND = no_mail_leaves
    request = decided(asking(anna, Right.RESTRICTION), handler, dpo)
    announce_lifting(request=request, lift_on=TODAY + days(3), why="Utrett", at=NOW, **dpo)
    if not before:
        assert morning(TODAY + days(3))["lifted"] == 1
    opened_at = NOW + days(1 if before else 3)
    request = move(request=request, to=State.REOPENED, comment="Felet är kvar", at=opened_at, **dpo)
    assert lifting_of(request) is None
    assert morning(TODAY + days(4))["lifted"] == 0
    assert paused(anna, TODAY + days(4))
    assert "Dina uppgifter är pausade medan vi gör det" in Letter.objects.get(event="request_reopened").body


# --- who asks is not clear yet ----------------------------------------
def unidentified(anna, right, **asked) -> DataSubjectRequest:
    return asking(anna, right, identity="", channel=Channel.LETTER, postal_address="Storgatan 1", **asked)


@pytest.mark.parametrize(
    ("right", "asked"),
    [
        (Right.ACCESS, {}),
        (Right.PORTABILITY, {}),
        (Right.RESTRICTION, {"categories": ["crm_inquiry"]}),
        (Right.OBJECTION, {"proposed": {"purposes": ["statistics"]}}),
        (Right.RECTIFICATION, {"proposed": {"full_name": "Anna Eko"}}),
    ],
)
def test_what_is_asked_for_is_kept_from_the_linking_on_and_used_as_before(anna, right, asked):
    request = unidentified(anna, right, **asked)
    held = standing(request).get()
    assert (held.subject, held.kind, held.from_on) == (anna, "open_request", TODAY)
    assert held.scope == sorted(asked.get("categories", ()))
    assert not paused(anna, TODAY)


def test_the_night_erases_nothing_that_somebody_asked_for_before_it_is_clear_who_asks(anna, handler):
    make.create_inquiry(anna, received_on=TODAY.replace(year=2025, day=24))
    due = {kept.decision.action.value for kept in kept_for(anna, TODAY)}
    assert "erase" in due
    request = unidentified(anna, Right.ACCESS)
    assert "erase" not in {kept.decision.action.value for kept in kept_for(anna, TODAY)}
    move(request=request, to=State.WITHDRAWN, comment="Ringde", at=NOW, **handler)
    assert {kept.decision.action.value for kept in kept_for(anna, TODAY)} == due


def test_once_it_is_clear_who_asks_the_use_stops_too(anna, handler):
    request = unidentified(anna, Right.RESTRICTION)
    request = establish_identity(request=request, method="call_back", at=NOW + days(3), **handler)
    assert (paused(anna, TODAY + days(2)), paused(anna, TODAY + days(3))) == (False, True)
    assert {block.kind for block in standing(request)} == {"open_request", "restriction_art18"}


def test_a_granted_restriction_keeps_only_its_pause(anna, handler, dpo):
    request = establish_identity(
        request=unidentified(anna, Right.RESTRICTION), method="call_back", at=NOW, **handler
    )
    request = decided(request, handler, dpo)
    assert [block.kind for block in standing(request)] == ["restriction_art18"]


# --- another pause of the same data ----------------------------------------
def test_a_letter_of_the_end_of_a_pause_says_that_another_stays(anna, handler, dpo):
    asking(anna, Right.OBJECTION, proposed={"purposes": ["statistics"]}, categories=["identity"])
    asked = asking(anna, Right.RECTIFICATION, proposed={"full_name": "Anna Eko"})
    request = decided(asked, handler, dpo, accepted=["full_name"])
    said = request.letters.get(event="request_answered").body
    assert "den 27 november 2026. Till dess används uppgifterna inte. En annan paus står kvar" in said
    taken_back = move(request=asking(anna, Right.RESTRICTION), to=State.WITHDRAWN, by=SUBJECT, at=NOW)
    assert "En annan paus står kvar" in taken_back.letters.get(event="request_withdrawn").body


def test_a_letter_names_no_other_pause_where_none_covers_the_same(anna, handler, dpo):
    asking(anna, Right.OBJECTION, proposed={"purposes": ["statistics"]}, categories=["crm_inquiry"])
    asked = asking(anna, Right.RECTIFICATION, proposed={"full_name": "Anna Eko"})
    request = decided(asked, handler, dpo, accepted=["full_name"])
    assert "En annan paus" not in request.letters.get(event="request_answered").body


def test_an_announced_end_says_that_another_pause_stays(anna, handler, dpo):
    request = decided(asking(anna, Right.RESTRICTION), handler, dpo)
    asking(anna, Right.OBJECTION, proposed={"purposes": ["statistics"]})
    letter = announce_lifting(request=request, lift_on=TODAY + days(3), why="Utrett", at=NOW, **dpo)
    assert "En annan paus står kvar" in letter.body
