"""Taking in people and organisations: recognised once, known from whom, never attached to the erased."""

from datetime import date

import pytest

from ledger.actor import Actor
from ledger.models import LedgerEntry
from subjects import models as m
from subjects.selectors import find_subject, live_contacts, organisations_of
from subjects.services.errors import AlreadyThere, HolderErased, IdentityTaken, NotPossible
from subjects.services.organisations import (
    add_contact,
    contact_left,
    correct_contract_end,
    end_contract,
    register_org,
    start_contract,
)
from subjects.services.people import Recognised, Source, add_identity, create_subject
from tests import factories as make

pytestmark = pytest.mark.django_db

AT = make.noon(date(2026, 11, 23))
MAIL = m.IdentityKind.EMAIL
HANDLER = Actor(role="handler", ref="user:7")


def anna(controller, address="Anna.Ek@example.se"):
    return create_subject(
        controller=controller,
        full_name="Anna Ek",
        identities=[Recognised(kind=MAIL, value=address)],
        source=Source(kind=m.SourceKind.COLLEAGUE, name="Bageriet"),
        at=AT,
    )


def test_a_person_is_found_however_the_address_is_spelled():
    winlas = make.create_controller()
    subject = anna(winlas)
    assert find_subject(controller=winlas, kind=MAIL, value=" anna.ek@EXAMPLE.se") == subject


def test_the_same_address_at_another_controller_is_another_person():
    subject = anna(make.create_controller("winlas"))
    assert anna(make.create_controller("winston")) != subject


def test_an_address_has_one_owner_and_a_refusal_leaves_nobody_behind():
    winlas = make.create_controller()
    anna(winlas)
    with pytest.raises(IdentityTaken):
        anna(winlas, "ANNA.EK@example.se")
    assert m.DataSubject.objects.count() == 1


def test_a_person_nobody_can_recognise_is_refused():
    with pytest.raises(NotPossible):
        create_subject(
            controller=make.create_controller(), full_name="Anna", identities=[], source=Source(), at=AT
        )


def test_from_whom_we_have_a_person_is_written_with_the_day():
    source = anna(make.create_controller()).sources.get()
    assert (source.kind, source.name, source.obtained_on) == ("colleague", "Bageriet", date(2026, 11, 23))


def test_an_identity_of_ones_own_is_given_back_and_somebody_elses_refused():
    winlas = make.create_controller()
    subject, other = anna(winlas), make.create_subject(winlas)
    phone = Recognised(kind=m.IdentityKind.PHONE, value="070-174 06 35")
    first = add_identity(subject=subject, identity=phone, at=AT)
    again = Recognised(kind=m.IdentityKind.PHONE, value="+46 70 174 06 35")
    assert add_identity(subject=subject, identity=again, at=AT) == first
    with pytest.raises(IdentityTaken):
        add_identity(subject=other, identity=again, at=AT)


def test_nothing_is_added_to_somebody_erased():
    subject = make.create_subject(email="")
    m.SourceRecord.objects.all().delete()
    m.DataSubject.objects.filter(pk=subject.pk).delete()
    with pytest.raises(HolderErased):
        add_identity(subject=subject, identity=Recognised(kind=MAIL, value="a@example.se"), at=AT)


def test_a_customer_number_is_used_once():
    winlas = make.create_controller()
    register_org(controller=winlas, name="Bageriet", number="1")
    with pytest.raises(AlreadyThere):
        register_org(controller=winlas, name="Kvarnen", number="1")


def test_a_contact_who_left_and_returns_speaks_for_the_organisation_again():
    org, subject = make.create_org(), make.create_subject()
    contact = add_contact(subject=subject, org=org, source=Source(), at=AT, title="vd")
    contact_left(contact=contact, left_on=date(2026, 11, 1))
    assert not live_contacts(org=org, on=date(2026, 11, 1))
    assert live_contacts(org=org, on=date(2026, 10, 31)).get() == contact
    assert add_contact(subject=subject, org=org, source=Source(), at=AT) == contact
    assert live_contacts(org=org, on=date(2026, 11, 1)).get() == contact
    assert organisations_of(subject).get() == org


def test_people_and_organisations_of_two_controllers_are_never_linked():
    subject = make.create_subject(make.create_controller("winlas"))
    org = make.create_org(make.create_controller("winston"))
    with pytest.raises(NotPossible):
        add_contact(subject=subject, org=org, source=Source(), at=AT)


def test_a_contract_ends_once_and_is_corrected_after_that():
    contract = start_contract(org=make.create_org(), number="A1", start_on=date(2024, 1, 1))
    end_contract(contract=contract, end_on=date(2025, 1, 1))
    with pytest.raises(NotPossible):
        end_contract(contract=contract, end_on=date(2024, 6, 1))
    correct_contract_end(contract=contract, end_on=date(2024, 6, 1), by=HANDLER, at=AT)
    contract.refresh_from_db()
    assert (contract.end_on, contract.end_corrected_on) == (date(2024, 6, 1), date(2026, 11, 23))
    line = LedgerEntry.objects.get()
    assert (line.action, line.actor_ref) == ("contract.correct_end", "user:7")


def test_a_contract_does_not_end_before_it_starts():
    with pytest.raises(NotPossible):
        start_contract(org=make.create_org(), number="A", start_on=date(2024, 2, 1), end_on=date(2024, 1, 31))


def test_a_contract_number_is_used_once_for_each_organisation():
    org = make.create_org()
    start_contract(org=org, number="A", start_on=date(2024, 2, 1))
    with pytest.raises(AlreadyThere):
        start_contract(org=org, number="A", start_on=date(2025, 2, 1))
