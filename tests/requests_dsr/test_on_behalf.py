"""Somebody who asks for another: a request of their own, and answers to them and nobody else."""

from __future__ import annotations

import pytest
from django.core import mail
from django.db import transaction

from law.rights import Right
from ledger.actor import SUBJECT
from requests_dsr.models import Channel, DataSubjectRequest, Letter
from requests_dsr.services.asking import establish_identity
from requests_dsr.services.deciding import decide, draft, draft_refusal
from requests_dsr.services.matching import match_request
from requests_dsr.services.moving import ForbiddenMove, move
from requests_dsr.services.opening import Asked, CannotOpen, Requester, open_request
from requests_dsr.states import State
from tests import factories as make
from tests.requests_dsr.cases import NOW, TODAY, asking, decided

HERS = {"email": "ANNA@example.se"}
DAUGHTER = {"name": "Dotter Ek", "email": "dotter@example.se"}


@pytest.fixture(autouse=True)
def _mail_leaves_at_once(monkeypatch):
    monkeypatch.setattr(transaction, "on_commit", lambda do, **_: do())


def called(anna, right=Right.ACCESS, *, identity="", words="", categories=(), **who) -> DataSubjectRequest:
    """Take in a call about Anna."""
    return open_request(
        controller=anna.controller,
        asked=Asked(right=right, words=words, categories=categories),
        requester=Requester(subject=anna, identity_method=identity, **who),
        channel=Channel.PHONE,
        received_at=NOW,
        by=SUBJECT,
        at=NOW,
    )


@pytest.mark.parametrize("identity", ["power_of_attorney", "next_of_kin"])
def test_what_is_asked_for_another_is_a_request_of_its_own(anna, identity):
    own = asking(anna, words="Allt.")
    other = called(anna, identity=identity, words="Min mor är död.", **DAUGHTER)
    assert other.pk != own.pk
    own.file.refresh_from_db()
    assert own.file.words == "Allt."
    assert other.file.on_behalf == identity
    again = asking(anna, words="Och mer.")
    assert again.pk == own.pk
    assert mail.outbox[-1].to == ["dotter@example.se"]
    assert "Min profil" not in mail.outbox[-1].body


@pytest.mark.parametrize(
    "who",
    [{}, {"name": "Dotter Ek"}, {"email": "dotter@example.se"}, {**DAUGHTER, "email": "ANNA@example.se"}],
)
def test_who_asks_for_another_is_named_and_reached_apart(anna, who):
    with pytest.raises(CannotOpen, match="vem som frågar för personens räkning"):
        called(anna, identity="next_of_kin", **who)


def test_nobody_widens_on_anothers_evidence_what_a_person_asked(anna):
    own = asking(anna, Right.ERASURE, categories=["crm_inquiry"])
    stranger = called(anna, Right.ERASURE, email="nagon@example.se")
    own.refresh_from_db()
    assert (stranger.pk != own.pk, own.categories) == (True, ["crm_inquiry"])
    assert called(anna, Right.ERASURE, identity="call_back", categories=["phone_message"]).pk == own.pk


def test_the_dead_are_never_written_to(anna, handler, dpo):
    request = called(anna, words="Min mor är död.", **DAUGHTER)
    request = establish_identity(request=request, method="next_of_kin", at=NOW, **handler)
    with pytest.raises(ForbiddenMove, match="ingen kopia av den dödas"):
        draft(request=request, choices={}, at=NOW, **handler)
    said = {"codes": ("R27_DECEASED",), "evidence": "Dödsbevis visat"}
    request = draft_refusal(request=request, at=NOW, **said, **handler)
    decide(request=request, outcome=State.REFUSED, at=NOW, **dpo)
    answer = Letter.objects.get(event="request_answered").body
    assert "Hej Dotter Ek," in answer
    assert "(Skäl 27 i dataskyddsförordningen.)" in answer
    assert {address for one in mail.outbox for address in one.to} == {"dotter@example.se"}


def test_a_persons_own_request_is_not_refused_because_they_are_dead(anna, handler):
    request = move(request=asking(anna), to=State.IN_PROGRESS, at=NOW, **handler)
    with pytest.raises(ForbiddenMove, match="aldrig till den som är död"):
        draft_refusal(request=request, codes=("R27_DECEASED",), evidence="Dödsbevis", at=NOW, **handler)


def test_who_cannot_be_told_apart_is_not_taken_for_somebody_elses_kin(anna, handler):
    request = called(anna)
    with pytest.raises(ForbiddenMove, match="Registrera det som en egen begäran"):
        establish_identity(request=request, method="power_of_attorney", at=NOW, **handler)


def test_an_attorney_is_answered_at_their_own_address_also_after_the_erasure(anna, handler, dpo):
    make.create_inquiry(anna, received_on=TODAY)
    request = called(anna, Right.ERASURE, identity="power_of_attorney", **DAUGHTER)
    decided(request, handler, dpo)
    assert {address for one in mail.outbox for address in one.to} == {"dotter@example.se"}
    assert Letter.objects.get(event="request_certificate").body.startswith("Hej Dotter Ek,")


def test_whoever_is_linked_instead_is_not_asked_for_by_the_same_right(anna, handler):
    request = called(anna, identity="power_of_attorney", **DAUGHTER)
    other = make.create_subject(anna.controller, name="Erik Al")
    assert match_request(request=request, subject=other, at=NOW, **handler).file.on_behalf == ""
