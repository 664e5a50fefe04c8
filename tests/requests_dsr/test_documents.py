"""The documents that are made from the code are those the code makes; every table of data is whole."""

from __future__ import annotations

import re

import pytest
from django.conf import settings

from law.rights import Right
from requests_dsr.answers import ANSWERS
from requests_dsr.diagram import states_document
from requests_dsr.exceptions import EXCEPTIONS, KEPT_BECAUSE, exceptions_for, exceptions_of
from requests_dsr.guards import GUARDS
from requests_dsr.letters.outcomes import SAID
from requests_dsr.services.deciding.fast_lane import DEEDS, WAYS
from requests_dsr.states import DRP, FAST_LANE, MOVES, State

DRP_DENIALS = {
    "insuf_verification", "no_match", "claim_not_covered", "too_many_requests", "suspected_fraud", "other"
}  # fmt: skip


def test_the_diagram_in_the_docs_is_the_table():
    assert (settings.BASE_DIR / "docs" / "request-states.md").read_text(encoding="utf-8") == states_document()


def test_every_right_has_a_way_to_be_answered_and_words_for_it():
    assert set(ANSWERS) | set(DEEDS) == set(Right)
    assert set(DEEDS) >= FAST_LANE
    assert set(SAID) == set(Right)


def test_every_door_is_a_way_to_say_no():
    from requests_dsr.models import Channel

    assert set(WAYS) == set(Channel)


def test_every_guard_that_a_move_names_is_there():
    assert {name for move in MOVES for name in move.needs} == set(GUARDS)
    assert set(DRP) == set(State)


@pytest.mark.parametrize("code", sorted(EXCEPTIONS))
def test_every_exception_speaks_the_fields_words(code):
    one = EXCEPTIONS[code]
    assert one.drp in DRP_DENIALS
    assert re.fullmatch(r"[A-Z][A-Za-z]+", one.dpv)
    assert re.fullmatch(r"[A-Z][A-Z0-9]*(_[A-Z0-9]+)*", code)
    assert len(code) <= 48
    assert str(one.title)
    assert str(one.text).endswith(".")


@pytest.mark.parametrize("right", list(Right), ids=str)
def test_every_right_may_be_refused_only_for_a_reason_of_the_law(right):
    codes = {one.code for one in exceptions_for(right)}
    assert {"A12_5_EXCESSIVE", "A12_5_UNFOUNDED", "R27_DECEASED"} <= codes
    assert ("A17_3_B_LEGAL_OBLIGATION" in codes) is (right is Right.ERASURE)


def test_what_the_law_keeps_comes_to_an_exception_that_is_there():
    assert set(KEPT_BECAUSE.values()) <= set(EXCEPTIONS)
    assert exceptions_of([["BFL_7_2", "ERASURE_EXEMPT_BFL"]]) == ("A17_3_B_LEGAL_OBLIGATION",)
    assert exceptions_of([["RESTRICTION_ART18", "DSR_ERASURE_GRANTED"]]) == ("A17_BLOCKED",)
    assert exceptions_of([["CONTRACT_OPEN"]]) == ("A17_1_STILL_NEEDED",)
    both = ("A17_1_STILL_NEEDED", "A17_3_B_LEGAL_OBLIGATION")
    assert exceptions_of([["CONTRACT_OPEN"], ["BFL_7_2"]]) == both
    assert exceptions_of([["ERASURE_EXEMPT_CONTRACT", "ERASURE_EXEMPT_BFL"]]) == both
    assert exceptions_of([]) == ()
