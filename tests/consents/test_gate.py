"""The gate with facts from the tables: the same answers as the law's, for one and for many."""

from __future__ import annotations

from datetime import timedelta

import pytest

from consents.facts import Asked
from consents.gate import may_use, may_use_all
from consents.law import Channel, MessageClass, Use
from consents.models import AddressCollection
from consents.services import give_consent, object_to, text_for, withdraw_consent
from tests import factories as make
from tests.consents.companies import TODAY, company, later, new_words, said

pytestmark = pytest.mark.django_db


@pytest.fixture
def winston():
    return company("winston")


@pytest.fixture
def asa(winston):
    return make.create_subject(winston, email="asa@example.se", phone="+46701740635")


def ask(controller, channel="email", *, purpose="marketing", at=None, **changes):
    marketing = purpose == "marketing"
    use = Use(
        purpose=purpose,
        channel=Channel(channel),
        message_class=MessageClass.MARKETING if marketing else MessageClass.NONE,
        opt_out_offered=True,
        sender_address_valid=True,
        contains_promotion=False,
    )
    return Asked(controller=controller, use=use, at=at or later(days=30), **changes)


def answer(subject, asked):
    decision = may_use(subject, asked)
    return decision.allowed, list(decision.reasons)


def works_at(subject, *, natural_person=False, email=None):
    return make.create_contact(subject, make.create_org(subject.controller, natural_person=natural_person))


# --- consent ---------------------------------------------------------------------------------------
def test_nobody_is_marketed_to_without_a_ground(winston, asa):
    assert answer(asa, ask(winston)) == (False, ["CONSENT_REQUIRED"])


def test_a_yes_allows_its_channel_alone(winston, asa):
    give_consent(subject=asa, text=text_for(asa, "marketing", "email"), said=said())
    assert answer(asa, ask(winston)) == (True, ["CONSENT"])
    assert answer(asa, ask(winston, "sms")) == (False, ["CONSENT_REQUIRED"])


def test_a_yes_taken_back_is_told_with_every_obstacle(winston, asa):
    give_consent(subject=asa, text=text_for(asa, "marketing", "email"), said=said())
    withdraw_consent(subject=asa, purpose="marketing", said=said(later(days=1)))
    assert answer(asa, ask(winston)) == (False, ["SUPPRESSED"])
    object_to(subject=asa, purpose="marketing", said=said(later(days=2)))
    assert answer(asa, ask(winston)) == (False, ["OBJECTION_ART21_2", "SUPPRESSED"])


def test_a_yes_lapses(winston, asa):
    give_consent(subject=asa, text=text_for(asa, "marketing", "email"), said=said())
    last = answer(asa, ask(winston, at=later(days=729)))
    assert last == (True, ["CONSENT"])
    assert answer(asa, ask(winston, at=later(days=732))) == (False, ["CONSENT_EXPIRED", "CONSENT_REQUIRED"])


def test_a_yes_to_old_words_is_stale(winston, asa):
    give_consent(subject=asa, text=text_for(asa, "marketing", "email"), said=said())
    new_words("winston", "newsletter_email", "Ja, skicka allt.")
    assert answer(asa, ask(winston)) == (False, ["CONSENT_REQUIRED", "CONSENT_STALE"])


# --- whose address, and how it came -----------------------------------------------------------------
def test_a_function_of_a_company_may_be_mailed_and_a_sole_traders_may_not(winston):
    role = make.create_subject(winston, email="inkop@bolaget.example.se")
    works_at(role)
    assert answer(role, ask(winston)) == (True, ["LEGAL_PERSON_ADDRESS"])
    trader = make.create_subject(winston, email="info@snickarn.example.se")
    works_at(trader, natural_person=True)
    assert answer(trader, ask(winston)) == (False, ["CONSENT_REQUIRED"])


@pytest.mark.parametrize(
    ("left_on", "allowed"),
    [(None, True), (TODAY + timedelta(days=31), True), (TODAY + timedelta(days=30), False)],
)
def test_who_has_left_speaks_for_the_company_no_more(winston, left_on, allowed):
    bo = make.create_subject(winston, email="info@example.se")
    make.create_contact(bo, make.create_org(winston), left_on=left_on)
    assert answer(bo, ask(winston))[0] is allowed


def test_an_address_from_a_sale_with_a_way_out_may_hear_of_similar_products(winston, asa):
    AddressCollection.objects.create(
        controller=winston,
        subject=asa,
        channel="email",
        in_a_sale=True,
        opt_out_offered=True,
        collected_on=TODAY,
    )
    assert answer(asa, ask(winston, similar_products=True)) == (True, ["SOFT_OPT_IN"])
    assert answer(asa, ask(winston)) == (False, ["CONSENT_REQUIRED"])
    object_to(subject=asa, purpose="marketing", said=said())
    assert answer(asa, ask(winston, similar_products=True))[0] is False


def test_a_letter_may_go_while_the_weighing_of_interests_holds(winston, asa):
    assert answer(asa, ask(winston, "letter")) == (True, ["LEGITIMATE_INTERESTS"])
    far_ahead = ask(winston, "letter", at=later(days=4000))
    assert answer(asa, far_ahead) == (False, ["LIA_MISSING"])


def test_a_restriction_stops_marketing_and_other_uses(winston, asa):
    make.create_block(asa, kind="restriction_art18", from_on=TODAY)
    assert "RESTRICTION_ART18" in answer(asa, ask(winston, "letter"))[1]
    assert answer(asa, ask(winston, "internal", purpose="security")) == (False, ["RESTRICTION_ART18"])


# --- other uses ---------------------------------------------------------------------------------------
def test_a_use_needs_a_ground_in_the_policy(winston, asa):
    unknown = ask(winston, "internal", purpose="astrology")
    assert answer(asa, unknown) == (False, ["NO_BASIS"])
    known = ask(winston, "internal", purpose="development", category="customer_data")
    assert answer(asa, known) == (True, ["LEGITIMATE_INTERESTS"])


def test_an_objection_pauses_a_use_on_interests_while_it_is_weighed(winston, asa):
    object_to(subject=asa, purpose="development", said=said())
    asked = ask(winston, "internal", purpose="development", category="customer_data")
    assert answer(asa, asked) == (False, ["OBJECTION_ART21_1"])


def test_the_same_purpose_on_other_data_rests_on_consent(winston, asa):
    asked = ask(winston, "internal", purpose="development", category="traffic_data")
    assert answer(asa, asked) == (False, ["CONSENT_REQUIRED"])
    give_consent(subject=asa, text=text_for(asa, "development", "internal"), said=said())
    assert answer(asa, asked) == (True, ["CONSENT"])


def test_a_contact_of_a_company_has_the_ground_of_contacts(winston, asa):
    asked = ask(winston, "internal", purpose="service_provision", category="customer_data")
    assert answer(asa, asked) == (True, ["CONTRACT"])
    works_at(asa)
    assert answer(asa, asked) == (True, ["LEGITIMATE_INTERESTS"])


# --- many at once ----------------------------------------------------------------------------------
def test_many_are_answered_as_each_alone_in_a_constant_number_of_queries(
    winston, django_assert_max_num_queries
):
    people = [make.create_subject(winston) for _n in range(40)]
    for n, person in enumerate(people):
        if n % 2:
            give_consent(subject=person, text=text_for(person, "marketing", "email"), said=said())
        if n % 3 == 0:
            object_to(subject=person, purpose="marketing", said=said(later(days=1)))
        if n % 5 == 0:
            make.create_block(person, kind="restriction_art18", from_on=TODAY - timedelta(days=1))
    asked = ask(winston)
    with django_assert_max_num_queries(12):
        one = may_use(people[0], asked)
    with django_assert_max_num_queries(12):
        all_of_them = may_use_all([person.pk for person in people], asked)
    assert all_of_them[people[0].pk] == one
    assert {p.pk: may_use(p, asked) for p in people} == all_of_them
    assert {decision.allowed for decision in all_of_them.values()} == {True, False}


def test_a_hundred_thousand_numbers_make_no_longer_a_query_list(winston, django_assert_max_num_queries):
    with django_assert_max_num_queries(12):
        answers = may_use_all(range(1, 100_001), ask(winston))
    assert len(answers) == 100_000
