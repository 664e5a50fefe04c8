"""Everything that changes a fact raises its holder's version, in the same transaction."""

from datetime import date

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.utils import Error

from accounts.models import Controller
from subjects import models as m
from tests.erasing import as_a_purge

pytestmark = pytest.mark.django_db


@pytest.fixture
def people():
    winlas = Controller.objects.create(slug="winlas", name="WinLas")
    org = m.CustomerOrg.objects.create(controller=winlas, name="Bageriet", number="1")
    anna = m.DataSubject.objects.create(controller=winlas, full_name="Anna Ek")
    return winlas, org, anna


def version(row) -> int:
    row.refresh_from_db(fields=["facts_version"])
    return row.facts_version


def test_a_contract_raises_its_organisation_and_nobody_else(people):
    _, org, anna = people
    m.Contact.objects.create(org=org, subject=anna)
    before, anna_before = version(org), version(anna)
    contract = m.Contract.objects.create(org=org, number="A", start_on=date(2024, 1, 1))
    assert version(org) == before + 1
    contract.end_on = date(2025, 1, 1)
    contract.save()
    assert version(org) == before + 2
    contract.delete()
    assert (version(org), version(anna)) == (before + 3, anna_before)


def test_linking_a_contact_raises_the_person_only(people):
    _, org, anna = people
    org_before, before = version(org), version(anna)
    m.Contact.objects.create(org=org, subject=anna)
    assert (version(org), version(anna)) == (org_before, before + 1)


def test_an_event_raises_the_organisation_through_its_invoice(people):
    _, org, _ = people
    invoice = m.Invoice.objects.create(org=org, number="F1", amount=10, claim_origin_on=date(2024, 1, 1))
    before = version(org)
    m.InvoiceEvent.objects.create(invoice=invoice, happened_on=date(2024, 2, 1), kind="payment", amount=10)
    assert version(org) == before + 1


def test_moving_an_invoice_raises_the_old_and_the_new_organisation(people):
    winlas, org, _ = people
    other = m.CustomerOrg.objects.create(controller=winlas, name="Kvarnen", number="2")
    invoice = m.Invoice.objects.create(org=org, number="F1", amount=10, claim_origin_on=date(2024, 1, 1))
    before, other_before = version(org), version(other)
    m.Invoice.objects.filter(pk=invoice.pk).update(org=other)
    assert (version(org), version(other)) == (before + 1, other_before + 1)


def test_many_rows_in_one_statement_raise_once(people):
    _, org, _ = people
    before = version(org)
    m.Contract.objects.bulk_create(
        m.Contract(org=org, number=str(n), start_on=date(2024, 1, 1)) for n in range(50)
    )
    assert version(org) == before + 1


def test_a_block_raises_its_holder(people):
    winlas, org, anna = people
    before, org_before = version(anna), version(org)
    common = {"controller": winlas, "kind": "legal_hold", "from_on": date(2026, 1, 1), "ground": "17(3)(e)"}
    m.ProcessingBlock.objects.create(subject=anna, **common)
    m.ProcessingBlock.objects.create(org=org, **common)
    assert (version(anna), version(org)) == (before + 1, org_before + 1)


def test_a_fact_cannot_attach_to_somebody_erased(people):
    _, _, anna = people
    gone = anna.pk
    anna.delete()
    with pytest.raises(Error) as refusal, transaction.atomic():
        m.Inquiry.objects.create(subject_id=gone, message="hej")
    assert refusal.value.__cause__.pgcode == "PH001"


def test_the_erasing_transaction_does_not_raise_what_it_erases(people):
    winlas, org, _ = people
    m.Contract.objects.create(org=org, number="A", start_on=date(2024, 1, 1))
    before = version(org)
    with as_a_purge(winlas):
        m.Contract.objects.filter(org=org).delete()
    assert version(org) == before


def test_a_fact_that_is_written_after_the_erasure_in_its_transaction_counts_again(people):
    winlas, org, _ = people
    with as_a_purge(winlas):
        pass
    before = version(org)
    m.Contract.objects.create(org=org, number="A", start_on=date(2024, 1, 1))
    assert version(org) == before + 1


def test_no_setting_of_a_session_silences_the_triggers(people):
    _, org, _ = people
    before = version(org)
    with connection.cursor() as cursor:
        cursor.execute("set local privacyhub.erasing = 'on'")
    m.Contract.objects.create(org=org, number="A", start_on=date(2024, 1, 1))
    assert version(org) == before + 1


def test_who_speaks_for_a_sole_trader_is_a_fact_of_the_business_too(people):
    winlas, _, anna = people
    own = m.CustomerOrg.objects.create(controller=winlas, name="Ek", number="2", natural_person=True)
    before, anna_before = version(own), version(anna)
    contact = m.Contact.objects.create(org=own, subject=anna)
    assert (version(own), version(anna)) == (before + 1, anna_before + 1)
    contact.delete()
    assert version(own) == before + 2


def test_becoming_a_sole_trader_is_a_fact(people):
    _, org, _ = people
    before = version(org)
    m.CustomerOrg.objects.filter(pk=org.pk).update(natural_person=True)
    assert version(org) == before + 1
    m.CustomerOrg.objects.filter(pk=org.pk).update(natural_person=True, name="Annat")
    assert version(org) == before + 1


def test_a_financial_year_raises_the_controller_and_those_with_vouchers(people):
    winlas, org, _ = people
    m.Voucher.objects.create(org=org, number="V1", posting_on=date(2024, 1, 1), amount=1, counterparty="B")
    before, controller_before = version(org), version(winlas)
    m.FiscalYear.objects.create(controller=winlas, starts_on=date(2024, 1, 1), ends_on=date(2024, 12, 31))
    assert (version(org), version(winlas)) == (before + 1, controller_before + 1)


def test_financial_years_of_one_controller_do_not_overlap(people):
    winlas, _, _ = people
    m.FiscalYear.objects.create(controller=winlas, starts_on=date(2024, 1, 1), ends_on=date(2024, 12, 31))
    with pytest.raises(IntegrityError):
        m.FiscalYear.objects.create(controller=winlas, starts_on=date(2024, 7, 1), ends_on=date(2025, 6, 30))


@pytest.mark.parametrize(
    ("address", "accepted"),
    [
        pytest.param("192.0.2.0", True, id="masked v4"),
        pytest.param("192.0.2.17", False, id="full v4"),
        pytest.param("2001:db8:1::", True, id="masked v6"),
        pytest.param("2001:db8:1::5", False, id="full v6"),
    ],
)
def test_the_database_refuses_a_full_address(people, address, accepted):
    winlas, _, _ = people
    row = m.WebVisit(controller=winlas, site="s", path="/", visited_on=date(2026, 1, 1), ip_masked=address)
    if accepted:
        row.save()
    else:
        with pytest.raises(IntegrityError):
            row.save()
