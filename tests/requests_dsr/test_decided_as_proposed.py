"""What is decided is what two people read: the outcome is the proposal's, with its exceptions (12(5))."""

from __future__ import annotations

import inspect

import pytest

from requests_dsr.services.deciding.proposals import decide
from requests_dsr.services.moving.transitions import ForbiddenMove
from requests_dsr.services.receiving.opening import CannotOpen
from requests_dsr.states import State
from subjects.services.errors import Refused
from tests import factories as make
from tests.requests_dsr.cases import NOW, TODAY, asking, proposed


@pytest.mark.parametrize("outcome", [State.REFUSED, State.PARTLY_FULFILLED, State.CLOSED_UNVERIFIED])
def test_no_other_outcome_is_decided_than_the_one_proposed(anna, handler, dpo, outcome):
    make.create_inquiry(anna, received_on=TODAY)
    request = proposed(asking(anna), handler)
    with pytest.raises(ForbiddenMove, match="stämmer inte med förslaget"):
        decide(request=request, outcome=outcome, at=NOW, **dpo)
    request.refresh_from_db()
    assert request.state == State.REVIEW


def test_no_exception_is_added_with_the_decision():
    assert "codes" not in inspect.signature(decide).parameters


@pytest.mark.parametrize("why", [CannotOpen, ForbiddenMove])
def test_what_a_request_refuses_is_told_like_every_refusal(why):
    assert issubclass(why, Refused)
    assert str(why("Skriv något")) == "Skriv något"
