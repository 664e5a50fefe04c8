"""A word that a reviewer has added is hidden in the whole copy, or it is said where it stands and why."""

from __future__ import annotations

import json

import pytest
from django.core.files.base import ContentFile

from requests_dsr.answers import ANSWERS
from requests_dsr.package.content import put_together
from requests_dsr.package.files.pages import page
from requests_dsr.package.others.masking import MASK
from subjects import models as m
from tests import factories as make
from tests.requests_dsr.cases import NOW, TODAY, asking

WORD = "Kvarnen"


@pytest.fixture
def spread(anna):
    """Let a word stand in what the person wrote, in what is written to her, in keys, names and free text."""
    org = make.create_org(anna.controller, name="Kvarnen i Sundsvall AB", number="KVARNEN-1")
    make.create_contact(anna, org)
    make.create_inquiry(anna, message="Vi på Kvarnen vill bli kund.")
    make.create_support_profile(anna, organisation_name="Kvarnen i Sundsvall AB")
    make.create_record(anna, content={"Kvarnen": ["kurs på kvarnen"]})
    ticket = make.create_ticket(anna, body="Kvarnens växel svarade.")
    m.TicketAttachment.objects.create(ticket=ticket, file=ContentFile(b"%PDF", name="offert kvarnen.pdf"))
    m.Disclosure.objects.create(
        controller=anna.controller, subject=anna, recipient="Kvarnen Inkasso", context="partner",
        legal_basis="avtal", categories=["customer_data"], disclosed_on=TODAY,
    )  # fmt: skip
    return asking(anna, words="Jag arbetar på Kvarnen.")


def content_of(subject, *added):
    return put_together(subject, kind="access", as_of=TODAY, at=NOW, added=added)


def said_in(content):
    rows = {one.name: list(one.rows) for one in content.part.tables}
    rest = content.part.model_dump(exclude={"tables"})
    return json.dumps([rows, rest], ensure_ascii=False, default=str)


def looked_at(request, *added):
    return ANSWERS[request.right].look_through(request, {"added": list(added)}, at=NOW)


def test_a_word_of_the_reviewers_is_hidden_everywhere_in_the_copy(spread, anna):
    assert said_in(content_of(anna)).casefold().count("kvarnen") > 8
    content = content_of(anna, WORD)
    assert "kvarnen" not in said_in(content).casefold()
    for language in ("sv", "en"):
        assert "kvarnen" not in "".join(page(content, language)).casefold()
    assert "[annan person]" not in "".join(page(content, "en"))


def test_every_place_of_it_is_counted_where_the_reviewer_looks(spread, anna):
    looked = looked_at(spread, WORD)
    assert {one.kind for one in looked.masked} == {"added"}
    # Whoever was given data is told of twice, and is one row.
    assert sum(one.places for one in looked.masked) == said_in(content_of(anna, WORD)).count(MASK) - 1
    assert not any(one.lifted for one in looked.masked)
    assert (looked.missed, looked.kept, looked.told) == ([], 0, [])


def test_a_word_that_hits_nothing_is_told_of(spread):
    assert looked_at(spread, WORD, "Kvarnan", "  ").missed == ["Kvarnan"]


def test_a_word_in_an_address_that_is_hidden_already_has_hit_something(spread, anna):
    make.create_ticket(anna, body="Skriv till tjorven@annat.example.se")
    looked = looked_at(spread, "Tjorven")
    assert looked.missed == []


def test_the_persons_own_name_and_addresses_stand_and_are_told_of(spread, anna):
    make.create_ticket(anna, body="Den andra Anna svarade.")
    content = content_of(anna, "Anna")
    tables = {one.name: list(one.rows) for one in content.part.tables}
    assert tables["subjects_datasubject"][0]["full_name"] == anna.full_name
    assert "anna@example.se" in {row["value"] for row in tables["subjects_identity"]}
    assert f"Den andra {MASK} svarade." in {row["body"] for row in tables["subjects_supportticket"]}
    looked = looked_at(spread, "Anna")
    assert (looked.kept > 2, looked.missed) == (True, [])


def test_what_stands_in_the_companys_own_texts_is_told_of(spread):
    looked = looked_at(spread, "Förfrågningar")
    assert looked.told == ["Förfrågningar"]


def test_codes_and_kinds_are_no_words_of_anybody(spread, anna):
    content = content_of(anna, "customer_data", "self", "observed")
    assert any(one.categories == ["customer_data"] for one in content.part.receivers)


def test_the_customer_to_ask_is_not_named_where_it_is_hidden(spread, anna):
    assert content_of(anna, WORD).gathered.customers == []
    assert content_of(anna).gathered.customers == ["Kvarnen i Sundsvall AB"]


def test_what_is_hidden_cannot_be_left_open_at_once(spread, anna):
    content = put_together(anna, kind="access", as_of=TODAY, at=NOW, added=[WORD], lifted=["Kvarnens"])
    assert "kvarnen" not in said_in(content).casefold()
    assert content.part.masked_places == sum(content.gathered.found.values())
