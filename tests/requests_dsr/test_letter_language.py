"""A letter is in its reader's language throughout: the one chosen for the request, never the screen's."""

from __future__ import annotations

import pytest
from django.db import transaction
from django.utils.translation import override

from connectors.models import RecipientNotice
from law.rights import Right
from ledger.actor import SUBJECT
from register.models import Processor
from register.selectors import live_policy
from requests_dsr.models import Channel, DataSubjectRequest, Letter
from requests_dsr.services.asking.questions import establish_identity
from requests_dsr.services.deciding.proposals import decide
from requests_dsr.services.receiving.opening import Asked, Requester, open_request
from requests_dsr.states import State
from tests import factories as make
from tests.requests_dsr.cases import NOW, TODAY, asking, decided, proposed
from tests.requests_dsr.test_rights import load_suppliers


@pytest.fixture(autouse=True)
def _mail_leaves_at_once(monkeypatch):
    monkeypatch.setattr(transaction, "on_commit", lambda do, **_: do())


def called(anna, *, language="", identity="", **who) -> DataSubjectRequest:
    return open_request(
        controller=anna.controller,
        asked=Asked(right=Right.ACCESS),
        requester=Requester(subject=anna, identity_method=identity, language=language, **who),
        channel=Channel.PHONE,
        received_at=NOW,
        by=SUBJECT,
        at=NOW,
    )


def reads(person, language):
    type(person).objects.filter(pk=person.pk).update(language=language)
    person.refresh_from_db()
    return person


@pytest.mark.parametrize(("own", "chosen"), [("sv", "en"), ("en", "sv")])
@pytest.mark.parametrize("identity", ["", "call_back"])
def test_the_language_that_was_chosen_holds_also_when_the_person_is_found(anna, own, chosen, identity):
    called(reads(anna, own), language=chosen, identity=identity)
    assert Letter.objects.get().language == chosen


def test_it_holds_when_the_person_is_known_afterwards(anna, handler, dpo):
    request = called(reads(anna, "en"), language="sv", email="anna@example.se")
    request = establish_identity(request=request, method="call_back", at=NOW, **handler)
    decided(request, handler, dpo)
    assert set(Letter.objects.values_list("language", flat=True)) == {"sv"}


def test_where_nobody_chose_it_is_the_persons_own(anna):
    called(reads(anna, "en"))
    assert Letter.objects.get().language == "en"


def test_who_asks_for_another_is_not_written_to_in_the_others_language(anna):
    who = {"name": "Dotter Ek", "email": "dotter@example.se"}
    called(reads(anna, "en"), identity="next_of_kin", **who)
    assert Letter.objects.get().language == "sv"


def consultants(company):
    """Let the policy name somebody in both languages who gets the data."""
    Processor.objects.create(
        policy_version=live_policy(company), key="analysis", title_sv="Analysföretag",
        title_en="Analysis companies", text_sv="x", text_en="x", kind="analytics", level="processor",
        country="SE", categories=["crm_inquiry", "customer_data"], instructions_sv="x", instructions_en="x",
        dpa_signed_on=TODAY, dpa_doc="PUB",
    )  # fmt: skip


WAYS = {
    Right.ERASURE: ({}, {}),
    Right.RECTIFICATION: ({"proposed": {"title": "vd"}}, {"accepted": ["title"]}),
    Right.RESTRICTION: ({}, {"ground": "18.1.a"}),
}


@pytest.mark.parametrize(
    ("screen", "reader", "said", "not_said"),
    [
        ("en", "sv", "Analysföretag", "Analysis companies"),
        ("sv", "en", "Analysis companies", "Analysföretag"),
    ],
)
@pytest.mark.parametrize("right", WAYS)
def test_who_is_told_is_named_in_the_readers_language_and_known_by_one_name(
    anna, handler, dpo, right, screen, reader, said, not_said
):
    consultants(anna.controller)
    make.create_inquiry(anna, received_on=TODAY)
    make.create_contact(anna, make.create_org(anna.controller, name="Granvika Bygg AB"), title="chef")
    asked, choices = WAYS[right]
    request = asking(reads(anna, reader), right, **asked)
    with override(screen):
        request = proposed(request, handler, **choices)
        decide(request=request, outcome=State(request.file.plan["outcome"]), at=NOW, **dpo)
    body = Letter.objects.get(event="request_answered").body
    assert said in body
    assert not_said not in body
    assert ("title" in body, "befattning" in body) == (
        (right == Right.RECTIFICATION and reader == "en"),
        (right == Right.RECTIFICATION and reader == "sv"),
    )
    assert set(RecipientNotice.objects.values_list("recipient", flat=True)) == {"Analysföretag"}
    with override("en"):
        assert RecipientNotice.objects.first().name == "Analysis companies"


def test_a_pause_that_was_told_on_a_swedish_screen_is_not_told_again_on_an_english_one(anna, handler, dpo):
    consultants(anna.controller)
    request = asking(anna, Right.RESTRICTION)
    with override("en"):
        decided(request, handler, dpo, ground="18.1.a")
    told = RecipientNotice.objects.values_list("kind", "recipient")
    assert sorted(told) == sorted(set(told))


@pytest.mark.parametrize("screen", ["sv", "en"])
def test_the_list_of_suppliers_is_in_one_language(anna, screen):
    load_suppliers(anna.controller)
    with override(screen):
        asking(anna, Right.SUBPROCESSOR_OVERVIEW)
    body = Letter.objects.get().body
    assert "Servrar. Sverige. Biträdesavtal 2 januari 2026." in body


def test_a_proposal_keeps_names_in_both_languages(anna, handler):
    consultants(anna.controller)
    make.create_inquiry(anna, received_on=TODAY)
    with override("en"):
        plan = proposed(asking(anna, Right.ERASURE), handler).file.plan
    assert plan["recipients"][0] == {"sv": "Analysföretag", "en": "Analysis companies"}
