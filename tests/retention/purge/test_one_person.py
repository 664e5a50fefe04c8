"""A granted erasure is carried out at once, for one person, by the path of every night."""

from __future__ import annotations

from datetime import timedelta

import pytest

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
