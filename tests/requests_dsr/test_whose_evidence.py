"""Evidence of who asks is of one person: it never lets anything be done for another (Art. 12(6))."""

from __future__ import annotations

import pytest
from django.db import IntegrityError, transaction
from django.utils import translation

from law.rights import Right
from ledger.actor import SUBJECT
from ledger.models import LedgerEntry
from requests_dsr.answers.base import digest_of
from requests_dsr.models import Channel, DataSubjectRequest, Letter, RequestEvent
from requests_dsr.pauses import standing
from requests_dsr.services.asking.questions import ask_identity, establish_identity
from requests_dsr.services.deciding.proposals import decide, draft, draft_refusal
from requests_dsr.services.moving.transitions import ForbiddenMove, move
from requests_dsr.services.receiving.matching import add_words, match_request
from requests_dsr.services.receiving.opening import Asked, Requester, open_request
from requests_dsr.states import State
from subjects.models import DataSubject
from tests import factories as make
from tests.requests_dsr.cases import NOW, TODAY, asking, days

BREV = {"name": "Brev Brevsson", "email": "brev@example.se"}


@pytest.fixture
def astrid(company):
    subject = make.create_subject(company, name="Astrid Nordin", email="astrid@example.se")
    make.create_inquiry(subject, received_on=TODAY)
    return subject


def letter_from_nobody(company, right=Right.ERASURE, *, channel=Channel.LETTER, **requester):
    return open_request(
        controller=company,
        asked=Asked(right=right),
        requester=Requester(**{**BREV, **requester}),
        channel=channel,
        received_at=NOW,
        by=SUBJECT,
        at=NOW,
    )


def file_says(request):
    return " ".join(RequestEvent.objects.filter(request=request).values_list("comment", flat=True))


# --- the walk: the wrong person was erased --------------------------------------------------------------
def test_a_stranger_is_not_identified_and_then_taken_for_somebody_else(company, astrid, handler, dpo):
    request = letter_from_nobody(company)
    with pytest.raises(ForbiddenMove, match="inte knuten till någon person"):
        establish_identity(request=request, method="case_knowledge", at=NOW, **handler)
    request = move(request=request, to=State.IN_PROGRESS, at=NOW, **handler)
    request = match_request(request=request, subject=astrid, at=NOW, **handler)
    assert (request.state, request.identity_method) == (State.IN_PROGRESS, "")
    with pytest.raises(ForbiddenMove, match="Styrk identiteten"):
        draft(request=request, choices={}, at=NOW, **handler)
    assert DataSubject.objects.filter(pk=astrid.pk).exists()


def test_the_file_says_from_whom_to_whom_and_the_ledger_names_nobody(company, anna, astrid, handler):
    request = match_request(request=letter_from_nobody(company), subject=astrid, at=NOW, **handler)
    assert "Från Brev Brevsson till Astrid Nordin." in file_says(request)
    match_request(request=request, subject=anna, at=NOW, **handler)
    assert "Från Astrid Nordin till Anna Ek." in file_says(request)
    lines = str(list(LedgerEntry.objects.values()))
    assert not [name for name in ("Brev", "Astrid", "Anna") if name in lines]


@pytest.mark.parametrize("state", [State.RECEIVED, State.IDENTITY_PENDING, State.IN_PROGRESS, State.EXTENDED])
def test_whoever_is_linked_next_is_identified_anew(anna, astrid, handler, dpo, state):
    request = asking(anna, identity="" if state is State.IDENTITY_PENDING else "call_back")
    if state is State.IDENTITY_PENDING:
        request = ask_identity(request=request, doubt="Ny adress", at=NOW, **handler)
    if state in (State.IN_PROGRESS, State.EXTENDED):
        request = move(request=request, to=State.IN_PROGRESS, at=NOW, **handler)
    if state is State.EXTENDED:
        request = move(request=request, to=State.EXTENDED, extension_reasons=("complexity",), at=NOW, **dpo)
    request = match_request(request=request, subject=astrid, at=NOW, **handler)
    assert (request.state, request.identity_method) == (state, "")
    assert [block.subject for block in standing(request)] == [astrid]  # kept, and used as before
    request = establish_identity(request=request, method="id_shown", at=NOW, **handler)
    assert (request.subject, request.identity_method) == (astrid, "id_shown")
    assert request.state == (State.EXTENDED if state is State.EXTENDED else State.IN_PROGRESS)
    assert [block.subject for block in standing(request)] == [astrid]
    assert "underlaget gällde inte den här personen" in file_says(request) or state is State.IDENTITY_PENDING


# --- a proposal under review ----------------------------------------------------------------------------
def reviewed(anna, handler):
    request = move(request=asking(anna, identity="call_back"), to=State.IN_PROGRESS, at=NOW, **handler)
    return draft(request=request, choices={}, at=NOW, **handler)


def test_a_handler_does_not_link_somebody_else_under_review(anna, astrid, handler):
    request = reviewed(anna, handler)
    with pytest.raises(ForbiddenMove, match="granskas för den som är knuten nu"):
        match_request(request=request, subject=astrid, at=NOW, **handler)
    assert DataSubjectRequest.objects.get().subject == anna


def test_a_proposal_goes_back_when_the_dpo_links_somebody_else(anna, astrid, handler, dpo):
    request = match_request(request=reviewed(anna, handler), subject=astrid, at=NOW, **dpo)
    assert (request.state, request.identity_method) == (State.IN_PROGRESS, "")
    assert (request.file.plan, request.file.plan_digest) == ({}, "")
    assert "Förslaget gjordes inte för den." in file_says(request)
    with pytest.raises(ForbiddenMove):
        decide(request=request, outcome=State.FULFILLED, at=NOW, **dpo)
    with pytest.raises(ForbiddenMove, match="Styrk identiteten"):
        draft(request=request, choices={}, at=NOW, **handler)


def test_the_digest_binds_a_proposal_to_its_person():
    plan = {"basis": {}, "choices": {}, "outcome": "fulfilled", "person": "one"}
    assert digest_of(plan) != digest_of({**plan, "person": "another"})


def test_two_who_act_at_once_do_not_identify_another_than_they_saw(anna, astrid, handler):
    shown = asking(anna, identity="")
    match_request(request=shown, subject=astrid, at=NOW, **handler)
    with pytest.raises(ForbiddenMove, match="nu knuten till en annan person"):
        establish_identity(request=shown, method="call_back", at=NOW, **handler)
    assert DataSubjectRequest.objects.get().identity_method == ""


@pytest.mark.parametrize(
    "deed",
    [
        pytest.param(
            lambda request: move(request=request, to=State.WITHDRAWN, by=SUBJECT, at=NOW), id="move"
        ),
        pytest.param(
            lambda request: add_words(request=request, words="Annas ord", by=SUBJECT, at=NOW), id="words"
        ),
    ],
)
def test_nobody_does_anything_to_what_was_linked_to_another_meanwhile(anna, astrid, handler, deed):
    shown = asking(anna)
    match_request(request=shown, subject=astrid, at=NOW, **handler)
    with pytest.raises(ForbiddenMove, match="nu knuten till en annan person"):
        deed(shown)
    now = DataSubjectRequest.objects.get()
    assert (now.state, now.file.words) == (State.RECEIVED, "")


def test_the_database_refuses_to_carry_evidence_to_another_person(anna, astrid):
    request = asking(anna, identity="call_back")
    with pytest.raises(IntegrityError, match="another person"), transaction.atomic():
        DataSubjectRequest.objects.filter(pk=request.pk).update(subject=astrid)
    DataSubjectRequest.objects.filter(pk=request.pk).update(subject=None)
    with pytest.raises(IntegrityError, match="another person"), transaction.atomic():
        DataSubjectRequest.objects.filter(pk=request.pk).update(subject=astrid)
    DataSubjectRequest.objects.filter(pk=request.pk).update(subject=astrid, identity_method="")


# --- what still counts ----------------------------------------------------------------------------------
def test_a_confirmed_address_counts_for_whoever_had_it(company, astrid, handler):
    make.create_subject(company, name="Sen Ekman")
    how = {"channel": Channel.WEB_FORM, "identity_method": "mail_round_trip"}
    hers = letter_from_nobody(company, email="ASTRID@example.se", **how)
    DataSubject.objects.get(pk=astrid.pk).identities.update(added_at=NOW - days(9))
    assert match_request(request=hers, subject=astrid, at=NOW, **handler).identity_method
    other = letter_from_nobody(company, Right.ACCESS, **how)
    assert not match_request(request=other, subject=astrid, at=NOW, **handler).identity_method


def test_an_address_that_was_added_afterwards_proves_nothing_backwards(company, astrid, handler):
    request = letter_from_nobody(
        company, email="astrid@example.se", channel=Channel.WEB_FORM, identity_method="mail_round_trip"
    )
    astrid.identities.update(added_at=NOW + days(1))
    assert not match_request(request=request, subject=astrid, at=NOW, **handler).identity_method


# --- what is answered to anybody ------------------------------------------------------------------------
def test_a_complaint_is_answered_whoever_wrote_it(company, handler, dpo):
    request = letter_from_nobody(company, Right.COMPLAINT)
    request = move(request=request, to=State.IN_PROGRESS, at=NOW, **handler)
    request = draft(request=request, choices={"answer": "Tack.", "found": "yes"}, at=NOW, **handler)
    assert decide(request=request, outcome=State.FULFILLED, at=NOW, **dpo).identity_method == ""


def test_a_stranger_is_refused_only_with_what_says_nothing_of_anybody(company, handler):
    request = move(request=letter_from_nobody(company), to=State.IN_PROGRESS, at=NOW, **handler)
    with pytest.raises(ForbiddenMove, match="inte knuten till någon person"):
        draft_refusal(request=request, codes=("A17_1_STILL_NEEDED",), evidence="x", at=NOW, **handler)
    request = draft_refusal(
        request=request, codes=("A12_2_NOT_IDENTIFIED",), evidence="Sökt på namn", at=NOW, **handler
    )
    assert request.state == State.REVIEW


def test_a_question_of_identity_ends_when_it_is_clear_that_we_know_nobody(company, handler):
    request = ask_identity(request=letter_from_nobody(company), doubt="Vem?", at=NOW, **handler)
    request = move(request=request, to=State.IN_PROGRESS, at=NOW + days(2), **handler)
    assert request.questions.get().answered_at == NOW + days(2)
    assert request.due_on is not None
    assert Letter.objects.filter(request=request, event="request_identity").exists()


def test_one_that_was_closed_unverified_is_not_decided_when_it_is_opened_again(anna, handler, dpo):
    request = ask_identity(request=asking(anna, identity=""), doubt="Ny adress", at=NOW, **handler)
    late = NOW + days(61)
    request = move(request=request, to=State.CLOSED_UNVERIFIED, at=late, **dpo)
    request = move(request=request, to=State.REOPENED, comment="Hör av sig", at=late, **dpo)
    request = move(request=request, to=State.IN_PROGRESS, at=late, **handler)
    with translation.override("en"), pytest.raises(ForbiddenMove):
        draft(request=request, choices={}, at=late, **handler)


# --- asked who they are after the link changed -----------------------------------------------------------
@pytest.mark.parametrize("state", [State.IN_PROGRESS, State.EXTENDED])
def test_whoever_is_linked_next_can_be_asked_who_they_are(anna, astrid, handler, dpo, state):
    request = move(request=asking(anna, identity="call_back"), to=State.IN_PROGRESS, at=NOW, **handler)
    if state is State.EXTENDED:
        said = {"to": State.EXTENDED, "extension_reasons": ("complexity",)}
        request = move(request=request, at=NOW, **said, **dpo)
    request = match_request(request=request, subject=astrid, at=NOW, **handler)
    request = ask_identity(request=request, doubt="Det är oklart vem av er som frågar.", at=NOW, **handler)
    assert request.state == State.IDENTITY_PENDING
    letter = Letter.objects.get(request=request, event="request_identity")
    assert "oklart vem av er" in letter.body
    request = establish_identity(request=request, method="known_address", at=NOW + days(2), **handler)
    assert (request.state, bool(request.extended_at)) == (State.IN_PROGRESS, state is State.EXTENDED)


def test_nobody_who_is_known_is_asked_who_they_are(anna, handler):
    request = move(request=asking(anna), to=State.IN_PROGRESS, at=NOW, **handler)
    with pytest.raises(ForbiddenMove, match="redan styrkt"):
        ask_identity(request=request, doubt="Nyfiken.", at=NOW, **handler)
    assert not request.questions.exists()


def test_nobody_is_asked_in_the_middle_while_nobody_is_linked(company, handler):
    request = move(request=letter_from_nobody(company), to=State.IN_PROGRESS, at=NOW, **handler)
    with pytest.raises(ForbiddenMove, match="inte knuten till någon person"):
        ask_identity(request=request, doubt="Vem är du?", at=NOW, **handler)


def test_the_file_says_who_accepted_the_evidence_when_and_of_what_kind(anna, handler):
    asked = asking(anna, identity="")
    request = ask_identity(request=asked, doubt="Okänd röst.", at=NOW, **handler)
    establish_identity(request=request, method="call_back", at=NOW + days(1), **handler)
    line = request.events.get(code="IDENTIFIED")
    assert (line.at, line.user) == (NOW + days(1), handler["user"])
    assert "ringde upp ett nummer" in line.comment
    done = LedgerEntry.objects.get(action="request.identify")
    assert (done.at, done.actor_ref) == (NOW + days(1), handler["by"].ref)


def test_evidence_taken_with_the_request_has_a_line_too(anna, handler):
    request = open_request(
        controller=anna.controller,
        asked=Asked(right=Right.ACCESS),
        requester=Requester(subject=anna, identity_method="id_shown"),
        channel=Channel.COUNTER,
        received_at=NOW,
        at=NOW,
        **handler,
    )
    assert "visade legitimation" in request.events.get(code="IDENTIFIED").comment
