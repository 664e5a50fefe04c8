"""What is kept, counted: units with the same facts are read as one, and none is lost in the count."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, date, datetime, timedelta

import pytest

from retention.selectors import kept_alike, kept_for
from tests import factories as make
from tests.policies import make_live

TODAY = date(2026, 11, 25)


def counted(subject):
    found: dict[str, Counter] = {}
    for one in kept_for(subject, TODAY):
        found.setdefault(one.category, Counter())[one.decision] += 1
    return found


@pytest.fixture
def anna(db):
    return make.create_subject(make_live("winston"), name="Anna Ek")


def test_it_counts_what_kept_for_lists(anna):
    contact = make.create_contact(anna)
    make.create_correspondence(contact)
    make.create_invoice(contact.org, reference_contact=contact)
    make.create_support_profile(anna, activity=[TODAY])
    make.create_record(anna, category="kurs", triggers={"on": TODAY})
    make.create_marketing(anna)
    for days in (1, 1, 40):
        make.create_phone_message(anna, taken_on=TODAY - timedelta(days))
        make.create_inquiry(anna, received_on=TODAY - timedelta(days))
    make.create_inquiry(anna, received_on=TODAY - timedelta(1), last_contact_on=TODAY)
    make.create_inquiry(anna, received_on=TODAY - timedelta(1), converted=True)
    assert kept_alike(anna, TODAY) == counted(anna)
    assert sum(kept_alike(anna, TODAY)["crm_inquiry"].values()) == 5


def test_alike_is_the_same_stockholm_day_not_the_same_day_in_utc(anna):
    evening = datetime(2026, 7, 1, 21, 59, tzinfo=UTC)
    for at in (evening, evening + timedelta(minutes=1), evening - timedelta(hours=20)):
        inquiry = make.create_inquiry(anna)
        type(inquiry).objects.filter(pk=inquiry.pk).update(received_at=at)
    assert sorted(kept_alike(anna, TODAY)["crm_inquiry"].values()) == [1, 2]
    assert kept_alike(anna, TODAY) == counted(anna)
