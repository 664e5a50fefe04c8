"""A use on legitimate interests pauses from the objection to its answer, and the gate is what pauses it."""

from __future__ import annotations

from datetime import timedelta

import pytest

from consents.facts import Asked
from consents.gate import may_use
from consents.law import Channel, MessageClass, Use
from law.rights import Right
from requests_dsr.states import State
from tests import factories as make
from tests.consents.companies import company
from tests.requests_dsr.cases import NOW, asking, decided

PURPOSE = {"purposes": ["improvement"]}


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
