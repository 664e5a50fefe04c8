"""What a rectification asks for in words is answered like a value, and can have a statement (Art. 16, 19)."""

from __future__ import annotations

import pytest
from django.db import transaction

from connectors.models import RecipientNotice
from law.rights import Right
from ledger.actor import SUBJECT
from requests_dsr.answers.base import FactsMoved
from requests_dsr.answers.statements import statements_of
from requests_dsr.models import Letter
from requests_dsr.services.deciding.proposals import decide, draft_refusal, preview
from requests_dsr.services.deciding.stating import add_statement, stateable
from requests_dsr.services.moving.transitions import ForbiddenMove, move
from requests_dsr.services.receiving.matching import add_words
from requests_dsr.states import State
from tests.requests_dsr.cases import NOW, asking, decided, proposed
from tests.requests_dsr.test_recipients import crm, given_to_partner

__all__ = ["crm"]
WORDS = "Telefonnumret i ert brev var också fel."
NAME = {"full_name": "Anna Berg"}
KEPT = {"words": "kept", "words_said": "Brevet är arkiverat.", "words_kinds": ["correspondence"]}
DONE = {"words": "corrected", "words_said": "Numret är struket.", "words_kinds": ["customer_data"]}


@pytest.fixture(autouse=True)
def _mail_leaves_at_once(monkeypatch):
    monkeypatch.setattr(transaction, "on_commit", lambda do, **_: do())


def told():
    return sorted(RecipientNotice.objects.values_list("recipient", "kind"))


def answer():
    return Letter.objects.filter(event="request_answered").latest("pk").body


@pytest.mark.parametrize(
    "choices",
    [
        pytest.param({}, id="not chosen"),
        pytest.param({"words": "kept", "words_kinds": ["customer_data"]}, id="without an answer"),
        pytest.param({"words": "corrected", "words_said": "Gjort."}, id="of nothing"),
        pytest.param({**DONE, "words_kinds": ["finns inte"]}, id="of a kind there is not"),
    ],
)
def test_no_proposal_leaves_before_the_words_are_answered(anna, handler, choices):
    request = asking(anna, Right.RECTIFICATION, proposed=NAME, words=WORDS)
    with pytest.raises(ForbiddenMove, match="skrev har inget svar"):
        proposed(request, handler, accepted=["full_name"], **choices)


def test_words_that_explain_the_fields_are_answered_with_them(anna, handler, dpo):
    request = asking(anna, Right.RECTIFICATION, proposed=NAME, words="Jag har gift mig.")
    decided(request, handler, dpo, accepted=["full_name"], words="covered")
    assert "gått igenom det du skrev" not in answer()


def test_words_alone_are_covered_by_no_field(anna):
    request = asking(anna, Right.RECTIFICATION, words=WORDS)
    assert preview(request=request, choices={"words": "covered"}, at=NOW)["complete"] is False


def test_a_no_to_the_words_is_a_no_to_a_part(anna, handler, dpo):
    request = asking(anna, Right.RECTIFICATION, proposed=NAME, words=WORDS)
    request = decided(request, handler, dpo, State.PARTLY_FULFILLED, accepted=["full_name"], **KEPT)
    assert "ändrar det inte. Brevet är arkiverat." in answer()
    assert "domstol" in answer()
    assert "Du kan lämna ett tillägg" in answer()
    assert len(stateable(request)) == 1


def test_words_alone_are_corrected_and_told_to_those_who_have_that_kind(anna, handler, dpo, crm):
    given_to_partner(anna, "customer_data")
    request = asking(anna, Right.RECTIFICATION, words=WORDS)
    request = decided(request, handler, dpo, **DONE)
    assert request.state == "fulfilled"
    assert "rättat det. Numret är struket." in answer()
    assert ("Partner AB", "rectification") in told()
    assert stateable(request) == []


def test_no_system_says_that_it_has_done_what_was_corrected_by_hand(anna, handler, dpo, crm):
    request = asking(anna, Right.RECTIFICATION, words=WORDS)
    decided(request, handler, dpo, **{**DONE, "words_kinds": ["crm_inquiry"]})
    crm.settings = {**crm.settings, "columns": dict.fromkeys(crm.settings["columns"], "provided:crm_inquiry")}
    crm.save()
    request = asking(anna, Right.RECTIFICATION, words=WORDS)
    decided(request, handler, dpo, **{**DONE, "words_kinds": ["crm_inquiry"]})
    notice = RecipientNotice.objects.get(recipient="Kundregistret")
    assert (notice.state, notice.trouble, notice.values) == (
        "pending", "unable", {"own_words": "Numret är struket."},
    )  # fmt: skip


def test_words_that_come_during_the_review_are_not_answered_by_it(anna, handler, dpo):
    request = asking(anna, Right.RECTIFICATION, proposed=NAME, words="Jag har gift mig.")
    request = proposed(request, handler, accepted=["full_name"], words="covered")
    add_words(request=request, words=WORDS, by=SUBJECT, at=NOW)
    with pytest.raises(FactsMoved):
        decide(request=request, outcome=State.FULFILLED, at=NOW, **dpo)


def refused(anna, handler, dpo):
    request = asking(anna, Right.RECTIFICATION, words=WORDS)
    request = move(request=request, to=State.IN_PROGRESS, at=NOW, **handler)
    request = draft_refusal(
        request=request, codes=("A16_NOT_SHOWN",), evidence="Numret stämmer.", at=NOW, **handler
    )
    return decide(request=request, outcome=State.REFUSED, at=NOW, **dpo)


def test_a_refusal_of_words_alone_has_a_door_for_a_statement(anna, handler, dpo):
    given_to_partner(anna, "crm_inquiry")
    request = refused(anna, handler, dpo)
    assert f"/begaranden/{request.ref}/tillagg/" in answer()
    add_statement(request=request, words="Numret är ett annat.", by=SUBJECT, at=NOW)
    anna.refresh_from_db()
    assert [(one.what, one.words) for one in statements_of(anna)] == [
        ("annat som skulle rättas", "Numret är ett annat.")
    ]
    assert told() == [("Partner AB", "completion")]


def test_a_statement_on_one_thing_takes_no_others_place(anna, handler, dpo):
    for words in ("Numret är ett annat.", "Titeln är en annan."):
        add_statement(request=refused(anna, handler, dpo), words=words, by=SUBJECT, at=NOW)
    anna.refresh_from_db()
    assert {one.words for one in statements_of(anna)} == {"Numret är ett annat.", "Titeln är en annan."}


@pytest.mark.parametrize(
    ("outcome", "accepted"),
    [
        pytest.param(State.REFUSED, [], id="refused"),
        pytest.param(State.PARTLY_FULFILLED, ["language"], id="in part"),
    ],
)
def test_recipients_and_systems_are_told_of_a_statement_in_the_decision(
    anna, handler, dpo, crm, outcome, accepted
):
    given_to_partner(anna)
    request = asking(anna, Right.RECTIFICATION, proposed={**NAME, "language": "en"})
    decided(
        request, handler, dpo, outcome, accepted=accepted,
        why={name: "Stämmer." for name in ("full_name", "language") if name not in accepted},
        statement="Jag heter Berg.",
    )  # fmt: skip
    assert {("Kundregistret", "completion"), ("Partner AB", "completion")} <= set(told())
    assert RecipientNotice.objects.get(recipient="Kundregistret", kind="completion").trouble == "unable"
    assert "Partner AB" in answer()
