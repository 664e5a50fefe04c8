"""Claims and tickets: what changes them raises the right holder, and a repetition changes nothing."""

from datetime import date
from decimal import Decimal

import pytest

from subjects import models as m
from subjects.services.billing import interrupt_prescription, issue_invoice, post_voucher, record_event
from subjects.services.errors import AlreadyThere, HolderErased, NotPossible
from subjects.services.people import Source
from subjects.services.support import open_ticket, record_activity, reply
from tests import factories as make

pytestmark = pytest.mark.django_db

TODAY = date(2026, 11, 23)
AT = make.noon(TODAY)


def invoice_for(org, amount="100", **said):
    said = {"number": "F1", "claim_origin_on": date(2024, 1, 1), "source": Source(), **said}
    return issue_invoice(org=org, amount=Decimal(amount), **said)


def version(row):
    row.refresh_from_db()
    return row.facts_version


def test_an_invoice_number_is_used_once_for_each_organisation():
    org = make.create_org()
    invoice_for(org)
    with pytest.raises(AlreadyThere):
        invoice_for(org)


@pytest.mark.parametrize("amount", ["0", "-1"])
def test_an_invoice_of_nothing_is_refused(amount):
    with pytest.raises(NotPossible):
        invoice_for(make.create_org(), amount)


def test_a_reference_is_a_contact_of_the_organisation_itself():
    with pytest.raises(NotPossible):
        invoice_for(make.create_org(), reference_contact=make.create_contact())


def test_an_event_raises_the_organisation():
    org = make.create_org()
    invoice = invoice_for(org)
    before = version(org)
    payment = m.InvoiceEventKind.PAYMENT
    record_event(invoice=invoice, kind=payment, amount=Decimal(100), happened_on=TODAY)
    assert version(org) == before + 1


def test_prescription_is_not_interrupted_before_the_claim():
    invoice = invoice_for(make.create_org())
    with pytest.raises(NotPossible):
        interrupt_prescription(invoice=invoice, happened_on=date(2023, 12, 31))
    assert interrupt_prescription(invoice=invoice, happened_on=date(2024, 1, 1)).pk


def test_a_voucher_names_the_organisation_as_counterparty():
    org = make.create_org(name="Bageriet")
    common = {"org": org, "number": "V1", "posting_on": TODAY, "source": Source()}
    assert post_voucher(amount=Decimal("-5.50"), **common).counterparty == "Bageriet"
    with pytest.raises(AlreadyThere):
        post_voucher(amount=Decimal(1), **common)


def test_the_same_activity_twice_a_day_is_written_once_and_raises_once():
    profile = make.create_support_profile()
    before = version(profile.subject)
    for _again in range(3):
        record_activity(profile=profile, kind=m.ActivityKind.LOGIN, at=AT)
    assert profile.activity.get().happened_on == TODAY
    assert version(profile.subject) == before + 1


def test_a_repetition_locks_nobody(django_assert_num_queries):
    profile = make.create_support_profile(activity=[TODAY])
    with django_assert_num_queries(3) as seen:
        record_activity(profile=profile, kind=m.ActivityKind.LOGIN, at=AT)
    assert "UPDATE" not in " ".join(query["sql"] for query in seen).upper()


def test_an_activity_near_midnight_counts_on_the_stockholm_day():
    from datetime import UTC, datetime

    profile = make.create_support_profile()
    late = datetime(2026, 11, 23, 23, 30, tzinfo=UTC)
    record_activity(profile=profile, kind=m.ActivityKind.LOGIN, at=late)
    assert profile.activity.get().happened_on == date(2026, 11, 24)


def test_activity_of_an_erased_profile_is_refused():
    profile = make.create_support_profile()
    m.SupportProfile.objects.filter(pk=profile.pk).delete()
    with pytest.raises(HolderErased):
        record_activity(profile=profile, kind=m.ActivityKind.LOGIN, at=AT)


def test_a_ticket_and_a_reply_count_as_using_the_service():
    profile = make.create_support_profile()
    ticket = open_ticket(
        subject=profile.subject, number="S1", title="Hjälp", body="Först", source=Source(), at=AT
    )
    reply(ticket=ticket, text="Sedan", at=AT)
    ticket.refresh_from_db()
    assert ticket.body == "Först\n\nSedan"
    assert set(profile.activity.values_list("kind", flat=True)) == {"ticket_created", "ticket_reply"}


def test_a_reply_to_a_ticket_without_requester_is_refused():
    ticket = make.create_ticket()
    m.SupportTicket.objects.update(subject=None)
    with pytest.raises(HolderErased):
        reply(ticket=ticket, text="hej", at=AT)
