"""Keeping a profile by the reminder's link."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
import time_machine

from ledger.models import LedgerEntry
from subjects.models import Activity
from subjects.services.errors import HolderErased
from subjects.services.renewal import renew_profile, renewable, renewal_token
from tests.factories import create_support_profile, noon

pytestmark = pytest.mark.django_db
NOW = noon(date(2026, 11, 23))


def test_a_renewal_is_a_counted_activity_of_that_stockholm_day() -> None:
    profile = create_support_profile()
    renew_profile(profile=profile, at=NOW)
    assert [
        (a.kind, a.happened_on) for a in Activity.objects.filter(profile=profile, kind="renewal_confirmed")
    ] == [("renewal_confirmed", date(2026, 11, 23))]
    assert LedgerEntry.objects.filter(action="support_profile.renew").count() == 1


def test_pressing_twice_in_a_day_is_one_renewal() -> None:
    profile = create_support_profile()
    renew_profile(profile=profile, at=NOW)
    renew_profile(profile=profile, at=NOW + timedelta(hours=2))
    assert Activity.objects.filter(kind="renewal_confirmed").count() == 1
    assert LedgerEntry.objects.filter(action="support_profile.renew").count() == 1


def test_a_renewal_after_the_purge_is_refused_in_words() -> None:
    profile = create_support_profile()
    Activity.objects.filter(profile=profile).delete()
    key = profile.pk
    profile.delete()
    profile.pk = key
    with pytest.raises(HolderErased, match="gallrat"):
        renew_profile(profile=profile, at=NOW)


@pytest.mark.parametrize(("days", "lives"), [(119, True), (121, False)], ids=["in time", "too old"])
def test_a_link_lives_120_days(days: int, *, lives: bool) -> None:
    profile = create_support_profile()
    with time_machine.travel(NOW, tick=False):
        token = renewal_token(profile)
    with time_machine.travel(NOW + timedelta(days=days), tick=False):
        assert bool(renewable(token)) is lives


def test_a_registration_link_renews_nothing_and_the_other_way_round() -> None:
    from subjects.services.registration import registrant, registration_token

    profile = create_support_profile()
    assert renewable(registration_token(profile.subject.identities.get())) is None
    assert registrant(token=renewal_token(profile), controller=profile.subject.controller, at=NOW) is None


def test_a_forged_link_is_nothing() -> None:
    assert renewable(renewal_token(create_support_profile()) + "a") is None
