"""Who asks for another reads by name whose data a letter is about, and never that they are their own."""

from __future__ import annotations

import re

import pytest
from django.core import mail
from django.db import transaction
from django.utils import translation

from law.rights import Right
from register.wording.third_person import speaks_to_the_person
from requests_dsr.exception_words import words_of
from requests_dsr.exceptions import EXCEPTIONS
from requests_dsr.letters import write_letter
from requests_dsr.letters.kept import kept_lines
from requests_dsr.letters.versions import VERSIONS
from requests_dsr.models import Letter
from requests_dsr.services.deciding.proposals import decide
from requests_dsr.services.receiving.matching import match_request
from requests_dsr.states import State
from tests import factories as make
from tests.requests_dsr.cases import NOW, TODAY, decided, proposed
from tests.requests_dsr.test_letters import MORE
from tests.requests_dsr.test_on_behalf import DAUGHTER, called

WHO = {
    ("power_of_attorney", "sv"): "uppgifter om Anna Ek, som du företräder.",
    ("next_of_kin", "sv"): "uppgifter om Anna Ek, som är död.",
    ("power_of_attorney", "en"): "data about Anna Ek, whom you represent.",
    ("next_of_kin", "en"): "data about Anna Ek, who has died.",
}
UNTRUE = re.compile(
    r"uppgifter om dig|annat om dig|dina uppgifter|du som frågar|ditt samtycke"
    r"|data about you|else about you|your data|your consent"
)
OF_THE_UNKNOWN = "request_unmatched"
"""The one letter that is written while nobody is linked: then nobody is known to be asked for."""


@pytest.fixture(autouse=True)
def _mail_leaves_at_once(monkeypatch):
    monkeypatch.setattr(transaction, "on_commit", lambda do, **_: do())


@pytest.mark.parametrize("paper", [False, True], ids=["mail", "paper"])
@pytest.mark.parametrize("language", ["sv", "en"])
@pytest.mark.parametrize("identity", ["power_of_attorney", "next_of_kin"])
@pytest.mark.parametrize("event", sorted(set(VERSIONS) - {OF_THE_UNKNOWN}))
def test_every_letter_names_whom_it_is_about(anna, event, identity, language, paper):
    who = {"name": "Dotter Ek", "postal_address": "Gatan 1", "by_post": True} if paper else DAUGHTER
    request = called(anna, Right.ERASURE, identity=identity, language=language, **who)
    letter = write_letter(request=request, event=event, at=NOW, more={**MORE, "partial": True})
    assert WHO[identity, language] in letter.body
    assert not UNTRUE.findall(f"{letter.title}\n{letter.body}")
    assert "Dotter Ek" in letter.body


@pytest.mark.parametrize("language", ["sv", "en"])
@pytest.mark.parametrize(
    ("right", "choices"),
    [
        (Right.ACCESS, {"delivered": "profile"}),
        (Right.PORTABILITY, {}),
        (Right.ERASURE, {}),
        (Right.RESTRICTION, {"ground": "18.1.c"}),
        (Right.OBJECTION, {"upheld": True}),
        (Right.CONSENT_WITHDRAWAL, None),
    ],
)
def test_no_answer_to_an_attorney_says_that_the_data_are_theirs(anna, handler, dpo, right, choices, language):
    make.create_inquiry(anna, received_on=TODAY)
    asked = {"proposed": {"purposes": ["statistics"]}} if right == Right.OBJECTION else {}
    request = called(anna, right, identity="power_of_attorney", language=language, **asked, **DAUGHTER)
    if choices is not None:
        request = proposed(request, handler, **choices)
        decide(request=request, outcome=State(request.file.plan["outcome"]), at=NOW, **dpo)
    for letter in Letter.objects.all():
        assert WHO["power_of_attorney", language] in letter.body
        assert not UNTRUE.findall(f"{letter.title}\n{letter.body}")
        assert not UNTRUE.findall(re.sub("<[^>]+>", "", str(mail.outbox[0].alternatives[0][0])))


def test_after_the_erasure_the_certificate_still_names_the_client(anna, handler, dpo):
    make.create_inquiry(anna, received_on=TODAY)
    decided(called(anna, Right.ERASURE, identity="power_of_attorney", **DAUGHTER), handler, dpo)
    certificate = Letter.objects.get(event="request_certificate")
    assert certificate.request.subject is None
    assert certificate.title == "Intyg: uppgifterna är raderade"
    assert "Anna Ek" in certificate.body


def test_whoever_is_linked_instead_is_asked_for_by_nobody(anna, handler):
    request = called(anna, identity="power_of_attorney", **DAUGHTER)
    assert request.file.about_name == "Anna Ek"
    other = make.create_subject(anna.controller, name="Erik Al")
    assert match_request(request=request, subject=other, at=NOW, **handler).file.about_name == ""


def test_the_person_asks_for_themselves_and_is_named_by_nobody(anna, handler, dpo):
    decided(called(anna, identity="call_back", email="anna@example.se"), handler, dpo)
    for letter in Letter.objects.all():
        assert "Begäran gäller uppgifter om" not in letter.body


@pytest.mark.parametrize("language", ["sv", "en"])
def test_what_is_kept_is_explained_to_another_without_saying_you(anna, language):
    request = called(anna, Right.ERASURE, identity="power_of_attorney", **DAUGHTER)
    codes = ["ERASURE_EXEMPT_CONTRACT", "MARKETING_IDLE_24M", "CONSENT_ACTIVE"]
    line = {"category": "crm_inquiry", "action": "keep", "until": None, "codes": codes}
    with translation.override(language):
        [said] = kept_lines(request, {"lines": [line]})
        request.file.on_behalf = ""
        [own] = kept_lines(request, {"lines": [line]})
    assert speaks_to_the_person(own, language)
    assert not speaks_to_the_person(said, language)


@pytest.mark.parametrize("language", ["sv", "en"])
@pytest.mark.parametrize("outcome", [State.REFUSED, State.PARTLY_FULFILLED])
def test_no_exception_speaks_to_another_of_reasons_that_are_the_persons(outcome, language):
    with translation.override(language):
        words = words_of(EXCEPTIONS["A21_1_COMPELLING"], outcome, of_another=True)
    assert not speaks_to_the_person(words, language)
