"""A block reaches everybody who holds what it names, and ends for all of them together."""

from datetime import date

import pytest

from ledger.actor import Actor
from ledger.models import LedgerEntry
from subjects import models as m
from subjects.selectors import standing_blocks
from subjects.services.blocks import ORG_HELD, place_block, release_block
from subjects.services.errors import NotPossible
from subjects.services.organisations import add_contact
from subjects.services.people import Source
from tests import factories as make

pytestmark = pytest.mark.django_db

TODAY = date(2026, 11, 23)
AT = make.noon(TODAY)
HOLD = m.BlockKind.LEGAL_HOLD


@pytest.fixture
def dpo():
    user = make.create_staff(make.create_controller(), "dpo")
    return Actor(role="dpo", ref=f"user:{user.pk}")


def hold(holder, by, **said):
    said = {"kind": HOLD, "ground": "Art. 17.3 e", "from_on": TODAY, **said}
    return place_block(holder=holder, by=by, at=AT, **said)


def version(row):
    row.refresh_from_db()
    return row.facts_version


def test_a_block_on_a_person_reaches_the_organisations_they_speak_for(dpo):
    contact = make.create_contact()
    before = version(contact.subject), version(contact.org)
    hold(contact.subject, dpo)
    assert standing_blocks(contact.subject, on=TODAY).get().scope == []
    assert set(standing_blocks(contact.org, on=TODAY).get().scope) == ORG_HELD
    assert (version(contact.subject), version(contact.org)) == (before[0] + 1, before[1] + 1)


def test_a_block_on_what_only_the_person_holds_stays_with_the_person(dpo):
    contact = make.create_contact()
    hold(contact.subject, dpo, scope=["support_profile"])
    assert standing_blocks(contact.subject, on=TODAY).exists()
    assert not standing_blocks(contact.org, on=TODAY).exists()


def test_a_scope_with_claims_is_written_for_the_organisation_with_claims_alone(dpo):
    contact = make.create_contact()
    hold(contact.subject, dpo, scope=["support_profile", "billing_claim"])
    assert standing_blocks(contact.org, on=TODAY).get().scope == ["billing_claim"]


def test_releasing_ends_it_for_everybody_and_the_day_itself_is_free(dpo):
    contact = make.create_contact()
    decision = hold(contact.subject, dpo, from_on=date(2026, 11, 1))
    release_block(decision=decision, by=dpo, at=AT)
    for holder in (contact.subject, contact.org):
        assert standing_blocks(holder, on=date(2026, 11, 22)).exists()
        assert not standing_blocks(holder, on=TODAY).exists()


def test_another_persons_block_on_the_same_organisation_stands_when_one_is_released(dpo):
    org = make.create_org()
    first, second = make.create_contact(org=org), make.create_contact(org=org)
    released, _kept = hold(first.subject, dpo), hold(second.subject, dpo)
    release_block(decision=released, by=dpo, at=AT)
    assert standing_blocks(org, on=TODAY).count() == 1
    assert standing_blocks(second.subject, on=TODAY).exists()


def test_an_organisation_that_comes_later_is_blocked_too(dpo):
    subject, org = make.create_subject(), make.create_org()
    decision = hold(subject, dpo)
    add_contact(subject=subject, org=org, source=Source(), at=AT)
    assert standing_blocks(org, on=TODAY).get().decision_ref == decision
    release_block(decision=decision, by=dpo, at=AT)
    assert not standing_blocks(org, on=TODAY).exists()


def test_a_block_on_an_organisation_keeps_its_own_scope(dpo):
    org = make.create_org()
    hold(org, dpo)
    assert standing_blocks(org, on=TODAY).get().scope == []


def test_a_block_needs_a_ground(dpo):
    with pytest.raises(NotPossible):
        hold(make.create_subject(), dpo, ground="  ")


def test_a_block_is_released_once(dpo):
    decision = hold(make.create_subject(), dpo)
    release_block(decision=decision, by=dpo, at=AT)
    with pytest.raises(NotPossible):
        release_block(decision=decision, by=dpo, at=AT)


def test_placing_and_releasing_are_each_one_line_in_the_ledger_by_whom(dpo):
    contact = make.create_contact()
    release_block(decision=hold(contact.subject, dpo), by=dpo, at=AT)
    lines = LedgerEntry.objects.order_by("pk")
    assert [(line.action, line.actor_ref, line.counts) for line in lines] == [
        ("block.place", dpo.ref, {"blocks": 2}),
        ("block.release", dpo.ref, {"blocks": 2}),
    ]
    assert m.ProcessingBlock.objects.filter(placed_by_id=int(dpo.ref[5:])).count() == 2


@pytest.mark.parametrize("kind", m.BlockKind.values)
def test_every_kind_of_block_fits_the_ledger(dpo, kind):
    hold(make.create_subject(), dpo, kind=m.BlockKind(kind))
    assert LedgerEntry.objects.get().object_type.startswith("processing_block.")
