"""An answer reads as it is: what goes before what stays, nothing offered that is done, no untrue address."""

from __future__ import annotations

import pytest
from django.db import transaction

from law.rights import Right
from register.selectors import company as company_of
from register.selectors import live_policy
from requests_dsr.letters.printing import printable
from requests_dsr.letters.words import where_to_write
from requests_dsr.models import Letter
from requests_dsr.states import State
from tests import factories as make
from tests.requests_dsr.cases import TODAY, asking, decided


@pytest.fixture(autouse=True)
def _mail_leaves_at_once(monkeypatch):
    monkeypatch.setattr(transaction, "on_commit", lambda do, **_: do())


def body(event="request_answered"):
    return Letter.objects.filter(event=event).latest("pk").body


@pytest.fixture
def half_erased(anna, handler, dpo):
    make.create_inquiry(anna, received_on=TODAY)
    contact = make.create_contact(anna, make.create_org(anna.controller, name="Granvika Bygg AB"))
    make.create_contract(contact.org, start=TODAY)
    return decided(asking(anna, Right.ERASURE), handler, dpo, State.PARTLY_FULFILLED)


def test_what_is_erased_stands_before_why_the_rest_is_kept(half_erased):
    said = body()
    goes, why, stays = (
        said.index(words)
        for words in ("Det här raderar vi nu:", "Uppgifterna behövs fortfarande", "Det här måste vi spara:")
    )
    assert goes < why < stays


def test_a_certificate_says_no_period_of_what_is_gone(half_erased):
    lines = [line for line in body("request_certificate").splitlines() if line.startswith("- ")]
    assert "- Förfrågningar: raderat." in lines
    assert any("sparas" in line and line.count(".") > 1 for line in lines)


def test_the_page_of_a_certificate_says_what_stood_in_the_mail_alone(half_erased):
    page = printable(Letter.objects.get(event="request_certificate"))
    assert page.count("(Det här stod bara i mejlet.)") >= 2
    assert "[…]" not in page


@pytest.mark.parametrize("statement", ["Jag heter så.", ""])
@pytest.mark.parametrize("accepted", [["language"], []])
def test_a_statement_that_is_kept_is_not_offered(anna, handler, dpo, statement, accepted):
    request = asking(anna, Right.RECTIFICATION, proposed={"full_name": "Anna Berg", "language": "en"})
    why = {name: "Den är riktig." for name in ("full_name", "language") if name not in accepted}
    outcome = State.PARTLY_FULFILLED if accepted else State.REFUSED
    decided(request, handler, dpo, outcome, accepted=accepted, why=why, statement=statement)
    assert ("Du kan lämna ett tillägg" in body()) is (not statement)
    assert ("Ditt tillägg är sparat" in body()) is bool(statement)


@pytest.mark.parametrize("language", ["sv", "en"])
@pytest.mark.parametrize("address", ["Storgatan 1, 123 45 Staden", None])
def test_paper_names_an_address_only_where_there_is_one(anna, monkeypatch, address, language):
    ours = company_of(live_policy(anna.controller)).model_copy(update={"postal_address": address})
    monkeypatch.setattr("requests_dsr.letters.words.company", lambda _version: ours)
    asking(reads(anna, language), postal_address="Gatan 1", by_post=True)
    said = body("request_received")
    assert (ours.dpo_mailbox in said.split("reference")[0].split("beteckning")[0]) is (address is None)
    assert ("adresserna står överst" in said or "at the top of this letter" in said) is (address is not None)
    assert where_to_write(Letter.objects.get().request)


def reads(person, language):
    type(person).objects.filter(pk=person.pk).update(language=language)
    person.refresh_from_db()
    return person
