"""A purge erases exactly what is due: both sides of each boundary day, and everything around it."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from ledger.models import LedgerEntry
from outbox.models import OutboxEvent
from retention.models import PurgeItem, Reminder, RetentionUnit, RunState, Tombstone
from subjects import models as m
from tests import factories as make
from tests.factories import noon
from tests.retention.purge.conftest import TODAY

LAST_DAY_OF_24_MONTHS = date(2024, 11, 25)
DAY_BEFORE = LAST_DAY_OF_24_MONTHS - timedelta(days=1)


def customer(controller, end):
    org = make.create_org(controller)
    contact = make.create_contact(make.create_subject(controller), org)
    make.create_contract(org, start=date(2020, 1, 1), end=end)
    return contact


def test_customer_data_go_the_day_after_the_24_months(winston, purge):
    kept, gone = customer(winston, LAST_DAY_OF_24_MONTHS), customer(winston, DAY_BEFORE)
    run = purge(winston)
    assert run.state == RunState.DONE
    assert m.DataSubject.objects.filter(pk=kept.subject_id).exists()
    assert not m.DataSubject.objects.filter(pk=gone.subject_id).exists()
    assert not m.CustomerOrg.objects.filter(pk=gone.org_id).exists()
    assert not m.Identity.objects.filter(subject_id=gone.subject_id).exists()


def test_the_ledger_line_carries_the_unit_and_nobody(winston, purge):
    gone = customer(winston, DAY_BEFORE)
    run = purge(winston)
    line = LedgerEntry.objects.get(action="retention.erase")
    assert (line.category, line.rule_codes) == ("customer_data", "CONTRACT_ENDED_24M")
    assert (line.controller, line.run) == ("winston", run.ref)
    assert not RetentionUnit.objects.filter(unit_ref=line.unit_ref).exists()
    assert OutboxEvent.objects.get().unit_ref == line.unit_ref
    assert Tombstone.objects.filter(table="subjects_datasubject", pk_erased=gone.subject_id).exists()


def test_a_second_run_does_nothing(winston, purge):
    customer(winston, DAY_BEFORE)
    purge(winston)
    lines = LedgerEntry.objects.filter(action="retention.erase").count()
    assert purge(winston).due_total == 0
    assert LedgerEntry.objects.filter(action="retention.erase").count() == lines


def test_a_hold_keeps_what_is_due_and_its_release_lets_it_go(winston, purge):
    contact = customer(winston, DAY_BEFORE)
    block = make.create_block(contact.subject, from_on=date(2026, 1, 1))
    assert purge(winston).due_total == 0
    m.ProcessingBlock.objects.filter(pk=block.pk).update(until_on=TODAY)
    assert purge(winston).due_total == 1
    assert not m.DataSubject.objects.filter(pk=contact.subject_id).exists()


def test_a_person_at_two_customers_loses_one_of_them(winston, purge):
    contact = customer(winston, DAY_BEFORE)
    other = make.create_org(winston)
    make.create_contact(contact.subject, other)
    make.create_contract(other, start=date(2020, 1, 1), end=None)
    purge(winston)
    assert m.DataSubject.objects.filter(pk=contact.subject_id).exists()
    assert list(m.Contact.objects.filter(subject_id=contact.subject_id).values_list("org", flat=True)) == [
        other.pk
    ]


def test_an_unpaid_invoice_keeps_its_file_and_not_the_contact(winston, purge):
    contact = customer(winston, DAY_BEFORE)
    invoice = make.create_invoice(contact.org, origin=date(2024, 10, 1), reference_contact=contact)
    purge(winston)
    invoice.refresh_from_db()
    assert invoice.reference_contact_id is None
    assert not m.DataSubject.objects.filter(pk=contact.subject_id).exists()
    assert m.CustomerOrg.objects.filter(pk=contact.org_id).exists()


def test_a_paid_invoice_goes_24_months_after_the_payment(winston, purge):
    org = make.create_org(winston)
    make.create_contract(org, start=date(2020, 1, 1), end=None)
    gone = make.create_invoice(org, origin=date(2024, 10, 1), paid_on=DAY_BEFORE)
    kept = make.create_invoice(org, origin=date(2024, 10, 1), paid_on=LAST_DAY_OF_24_MONTHS)
    purge(winston)
    assert list(m.Invoice.objects.values_list("pk", flat=True)) == [kept.pk]
    assert not m.InvoiceEvent.objects.filter(invoice_id=gone.pk).exists()


def test_vouchers_outlive_their_customer_until_the_year_end(winston, purge):
    contact = customer(winston, DAY_BEFORE)
    make.create_voucher(contact.org, posting_on=date(2018, 12, 31))
    kept = make.create_voucher(contact.org, posting_on=date(2019, 1, 1))
    purge(winston)
    assert list(m.Voucher.objects.values_list("pk", flat=True)) == [kept.pk]
    assert m.CustomerOrg.objects.filter(pk=contact.org_id).exists()


def reminded(profile, *days):
    for day in days:
        Reminder.objects.create(
            subject=profile.subject, profile_id=profile.pk, point_on=day, status="sent", at=noon(day)
        )


def test_a_reminded_profile_goes_and_its_tickets_lose_the_requester(winlas, purge):
    subject = make.create_subject(winlas, name="Anna Ek")
    profile = make.create_support_profile(subject, registered_on=date(2023, 1, 10), activity=[DAY_BEFORE])
    ticket = make.create_ticket(
        subject, opened_on=date(2023, 2, 1), title="Anna undrar", body="Ring Anna Ek, 070-123 45 67"
    )
    reminded(profile, date(2026, 9, 26), date(2026, 10, 26), date(2026, 11, 18))
    purge(winlas)
    ticket.refresh_from_db()
    assert ticket.subject_id is None
    assert ticket.requester == "borttagen användare"
    assert "Anna" not in ticket.title + ticket.body
    assert "070" not in ticket.body
    assert not m.SupportProfile.objects.exists()
    assert not m.DataSubject.objects.filter(pk=subject.pk).exists()


def test_no_profile_goes_without_a_reminder(winlas, purge):
    profile = make.create_support_profile(
        make.create_subject(winlas), registered_on=date(2020, 1, 1), activity=[date(2020, 6, 1)]
    )
    assert purge(winlas).due_total == 0
    unit = RetentionUnit.objects.get(category="support_profile")
    assert (unit.item_id, unit.action) == (profile.pk, "remind")


def test_what_we_only_process_for_others_is_never_touched(winlas, purge):
    subject = make.create_subject(winlas)
    make.create_record(subject, category="product_data", triggers={"seen_on": date(2000, 1, 1)})
    assert purge(winlas).due_total == 0
    assert m.Record.objects.count() == 1
    assert not RetentionUnit.objects.exists()


def test_a_category_without_a_rule_is_kept_and_told(winlas, purge):
    make.create_record(make.create_subject(winlas), category="unheard_of", triggers={})
    purge(winlas)
    assert RetentionUnit.objects.get().reasons == ["NO_RULE"]


def test_the_login_goes_with_the_last_subject(winston, winlas, purge):
    gone = customer(winston, DAY_BEFORE)
    user = make.create_user_for(gone.subject)
    other = make.create_subject(winlas, user=user)
    make.create_support_profile(other, registered_on=date(2026, 1, 1))
    purge(winston)
    user.refresh_from_db()
    m.SupportProfile.objects.all().delete()
    customer(winston, DAY_BEFORE)
    second = m.DataSubject.objects.get(controller=winston)
    m.DataSubject.objects.filter(pk=other.pk).update(user=None)
    m.DataSubject.objects.filter(pk=second.pk).update(user=user)
    purge(winston)
    assert not type(user).objects.filter(pk=user.pk).exists()


def test_staff_keep_their_login_when_they_are_erased_as_a_customer(winston, purge):
    gone = customer(winston, DAY_BEFORE)
    user = make.create_staff(winston, "handler")
    m.DataSubject.objects.filter(pk=gone.subject_id).update(user=user)
    purge(winston)
    assert type(user).objects.filter(pk=user.pk).exists()


def test_more_than_the_cap_waits_before_row_one(winston, purge):
    for _ in range(21):
        customer(winston, DAY_BEFORE)
    with pytest.raises(Exception, match="väntar"):
        purge(winston)
    assert m.DataSubject.objects.count() == 21
    assert PurgeItem.objects.filter(state="planned").count() == 21


def test_a_contact_of_whom_nothing_else_is_kept_follows_the_contracts_too(winston, purge):
    org = make.create_org(winston)
    contact = make.create_contact(make.create_subject(winston), org, customer_data=False)
    make.create_contract(org, start=date(2020, 1, 1), end=DAY_BEFORE)
    assert purge(winston).due_total == 1
    assert not m.DataSubject.objects.filter(pk=contact.subject_id).exists()


def test_a_late_letter_outlives_the_customer_data_of_its_contact(winston, purge):
    contact = customer(winston, DAY_BEFORE)
    make.create_correspondence(contact, sent_on=date(2026, 1, 10))
    purge(winston)
    assert not m.CustomerData.objects.exists()
    assert [unit.category for unit in RetentionUnit.objects.all()] == ["correspondence"]
    assert purge(winston, date(2027, 1, 11)).due_total == 1
    assert not m.DataSubject.objects.exists()
