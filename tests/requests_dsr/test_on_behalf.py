"""Somebody who asks for another: a request of their own, and answers to them and nobody else."""

from __future__ import annotations

import pytest
from django.core import mail
from django.db import transaction

from law.rights import Right
from ledger.actor import SUBJECT
from ledger.models import LedgerEntry
from requests_dsr.letters.address import addressee_of
from requests_dsr.models import Channel, DataSubjectRequest, Letter
from requests_dsr.pauses import standing
from requests_dsr.services.asking.questions import establish_identity
from requests_dsr.services.deciding.proposals import decide, draft, draft_refusal
from requests_dsr.services.moving.transitions import ForbiddenMove, move
from requests_dsr.services.reaching.posting import may_print
from requests_dsr.services.receiving.matching import match_request
from requests_dsr.services.receiving.on_behalf import Asker, ask_for_another
from requests_dsr.services.receiving.opening import Asked, CannotOpen, Requester, open_request
from requests_dsr.states import State
from tests import factories as make
from tests.requests_dsr.cases import NOW, TODAY, asking, decided

HERS = {"email": "ANNA@example.se"}
DAUGHTER = {"name": "Dotter Ek", "email": "dotter@example.se"}


@pytest.fixture(autouse=True)
def _mail_leaves_at_once(monkeypatch):
    monkeypatch.setattr(transaction, "on_commit", lambda do, **_: do())


def called(
    anna, right=Right.ACCESS, *, identity="", words="", categories=(), proposed=None, **who
) -> DataSubjectRequest:
    """Take in a call about Anna."""
    return open_request(
        controller=anna.controller,
        asked=Asked(right=right, words=words, categories=categories, proposed=proposed or {}),
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


# --- an existing request turns out to be asked for another ---------------------------------------
KINDS = ["power_of_attorney", "guardian", "next_of_kin"]


def marked(request, handler, *, method="power_of_attorney", at=NOW, **who):
    return ask_for_another(request=request, method=method, who=Asker(**(who or DAUGHTER)), at=at, **handler)


@pytest.mark.parametrize("method", KINDS)
def test_an_existing_request_is_marked_as_asked_for_another(anna, handler, method):
    request = called(anna, words="Jag ringer för Anna.")
    request = marked(request, handler, method=method)
    request.file.refresh_from_db()
    assert (request.state, request.identity_method) == (State.IN_PROGRESS, method)
    assert (request.file.on_behalf, request.file.requester_name) == (method, "Dotter Ek")
    event = request.events.get(code="ON_BEHALF")
    assert (event.role, event.comment) == ("handler", "")
    assert LedgerEntry.objects.filter(action="request.on_behalf", category="access").count() == 1


def test_what_was_taken_for_the_persons_own_is_marked_too(anna, handler):
    request = called(anna, Right.RESTRICTION, identity="call_back", email="anna@example.se")
    request = move(request=request, to=State.IN_PROGRESS, at=NOW, **handler)
    request = marked(request, handler)
    assert (request.state, request.identity_method) == (State.IN_PROGRESS, "power_of_attorney")
    assert addressee_of(request, at=NOW).email == "dotter@example.se"
    assert standing(request).count() == 1


def test_who_was_marked_wrongly_is_marked_anew(anna, handler):
    request = marked(called(anna), handler, method="next_of_kin")
    request = marked(request, handler, method="guardian", name="Gode Man", email="gode@example.se")
    assert (request.identity_method, addressee_of(request, at=NOW).name) == ("guardian", "Gode Man")


@pytest.mark.parametrize("who", [{"name": "Dotter Ek"}, {"email": "dotter@example.se"}, {**DAUGHTER, **HERS}])
def test_who_is_marked_is_named_and_reached_apart(anna, handler, who):
    with pytest.raises(ForbiddenMove, match="vem som frågar för personens räkning"):
        marked(called(anna), handler, **who)


def test_who_asked_logged_in_asked_for_themselves(anna, handler):
    with pytest.raises(ForbiddenMove, match="inloggad i Min profil"):
        marked(asking(anna), handler)


def test_nobody_is_marked_while_nobody_is_linked_or_a_proposal_is_reviewed(anna, handler):
    request = called(anna, identity="call_back")
    request = move(request=request, to=State.IN_PROGRESS, at=NOW, **handler)
    request = draft(request=request, choices={}, at=NOW, **handler)
    with pytest.raises(ForbiddenMove, match="granskas"):
        marked(request, handler)
    DataSubjectRequest.objects.filter(pk=request.pk).update(identity_method="", subject=None)
    with pytest.raises(ForbiddenMove, match="inte knuten"):
        marked(request, handler)


# --- where an attorney's copy lies ------------------------------------------------------------
STREET = "Ombudsgatan 1, 111 22 Stockholm"


def copied(anna, handler, dpo, *, right=Right.ACCESS, who=DAUGHTER, **choices):
    make.create_inquiry(anna, received_on=TODAY)
    request = called(anna, right, identity="power_of_attorney", **who)
    return decided(request, handler, dpo, **choices)


def answer_of(request):
    return request.letters.get(event="request_answered")


def test_an_attorneys_copy_is_not_decided_before_its_way_is_chosen(anna, handler, dpo):
    with pytest.raises(ForbiddenMove, match="Ett utfall saknas"):
        copied(anna, handler, dpo)


def test_paper_needs_somewhere_to_go(anna, handler, dpo):
    with pytest.raises(ForbiddenMove, match="postadress"):
        copied(anna, handler, dpo, delivered="paper")


def test_a_copy_on_paper_goes_with_the_letter_to_the_attorney(anna, handler, dpo):
    request = copied(anna, handler, dpo, who={**DAUGHTER, "postal_address": STREET}, delivered="paper")
    letter = answer_of(request)
    assert (letter.status, letter.addressee_address) == ("to_print", STREET)
    assert "En kopia av allt vi har följer med det här brevet." in letter.body
    assert "Anna Ek kan öppna samma kopia i sin egen Min profil i sju dagar." in letter.body
    assert "Logga in" not in letter.body
    assert may_print(request, at=NOW)


def test_a_copy_in_the_persons_own_pages_is_told_as_such(anna, handler, dpo):
    request = copied(anna, handler, dpo, who={**DAUGHTER, "postal_address": STREET}, delivered="profile")
    letter = answer_of(request)
    assert letter.addressee_email == "dotter@example.se"
    assert "Kopian lämnas inte till dig" in letter.body
    assert "bara Anna Ek kan logga in" in letter.body
    assert not may_print(request, at=NOW)


def test_nothing_is_printed_for_an_attorney_who_is_not_to_have_it(anna, handler, dpo):
    who = {"name": "Dotter Ek", "postal_address": STREET}
    request = copied(anna, handler, dpo, who=who, delivered="profile")
    assert answer_of(request).status == "to_print"
    assert "Min profil" in may_print(request, at=NOW).reason


def test_a_person_who_asks_for_themselves_chooses_no_way(anna, handler, dpo):
    make.create_inquiry(anna, received_on=TODAY)
    request = decided(asking(anna), handler, dpo, delivered="profile")
    assert "delivered" not in request.file.plan["choices"]
