"""A granted erasure is carried out at once, for one person, by the path of every night."""

from __future__ import annotations

from datetime import timedelta

import pytest

from accounts.models import SecurityEvent
from accounts.services.security import note_event
from ledger.actor import Actor
from ledger.models import LedgerEntry
from requests_dsr.models import DataSubjectRequest
from retention.models import PurgeRun, Tombstone
from retention.purge.executing import execute
from retention.purge.one_person import NotAsDecided, erase_now
from retention.purge.planning import plan
from retention.selectors import kept_for
from subjects import models as m
from tests import factories as make
from tests.factories import noon
from tests.retention.purge.conftest import TODAY

DPO = Actor(role="dpo", ref="user:1")


def grant(subject, *, categories=()):
    DataSubjectRequest.objects.create(
        controller=subject.controller, subject=subject, right="erasure", channel="phone",
        state="fulfilled", received_at=noon(TODAY), decided_at=noon(TODAY), closed_at=noon(TODAY),
        categories=list(categories),
    )  # fmt: skip


def due_of(subject):
    return {(k.key.category, k.key.item_id) for k in kept_for(subject, TODAY) if k.decision.is_destructive}


def erase(subject, decided=None):
    return erase_now(
        subject=subject,
        decided=due_of(subject) if decided is None else decided,
        by=DPO,
        at=noon(TODAY),
        today=TODAY,
    )


def test_the_person_goes_with_the_last_of_their_data(winston):
    anna = make.create_subject(winston)
    make.create_inquiry(anna, received_on=TODAY)
    make.create_support_profile(anna, registered_on=TODAY)
    grant(anna)
    erased = erase(anna)
    assert erased.whole_person
    assert len(erased.unit_refs) == 2
    assert not m.DataSubject.objects.filter(pk=anna.pk).exists()
    assert Tombstone.objects.filter(table="subjects_inquiry").count() == 1
    assert set(LedgerEntry.objects.exclude(unit_ref=None).values_list("unit_ref", flat=True)) == set(
        erased.unit_refs
    )


def test_nobody_else_is_touched(winston):
    anna, bo = make.create_subject(winston), make.create_subject(winston)
    for person in (anna, bo):
        make.create_inquiry(person, received_on=TODAY - timedelta(days=800))
    grant(anna)
    erase(anna)
    assert m.Inquiry.objects.filter(subject=bo).count() == 1


def test_the_nights_own_plan_stands_and_finds_the_person_moved(winston):
    anna = make.create_subject(winston)
    make.create_inquiry(anna, received_on=TODAY - timedelta(days=800))
    tonight = plan(controller=winston, as_of=TODAY, at=noon(TODAY))
    grant(anna)
    erase(anna)
    tonight = execute(run=PurgeRun.objects.get(pk=tonight.pk), today=TODAY)
    assert (tonight.state, tonight.items.get().state) == ("done", "moved")


def test_what_the_law_keeps_stays_with_the_person(winston):
    anna = make.create_subject(winston)
    contact = make.create_contact(anna)
    make.create_contract(contact.org)
    make.create_inquiry(anna, received_on=TODAY)
    grant(anna)
    erased = erase(anna)
    assert not erased.whole_person
    assert m.CustomerData.objects.filter(contact=contact).exists()
    assert not m.Inquiry.objects.filter(subject=anna).exists()


def test_what_was_not_decided_on_is_not_erased(winston):
    anna = make.create_subject(winston)
    make.create_inquiry(anna, received_on=TODAY)
    grant(anna)
    decided = due_of(anna)
    make.create_phone_message(anna, taken_on=TODAY)
    with pytest.raises(NotAsDecided, match="ändrats"):
        erase(anna, decided)
    assert m.Inquiry.objects.filter(subject=anna).exists()
    assert not PurgeRun.objects.exists()


def test_nothing_granted_erases_nothing(winston):
    anna = make.create_subject(winston)
    make.create_inquiry(anna, received_on=TODAY)
    with pytest.raises(NotAsDecided):
        erase(anna)


def test_a_block_placed_since_keeps_everything(winston):
    anna = make.create_subject(winston)
    make.create_inquiry(anna, received_on=TODAY)
    grant(anna)
    decided = due_of(anna)
    make.create_block(anna, from_on=TODAY)
    with pytest.raises(NotAsDecided):
        erase(anna, decided)
    assert m.Inquiry.objects.filter(subject=anna).exists()


@pytest.mark.parametrize(
    ("asked", "goes"),
    [
        pytest.param((), {"crm_inquiry", "phone_message"}, id="everything"),
        pytest.param(("crm_inquiry",), {"crm_inquiry"}, id="one kind"),
        pytest.param(("support_profile",), set(), id="something else"),
    ],
)
def test_only_what_was_asked_about_goes(winston, asked, goes):
    anna = make.create_subject(winston)
    make.create_inquiry(anna, received_on=TODAY)
    make.create_phone_message(anna, taken_on=TODAY)
    grant(anna, categories=asked)
    assert {category for category, _item in due_of(anna)} == goes


def test_tickets_go_with_the_profile_that_was_asked_about(winston):
    anna = make.create_subject(winston)
    make.create_support_profile(anna, registered_on=TODAY)
    make.create_ticket(anna)
    grant(anna, categories=["support_profile"])
    assert {category for category, _item in due_of(anna)} == {"support_profile", "support_tickets"}


# --- a sole trader's business ------------------------------------------------------------------------
def sole_trader(winston):
    """Give a person and the business that is theirs alone, with a settled claim, a voucher and a report."""
    anna = make.create_subject(winston)
    own = make.create_org(winston, natural_person=True)
    make.create_contact(anna, own)
    make.create_contract(own, end=TODAY - timedelta(days=30))
    make.create_invoice(own, origin=TODAY - timedelta(days=60), paid_on=TODAY - timedelta(days=30))
    make.create_credit_check(own, obtained_on=TODAY - timedelta(days=10))
    return anna, own


def test_a_grant_reaches_what_a_sole_traders_business_holds(winston):
    anna, own = sole_trader(winston)
    grant(anna)
    erased = erase(anna)
    assert erased.whole_person
    assert not m.Invoice.objects.exists()
    assert not m.CreditCheck.objects.exists()
    assert not m.CustomerOrg.objects.filter(pk=own.pk).exists()


def test_a_sole_traders_open_claim_and_vouchers_stay_for_their_own_reasons(winston):
    anna, own = sole_trader(winston)
    unpaid = make.create_invoice(own, origin=TODAY - timedelta(days=60))
    voucher = make.create_voucher(own, posting_on=TODAY)
    grant(anna)
    codes = {(k.category, k.key.item_id): set(k.decision.reasons) for k in kept_for(anna, TODAY)}
    assert codes["billing_claim", unpaid.pk] == {"CLAIM_OPEN", "ERASURE_EXEMPT_CLAIM"}
    assert codes["accounting_records", voucher.pk] == {"BFL_7_2", "ERASURE_EXEMPT_BFL"}
    erase(anna)
    assert list(m.Invoice.objects.values_list("pk", flat=True)) == [unpaid.pk]
    assert m.Voucher.objects.exists()
    assert m.CustomerOrg.objects.filter(pk=own.pk).exists()


@pytest.mark.parametrize("shared", ["company", "second person"])
def test_a_grant_does_not_reach_what_is_not_one_persons_alone(winston, shared):
    anna, own = sole_trader(winston)
    if shared == "company":
        m.CustomerOrg.objects.filter(pk=own.pk).update(natural_person=False)
    else:
        make.create_contact(make.create_subject(winston), own)
    grant(anna)
    erase(anna)
    assert m.Invoice.objects.exists()
    assert m.CreditCheck.objects.exists()


def test_an_erasure_of_one_kind_reaches_that_kind_of_the_business_alone(winston):
    anna, _own = sole_trader(winston)
    grant(anna, categories=["credit_check"])
    erase(anna)
    assert not m.CreditCheck.objects.exists()
    assert m.Invoice.objects.exists()


def test_the_night_reaches_the_business_too_and_leaves_what_gets_a_second_person_meanwhile(winston):
    anna, own = sole_trader(winston)
    plan(controller=winston, as_of=TODAY, at=noon(TODAY))
    grant(anna)
    run = plan(controller=winston, as_of=TODAY, at=noon(TODAY))
    assert set(run.items.values_list("category", flat=True)) >= {"billing_claim", "credit_check"}
    make.create_contact(make.create_subject(winston), own)
    execute(run=run, today=TODAY)
    assert m.Invoice.objects.exists()
    assert set(run.items.filter(org_id=own.pk).values_list("state", flat=True)) == {"moved"}


def test_the_night_erases_the_business_of_a_sole_trader_who_asked(winston):
    anna, _own = sole_trader(winston)
    plan(controller=winston, as_of=TODAY, at=noon(TODAY))
    grant(anna)
    execute(run=plan(controller=winston, as_of=TODAY, at=noon(TODAY)), today=TODAY)
    assert not m.Invoice.objects.exists()
    assert not m.DataSubject.objects.filter(pk=anna.pk).exists()


def test_the_security_log_of_the_company_goes_with_the_person_and_no_other_companys(winston, winlas):
    anna = make.create_subject(winston)
    user = make.create_user_for(anna)
    other = make.create_subject(winlas, user=user)
    make.create_support_profile(other, registered_on=TODAY)
    make.create_inquiry(anna, received_on=TODAY)
    note_event(kind="login", user=user, at=noon(TODAY))
    grant(anna)
    erase(anna)
    assert list(SecurityEvent.objects.values_list("controller__slug", flat=True)) == ["winlas"]
    assert Tombstone.objects.filter(table="accounts_securityevent").count() == 1
