"""What a person said no to survives their erasure; what they said yes to survives as evidence for a time."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from consents.keyed import Address
from consents.models import (
    AddressCollection,
    ConsentEvent,
    ConsentEvidence,
    ConsentRecord,
    Objection,
    Suppression,
)
from consents.selectors import is_suppressed, not_to_be_read_in
from consents.services import give_consent, object_to, text_for, withdraw_consent
from law.calendar import add_months
from requests_dsr.models import DataSubjectRequest
from retention.models import Tombstone
from subjects import models as m
from tests import factories as make
from tests.consents.companies import NOW, TODAY, company, said

ASA = Address("email", "asa@example.se")


@pytest.fixture
def winston(db):
    return company("winston")


@pytest.fixture
def asa(winston):
    return make.create_subject(winston, email="asa@example.se", phone="+46701740635")


def test_whoever_took_a_yes_back_goes_the_same_day_and_stays_closed(winston, asa, purge):
    give_consent(subject=asa, text=text_for(asa, "marketing", "email"), said=said(NOW - timedelta(days=9)))
    withdraw_consent(subject=asa, purpose="marketing", said=said())
    purge(winston, TODAY)
    assert not m.DataSubject.objects.exists()
    assert not ConsentRecord.objects.exists()
    assert not ConsentEvent.objects.exists()
    assert is_suppressed(winston, [Address("email", " ASA@Example.se ")]) == {
        Address("email", " ASA@Example.se ")
    }
    assert Tombstone.objects.filter(table="consents_consentrecord").exists()


@pytest.mark.parametrize("column", ["withdrawn_at", "objected_at"])
def test_a_no_written_past_the_services_closes_the_addresses_when_the_purge_acts_on_it(
    winston, asa, purge, column
):
    make.create_marketing(asa, given_on=date(2026, 1, 5))
    m.MarketingProfile.objects.update(**{column: NOW})
    assert not Suppression.objects.exists()
    purge(winston, TODAY)
    assert not m.MarketingProfile.objects.exists()
    assert set(Suppression.objects.values_list("kind", "channel")) == {
        ("email", "email"),
        ("phone", "sms"),
        ("phone", "phone"),
    }


def test_a_profile_that_goes_for_want_of_use_closes_no_address(winston, asa, purge):
    make.create_marketing(asa, given_on=date(2020, 1, 5), last_interaction_on=date(2020, 1, 5))
    purge(winston, TODAY)
    assert not m.MarketingProfile.objects.exists()
    assert not Suppression.objects.exists()


def test_objections_and_how_an_address_was_collected_go_with_the_person(winston, asa, purge):
    make.create_marketing(asa, given_on=date(2026, 1, 5))
    AddressCollection.objects.create(
        controller=winston,
        subject=asa,
        channel="email",
        in_a_sale=True,
        opt_out_offered=True,
        collected_on=TODAY,
    )
    object_to(subject=asa, purpose="marketing", said=said())
    purge(winston, TODAY)
    assert not m.DataSubject.objects.exists()
    assert not Objection.objects.exists()
    assert not AddressCollection.objects.exists()


def test_a_standing_consent_ends_with_its_person_and_its_proof_stays_60_months(winston, asa, purge):
    text = text_for(asa, "marketing", "email")
    give_consent(subject=asa, text=text, said=said(NOW - timedelta(days=9)))
    m.MarketingProfile.objects.update(objected_at=NOW)
    purge(winston, TODAY)
    proof = ConsentEvidence.objects.get()
    assert (proof.text_digest, proof.ended_at.date()) == (text.digest, TODAY - timedelta(days=1))  # UTC
    last_day = add_months(TODAY, 60)
    purge(winston, last_day)
    assert ConsentEvidence.objects.exists()
    purge(winston, last_day + timedelta(days=1))
    assert not ConsentEvidence.objects.exists()


def test_old_proof_stays_while_the_same_address_has_a_living_consent(winston, asa, purge):
    email, sms = text_for(asa, "marketing", "email"), text_for(asa, "development", "internal")
    long_ago = NOW - timedelta(days=365 * 7)
    for text in (email, sms):
        give_consent(subject=asa, text=text, said=said(long_ago))
    withdraw_consent(subject=asa, purpose="marketing", said=said(long_ago + timedelta(days=1)))
    make.create_inquiry(asa, received_on=TODAY)
    purge(winston, TODAY)
    assert ConsentEvidence.objects.count() == 2
    withdraw_consent(subject=asa, purpose="development", said=said(long_ago + timedelta(days=2)))
    purge(winston, TODAY)
    assert not ConsentEvidence.objects.exists()


def test_a_granted_erasure_keeps_the_address_from_being_read_in_again(winston, asa, purge):
    make.create_marketing(asa, given_on=date(2020, 1, 5), last_interaction_on=date(2020, 1, 5))
    DataSubjectRequest.objects.create(
        controller=winston, subject=asa, right="erasure", channel="phone", state="fulfilled",
        received_at=NOW, decided_at=NOW, closed_at=NOW,
    )  # fmt: skip
    purge(winston)
    assert not_to_be_read_in(winston, [ASA]) == {ASA}
