"""A no to marketing or profiling is absolute and at once; to other uses it pauses them while weighed."""

from __future__ import annotations

import pytest

from consents.keyed import Address, digest
from consents.models import Objection, Suppression, Way
from consents.selectors import closed_addresses, is_suppressed, standing_answers, standing_objections
from consents.services import UnknownUse, give_consent, object_to, suppress, suppress_addresses_of, text_for
from imports.waiting import waiting
from ledger.models import LedgerEntry
from subjects.models import MarketingProfile
from tests import factories as make
from tests.consents.companies import HANDLER, NOW, company, later, said

pytestmark = pytest.mark.django_db


@pytest.fixture
def winston():
    return company("winston")


@pytest.fixture
def asa(winston):
    return make.create_subject(winston, email="asa@example.se", phone="+46701740635")


def closed(controller):
    return set(Suppression.objects.for_controller(controller).values_list("kind", "channel"))


def test_a_no_to_marketing_reaches_every_channel_and_address(winston, asa):
    make.create_marketing(asa, given_on=NOW.date())
    assert object_to(subject=asa, purpose="marketing", said=said()) == 5
    assert closed(winston) == {("email", "email"), ("phone", "sms"), ("phone", "phone")}
    assert MarketingProfile.objects.get().objected_at == NOW


def test_a_no_on_one_channel_leaves_the_others(winston, asa):
    make.create_marketing(asa, given_on=NOW.date())
    object_to(subject=asa, purpose="marketing", channel="sms", said=said())
    assert [o.channel for o in standing_objections(asa)] == ["sms"]
    assert closed(winston) == {("phone", "sms")}
    assert MarketingProfile.objects.get().objected_at is None


def test_a_no_to_profiling_leaves_marketing(winston, asa):
    give_consent(subject=asa, text=text_for(asa, "marketing", "email"), said=said())
    object_to(subject=asa, purpose="profiling", said=said(later(days=1)))
    assert standing_answers(asa).get().status == "given"
    assert closed(winston) == set()


def test_a_no_to_marketing_leaves_profiling(asa):
    object_to(subject=asa, purpose="marketing", said=said())
    assert {o.purpose for o in standing_objections(asa)} == {"marketing"}


def test_a_no_to_marketing_takes_consents_to_it_back(asa):
    give_consent(subject=asa, text=text_for(asa, "marketing", "email"), said=said())
    object_to(subject=asa, purpose="marketing", said=said(later(days=1)))
    assert standing_answers(asa).get().status == "withdrawn"


def test_a_later_own_yes_ends_the_no_for_that_channel_alone(winston, asa):
    object_to(subject=asa, purpose="marketing", said=said())
    give_consent(subject=asa, text=text_for(asa, "marketing", "email"), said=said(later(days=1)))
    assert {o.channel for o in standing_objections(asa)} == {"sms", "letter", "phone", "social"}
    assert closed(winston) == {("phone", "sms"), ("phone", "phone")}


def test_a_yes_recorded_by_staff_ends_no_objection(asa):
    object_to(subject=asa, purpose="marketing", said=said())
    recorded = said(later(days=1), by=HANDLER, way=Way.PHONE, evidence="samtal 3")
    give_consent(subject=asa, text=text_for(asa, "marketing", "email"), said=recorded)
    assert standing_objections(asa).filter(channel="email").exists()


def test_a_no_twice_is_one_with_one_line_in_the_ledger(asa):
    object_to(subject=asa, purpose="marketing", said=said())
    assert object_to(subject=asa, purpose="marketing", said=said(later(days=1))) == 0
    assert Objection.objects.count() == 5
    assert LedgerEntry.objects.filter(action="consent.object").count() == 1


def test_an_objection_to_another_purpose_is_weighed(asa):
    object_to(subject=asa, purpose="development", said=said())
    assert standing_objections(asa).get().outcome == "weighed"


@pytest.mark.parametrize(("purpose", "channel"), [("astrology", None), ("marketing", "pigeon")])
def test_what_there_is_nothing_of_cannot_be_objected_to(asa, purpose, channel):
    with pytest.raises(UnknownUse):
        object_to(subject=asa, purpose=purpose, channel=channel, said=said())
    assert not Objection.objects.exists()


# --- closed addresses -------------------------------------------------------------------------------
SPELLINGS = ["asa@example.se", " ASA@Example.SE ", "ａｓａ@example.se", "\u200basa@example.se"]


@pytest.mark.parametrize("written", SPELLINGS)
@pytest.mark.parametrize("asked", SPELLINGS)
def test_no_spelling_of_an_address_slips_past(winston, written, asked):
    suppress(controller=winston, addresses=[Address("email", written)], at=NOW)
    assert is_suppressed(winston, [Address("email", asked)]) == {Address("email", asked)}


@pytest.mark.parametrize("asked", ["Asa@XN--BERG-4QA.example.se", "asa@ÖBERG.example.se"])
def test_no_spelling_of_a_domain_slips_past(winston, asked):
    suppress(controller=winston, addresses=[Address("email", "asa@öberg.example.se")], at=NOW)
    assert is_suppressed(winston, [Address("email", asked)], channel="email")


@pytest.mark.parametrize("asked", ["070-174 06 35", "+46 70 174 06 35", "0046701740635"])
def test_no_spelling_of_a_number_slips_past(winston, asked):
    suppress(controller=winston, addresses=[Address("phone", "0701740635")], at=NOW)
    assert is_suppressed(winston, [Address("phone", asked)], channel="sms")


def test_one_companys_no_is_not_anothers(winston):
    winlas = make.create_controller("winlas")
    suppress(controller=winston, addresses=[Address("email", "asa@example.se")], at=NOW)
    assert is_suppressed(winlas, [Address("email", "asa@example.se")]) == set()


def test_the_table_holds_no_address(winston, asa):
    suppress_addresses_of(subject_ids=[asa.pk], controller=winston, at=NOW)
    for row in Suppression.objects.values():
        assert "asa" not in str({**row, "digest": bytes(row["digest"])})


def test_an_address_closed_under_an_old_key_is_still_found(winston, settings):
    import base64

    suppress(controller=winston, addresses=[Address("email", "asa@example.se")], at=NOW)
    settings.SUPPRESSION_OLD_KEYS = ["1:" + base64.b64encode(settings.SUPPRESSION_KEY).decode()]
    settings.SUPPRESSION_KEY, settings.SUPPRESSION_KEY_VERSION = b"n" * 32, 2
    assert is_suppressed(winston, [Address("email", "asa@example.se")])
    settings.SUPPRESSION_OLD_KEYS = []
    assert not is_suppressed(winston, [Address("email", "asa@example.se")])


def test_closing_is_repeatable_and_a_granted_erasure_is_not_forgotten(winston):
    asa = [Address("email", "asa@example.se")]
    assert suppress(controller=winston, addresses=asa, at=NOW) == 1
    assert suppress(controller=winston, addresses=asa, at=NOW, no_reimport=True) == 0
    assert suppress(controller=winston, addresses=asa, at=NOW) == 0
    assert Suppression.objects.get().no_reimport


def test_many_addresses_are_closed_and_found_in_a_constant_number_of_queries(
    winston, django_assert_max_num_queries
):
    people = [make.create_subject(winston).pk for _n in range(30)]
    with django_assert_max_num_queries(8):
        assert suppress_addresses_of(subject_ids=people, controller=winston, at=NOW) == 30
    addresses = [Address("email", f"person{n}@example.se") for n in range(5000)]
    with django_assert_max_num_queries(1):
        is_suppressed(winston, addresses)


def test_an_import_asks_whose_erasure_was_granted_and_nobody_else(winston):
    gone, said_no = Address("email", "gone@example.se"), Address("email", "no@example.se")
    suppress(controller=winston, addresses=[gone], at=NOW, no_reimport=True)
    suppress(controller=winston, addresses=[said_no], at=NOW)
    assert waiting(winston, {"gone@example.se", "no@example.se", "x@example.se"}) == {"gone@example.se"}


def test_a_person_can_be_shown_what_is_kept_of_their_no(winston, asa):
    object_to(subject=asa, purpose="marketing", said=said())
    assert [row.channel for row in closed_addresses(asa)] == ["email", "phone", "sms"]
    assert closed_addresses(make.create_subject(winston)) == []


def test_two_companies_closed_lists_cannot_be_laid_side_by_side():
    asa = Address("email", "asa@example.se")
    assert digest("winston", asa).value != digest("winlas", asa).value
