"""Who may register a support profile, and what is stored before they confirm: nothing."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
import time_machine

from ledger.models import LedgerEntry
from subjects.models import IdentityKind, SupportProfile
from subjects.services.registration import (
    anyone_may_register,
    register_profile,
    registrable,
    registrant,
    registration_token,
)
from tests.factories import (
    add_identity,
    create_contact,
    create_controller,
    create_subject,
    create_user_for,
    noon,
)
from tests.policies import SMALL, WITH_SUPPORT, make_live

pytestmark = pytest.mark.django_db
NOW = noon(date(2026, 11, 23))
ADDRESS = "sara@example.se"


def contact_with_address(**contact: object):
    winlas = make_live("winlas", categories=WITH_SUPPORT)
    person = create_subject(winlas, email=ADDRESS, name="Sara Nyström")
    create_contact(person, controller=winlas, **contact)
    return winlas, person


@pytest.mark.parametrize(
    "typed", [ADDRESS, "  SARA@Example.se ", "sara@example.ｓe"], ids=["plain", "case", "NFKC"]
)
def test_a_contact_of_a_customer_may_register_however_the_address_is_typed(typed: str) -> None:
    winlas, person = contact_with_address()
    assert registrable(email=typed, controller=winlas, at=NOW).subject == person


@pytest.mark.parametrize(
    ("left_on", "allowed"),
    [(None, True), (date(2026, 11, 24), True), (date(2026, 11, 23), False)],
    ids=["still there", "leaves tomorrow", "left today"],
)
def test_somebody_who_has_left_the_customer_may_not_register(left_on: date | None, *, allowed: bool) -> None:
    winlas, _person = contact_with_address(left_on=left_on)
    assert bool(registrable(email=ADDRESS, controller=winlas, at=NOW)) is allowed


def test_a_person_without_a_customer_may_not_register() -> None:
    winlas = make_live("winlas", categories=WITH_SUPPORT)
    create_subject(winlas, email=ADDRESS)
    assert registrable(email=ADDRESS, controller=winlas, at=NOW) is None


def test_nobody_may_register_where_the_policy_has_no_support_accounts() -> None:
    _winlas, person = contact_with_address()
    make_live(person.controller)
    assert registrable(email=ADDRESS, controller=person.controller, at=NOW) is None
    open_to_all = {**SMALL["settings"], "registration_for_customers_only": False}
    assert not anyone_may_register(make_live(person.controller, settings=open_to_all))


def test_a_contact_at_one_company_is_nobody_at_the_other() -> None:
    contact_with_address()
    winston = make_live("winston", categories=WITH_SUPPORT)
    assert registrable(email=ADDRESS, controller=winston, at=NOW) is None


def test_asking_stores_nothing_until_the_link_is_confirmed() -> None:
    winlas, person = contact_with_address()
    registration_token(registrable(email=ADDRESS, controller=winlas, at=NOW))
    assert not SupportProfile.objects.exists()
    assert person.user_id is None


def test_confirming_starts_the_profile_links_a_login_and_writes_one_ledger_line_for_it() -> None:
    winlas, person = contact_with_address()
    identity = registrable(email=ADDRESS, controller=winlas, at=NOW)
    profile = register_profile(identity=identity, at=NOW, work_phone="070-174 06 35")
    person.refresh_from_db()
    assert (profile.registered_at, profile.verified_at, profile.work_phone) == (NOW, NOW, "070-174 06 35")
    assert person.user.email == ADDRESS
    assert not person.user.has_usable_password()
    assert LedgerEntry.objects.filter(action="support_profile.register").count() == 1


def test_confirming_twice_gives_back_the_profile_that_stands() -> None:
    winlas, _person = contact_with_address()
    identity = registrable(email=ADDRESS, controller=winlas, at=NOW)
    first = register_profile(identity=identity, at=NOW)
    assert register_profile(identity=identity, at=NOW + timedelta(days=1)) == first
    assert LedgerEntry.objects.filter(action="support_profile.register").count() == 1


def test_confirming_raises_the_persons_facts_version() -> None:
    winlas, person = contact_with_address()
    person.refresh_from_db()
    before = person.facts_version
    register_profile(identity=registrable(email=ADDRESS, controller=winlas, at=NOW), at=NOW)
    person.refresh_from_db()
    assert person.facts_version > before


def test_a_login_that_is_another_persons_there_is_not_opened_to_this_one() -> None:
    """The address changed hands: the old owner's login still stands under it."""
    winlas = create_controller("winlas")
    old = create_subject(winlas, email="gammal@example.se")
    create_user_for(old, email=ADDRESS)
    _winlas, person = contact_with_address()
    register_profile(identity=registrable(email=ADDRESS, controller=winlas, at=NOW), at=NOW)
    person.refresh_from_db()
    assert person.user_id is None


@pytest.mark.parametrize(("days", "lives"), [(6.9, True), (7.1, False)], ids=["within a week", "after it"])
def test_a_link_lives_seven_days(days: float, *, lives: bool) -> None:
    winlas, _person = contact_with_address()
    with time_machine.travel(NOW, tick=False):
        token = registration_token(registrable(email=ADDRESS, controller=winlas, at=NOW))
    with time_machine.travel(NOW + timedelta(days=days), tick=False):
        assert bool(registrant(token=token, controller=winlas, at=NOW)) is lives


def test_a_link_is_nothing_when_forged_or_taken_to_another_company() -> None:
    winlas, person = contact_with_address()
    identity = person.identities.get(kind=IdentityKind.EMAIL)
    token = registration_token(identity)
    assert registrant(token=token, controller=winlas, at=NOW) == identity
    assert registrant(token=token[:-1] + "x", controller=winlas, at=NOW) is None
    assert registrant(token="", controller=winlas, at=NOW) is None
    assert registrant(token=token, controller=create_controller("winston"), at=NOW) is None


def test_a_link_holds_nothing_about_the_person() -> None:
    _winlas, person = contact_with_address()
    token = registration_token(person.identities.get())
    assert "sara" not in token.lower()
    assert len(token) < 60


def test_a_link_dies_with_the_address() -> None:
    winlas, person = contact_with_address()
    identity = add_identity(person, IdentityKind.EMAIL, "annan@example.se")
    token = registration_token(identity)
    identity.delete()
    assert registrant(token=token, controller=winlas, at=NOW) is None
