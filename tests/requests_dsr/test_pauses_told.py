"""A pause acts at once, also where others hold the data, and its end is told as well (Art. 18, 19)."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import transaction

from connectors.models import RecipientNotice, Trouble
from law.rights import Right
from ledger.actor import SUBJECT
from requests_dsr.clockwork import every_morning
from requests_dsr.models import DataSubjectRequest, RequestEvent
from requests_dsr.services.asking.questions import establish_identity
from requests_dsr.services.deciding.lifting import announce_lifting, lift_restriction
from requests_dsr.services.moving.transitions import move
from requests_dsr.services.receiving.matching import match_request
from requests_dsr.states import State
from subjects import models as m
from tests import factories as make
from tests.requests_dsr.cases import NOW, TODAY, asking, decided
from tests.requests_dsr.test_recipients import crm, given_to_partner, holds, rows, silent

__all__ = ["crm"]


@pytest.fixture(autouse=True)
def _letters_leave(monkeypatch):
    monkeypatch.setattr(transaction, "on_commit", lambda do, **_: do())


@pytest.fixture(autouse=True)
def _inquiries(anna, crm):
    """Let the system hold what the objections of these tests are against, and a partner have it too."""
    holds(crm, "crm_inquiry")
    given_to_partner(anna, "crm_inquiry")


def paused():
    """Tell which rows of the system are paused: two are Anna's, the third is Bo's."""
    return [row for (row,) in rows("paused")]


def told():
    return sorted(RecipientNotice.objects.values_list("kind", "recipient", "state"))


def morning(days=1):
    return every_morning(at=NOW + timedelta(days=days))


PAUSED, RUNNING = [True, True, False], [False, False, False]
TOLD = [("restriction", "Kundregistret", "confirmed"), ("restriction", "Partner AB", "pending")]
ASKED = [
    pytest.param({"right": Right.RESTRICTION}, id="restriction"),
    pytest.param({"right": Right.OBJECTION, "proposed": {"purposes": ["statistics"]}}, id="objection"),
]


@pytest.mark.parametrize("asked", ASKED)
def test_those_who_hold_the_data_are_told_when_the_pause_is_asked_for(anna, asked):
    asking(anna, **asked)
    assert paused() == PAUSED
    assert told() == TOLD


def test_a_disputed_value_pauses_no_system(anna, crm):
    holds(crm, "identity")
    asking(anna, Right.RECTIFICATION, proposed={"full_name": "Anna Eek"})
    assert (paused(), told()) == (RUNNING, [])


def test_nothing_is_paused_for_somebody_nobody_has_identified(anna, handler):
    request = asking(anna, Right.RESTRICTION, identity="")
    assert (paused(), told()) == (RUNNING, [])
    establish_identity(request=request, method="call_back", at=NOW, **handler)
    assert (paused(), told()) == (PAUSED, TOLD)


def test_a_grant_tells_nobody_twice(anna, handler, dpo):
    decided(asking(anna, Right.RESTRICTION), handler, dpo)
    assert told() == TOLD


def test_a_grant_tells_those_who_were_given_the_data_meanwhile(anna, handler, dpo):
    request = asking(anna, Right.RESTRICTION)
    m.Disclosure.objects.create(
        controller=anna.controller, subject=anna, recipient="Ny AB", context="partner",
        legal_basis="avtal", categories=["crm_inquiry"], disclosed_on=TODAY,
    )  # fmt: skip
    decided(request, handler, dpo)
    assert told() == sorted([*TOLD, ("restriction", "Ny AB", "pending")])


def test_a_system_that_is_silent_is_paused_the_next_morning(anna, crm):
    silent(crm)
    asking(anna, Right.RESTRICTION)
    silent(crm, again=True)
    assert paused() == RUNNING
    morning()
    assert paused() == PAUSED


def refused(anna, handler, dpo):
    return decided(asking(anna, Right.RESTRICTION), handler, dpo, State.REFUSED, granted=False)


def taken_back(anna, handler, dpo):
    return move(request=asking(anna, Right.RESTRICTION), to=State.WITHDRAWN, by=SUBJECT, at=NOW)


@pytest.mark.parametrize("closed", [refused, taken_back])
def test_the_systems_go_on_the_day_the_pause_ends(anna, handler, dpo, closed):
    closed(anna, handler, dpo)
    morning()
    assert paused() == PAUSED  # she is told first (18(3))
    morning(2)
    assert paused() == RUNNING
    assert ("restriction_lifted", "Kundregistret", "confirmed") in told()
    morning(3)
    assert RecipientNotice.objects.filter(kind="restriction_lifted").count() == 1


def test_whoever_was_never_told_of_a_pause_is_not_told_of_its_end(anna, handler, dpo):
    refused(anna, handler, dpo)
    morning(2)
    notice = RecipientNotice.objects.get(recipient="Partner AB")
    assert (notice.kind, notice.state) == ("restriction", "impossible")
    assert notice.reason == "Pausen tog slut innan mottagaren fick veta om den."
    assert RequestEvent.objects.filter(code="RECIPIENT_IMPOSSIBLE").count() == 1


def test_whoever_was_told_of_a_pause_is_told_of_its_end(anna, handler, dpo):
    request = asking(anna, Right.RESTRICTION)
    RecipientNotice.objects.filter(recipient="Partner AB").update(state="sent", sent_at=NOW, about=[])
    decided(request, handler, dpo, State.REFUSED, granted=False)
    morning(2)
    assert ("restriction_lifted", "Partner AB", "pending") in told()


def test_a_lifted_restriction_is_told_to_those_who_were_told_of_it(anna, handler, dpo):
    request = decided(asking(anna, Right.RESTRICTION), handler, dpo)
    lift_on = TODAY + timedelta(days=1)
    announce_lifting(request=request, lift_on=lift_on, why="Rättat.", at=NOW, **dpo)
    request = DataSubjectRequest.objects.get(pk=request.pk)
    lift_restriction(request=request, at=NOW + timedelta(days=1), **dpo)
    assert paused() == RUNNING


def test_a_pause_that_ends_ends_no_other_pause_in_a_system(anna, handler, dpo):
    restriction = decided(asking(anna, Right.RESTRICTION), handler, dpo)
    objection = asking(anna, Right.OBJECTION, proposed={"purposes": ["statistics"]})
    move(request=objection, to=State.WITHDRAWN, by=SUBJECT, at=NOW)
    morning(3)
    assert paused() == PAUSED
    announced = {"lift_on": TODAY + timedelta(days=5), "why": "Rättat."}
    announce_lifting(request=restriction, at=NOW + timedelta(days=4), **announced, **dpo)
    morning(5)
    assert paused() == RUNNING


def test_a_pause_for_the_wrong_person_ends_at_once_in_the_systems(anna, handler):
    request = asking(anna, Right.RESTRICTION)
    other = make.create_subject(anna.controller, name="Berit Ek", email="berit@example.se")
    match_request(request=request, subject=other, at=NOW, **handler)
    assert paused() == RUNNING


def test_a_refused_pause_that_is_asked_for_again_is_told_again(anna, handler, dpo):
    request = refused(anna, handler, dpo)
    morning(2)
    later = NOW + timedelta(days=3)
    request = DataSubjectRequest.objects.get(pk=request.pk)
    move(request=request, to=State.REOPENED, at=later, comment="Fel grund.", **dpo)
    assert paused() == PAUSED


def weighed(anna, handler, dpo, **choices):
    request = asking(anna, Right.OBJECTION, proposed={"purposes": ["statistics"]})
    outcome = State.FULFILLED if choices["upheld"] else State.REFUSED
    return decided(request, handler, dpo, outcome, **choices)


def test_an_objection_that_lost_lets_the_systems_go_on(anna, handler, dpo):
    weighed(anna, handler, dpo, upheld=False, grounds="Vi måste.")
    morning(2)
    assert paused() == RUNNING


def test_no_machine_starts_again_what_an_upheld_objection_stops(anna, handler, dpo):
    weighed(anna, handler, dpo, upheld=True)
    morning(2)
    assert paused() == PAUSED
    notice = RecipientNotice.objects.get(kind="objection_upheld", recipient="Kundregistret")
    assert (notice.state, notice.trouble) == ("pending", Trouble.UNABLE)
    assert "anna@example.se" in notice.concerns


def test_an_erased_person_is_not_paused_or_resumed_anywhere(anna, handler, dpo):
    refused(anna, handler, dpo)
    m.ProcessingBlock.objects.all().delete()
    anna.delete()
    assert not morning(2).failed
    assert told() == TOLD
