"""A use on legitimate interests pauses from the objection to its answer, and the gate is what pauses it."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import transaction

from consents.facts import Asked
from consents.gate import may_use
from consents.law import Channel, MessageClass, Use
from consents.models import Objection
from consents.services import Said, object_to
from law.rights import Right
from ledger.actor import SUBJECT
from requests_dsr.models import Channel as Door
from requests_dsr.services.deciding.proposals import decide, draft_refusal
from requests_dsr.services.moving.transitions import ForbiddenMove, move
from requests_dsr.services.receiving.matching import match_request
from requests_dsr.services.receiving.opening import Asked as Wanted
from requests_dsr.services.receiving.opening import Requester, open_request
from requests_dsr.states import State
from tests import factories as make
from tests.consents.companies import company
from tests.requests_dsr.cases import NOW, asking, decided, proposed

PURPOSE = {"purposes": ["improvement"]}


@pytest.fixture(autouse=True)
def _mail_leaves_at_once(monkeypatch):
    monkeypatch.setattr(transaction, "on_commit", lambda do, **_: do())


@pytest.fixture
def anna(db):
    """Give Anna at WinLas, whose policy improves its services on legitimate interests."""
    return make.create_subject(company("winlas"), name="Anna Ek", email="anna@example.se")


def reasons(person, *, after=timedelta(minutes=1)):
    use = Use(
        purpose="improvement",
        channel=Channel.INTERNAL,
        message_class=MessageClass.NONE,
        opt_out_offered=False,
        sender_address_valid=True,
        contains_promotion=False,
    )
    asked = Asked(controller=person.controller, use=use, at=NOW + after, category="customer_data")
    return list(may_use(person, asked).reasons)


def test_the_use_goes_on_until_somebody_objects_and_pauses_that_moment(anna):
    assert reasons(anna) == ["LEGITIMATE_INTERESTS"]
    asking(anna, Right.OBJECTION, proposed=PURPOSE)
    assert reasons(anna) == ["RESTRICTION_ART18"]  # nothing at all may be done meanwhile (18(1)(d))


def test_upheld_the_use_stays_stopped_for_this_person_alone(anna, handler, dpo):
    request = asking(anna, Right.OBJECTION, proposed=PURPOSE)
    decided(request, handler, dpo, upheld=True)
    assert reasons(anna, after=timedelta(days=30)) == ["OBJECTION_ART21_1"]


def test_turned_down_with_our_grounds_the_use_goes_on(anna, handler, dpo):
    request = asking(anna, Right.OBJECTION, proposed=PURPOSE)
    decided(request, handler, dpo, State.REFUSED, upheld=False, grounds="Driftsäkerheten kräver det.")
    assert reasons(anna, after=timedelta(days=2)) == ["LEGITIMATE_INTERESTS"]
    assert reasons(anna, after=timedelta(days=1)) == ["RESTRICTION_ART18"]  # she is told first (18(3))


def test_taken_back_the_use_goes_on(anna):
    request = asking(anna, Right.OBJECTION, proposed=PURPOSE)
    move(request=request, to=State.WITHDRAWN, by=SUBJECT, at=NOW)
    assert reasons(anna, after=timedelta(days=3)) == ["LEGITIMATE_INTERESTS"]


def test_taken_back_it_leaves_what_was_objected_to_before(anna):
    object_to(
        subject=anna, purpose="improvement", said=Said(by=SUBJECT, at=NOW - timedelta(days=9), way="phone")
    )
    request = asking(anna, Right.OBJECTION, proposed=PURPOSE)
    move(request=request, to=State.WITHDRAWN, by=SUBJECT, at=NOW)
    assert reasons(anna, after=timedelta(days=3)) == ["OBJECTION_ART21_1"]


def test_matched_to_another_it_no_longer_stops_the_first_persons_use(anna, handler):
    other = make.create_subject(anna.controller, name="Anna Ek", email="a.ek@example.se")
    request = asking(anna, Right.OBJECTION, proposed=PURPOSE)
    match_request(request=request, subject=other, at=NOW, **handler)
    assert not Objection.objects.filter(subject=anna, ended_at=None).exists()


def test_upheld_without_naming_a_use_it_is_not_proposed(anna, handler):
    request = asking(anna, Right.OBJECTION, words="Jag invänder")
    with pytest.raises(ForbiddenMove, match="vilken användning"):
        proposed(request, handler, upheld=True)


def test_an_objection_of_somebody_unknown_can_be_refused(anna, handler, dpo):
    request = open_request(
        controller=anna.controller,
        asked=Wanted(right=Right.OBJECTION, words="Jag invänder", proposed=PURPOSE),
        requester=Requester(name="Bo", email="bo@example.se", identity_method="mail_round_trip"),
        channel=Door.WEB_FORM,
        received_at=NOW,
        by=SUBJECT,
        at=NOW,
    )
    request = move(request=request, to=State.IN_PROGRESS, at=NOW, **handler)
    request = draft_refusal(
        request=request, codes=("A12_2_NOT_IDENTIFIED",), evidence="Okänd", at=NOW, **handler
    )
    assert decide(request=request, outcome=State.REFUSED, at=NOW, **dpo).state == State.REFUSED
