"""Where the policy lets anyone register, somebody we do not know may; elsewhere nobody new gets in."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from accounts.models import Controller
from ledger.models import LedgerEntry
from subjects.models import DataSubject, Identity, SupportProfile
from subjects.services.errors import NotPossible
from subjects.services.newcomers import newcomer, newcomer_token, register_newcomer
from subjects.services.registration import anyone_may_register, registrable
from tests.factories import create_controller, create_subject, noon
from tests.policies import SMALL, WITH_SUPPORT, make_live

pytestmark = pytest.mark.django_db
NOW = noon(date(2026, 11, 23))
ADDRESS = "kim@example.se"


def company(*, customers_only: bool, slug: str = "winlas") -> Controller:
    settings = {**SMALL["settings"], "registration_for_customers_only": customers_only}
    return make_live(slug, settings=settings, categories=WITH_SUPPORT)


def take_in(controller: Controller, name: str = "Kim Öst") -> SupportProfile:
    return register_newcomer(
        email=ADDRESS, full_name=name, controller=controller, language="sv", at=NOW, interests="löner"
    )


@pytest.mark.parametrize("customers_only", [True, False])
def test_the_policy_says_who_may_register(customers_only: bool) -> None:
    controller = company(customers_only=customers_only)
    create_subject(controller, email=ADDRESS)
    assert anyone_may_register(controller) is not customers_only
    assert bool(registrable(email=ADDRESS, controller=controller, at=NOW)) is not customers_only


def test_without_a_policy_only_customers_may() -> None:
    assert not anyone_may_register(create_controller("ny"))


def test_a_newcomer_becomes_a_person_with_a_confirmed_address_a_login_and_a_profile() -> None:
    profile = take_in(company(customers_only=False))
    person = profile.subject
    assert (person.full_name, person.kind, person.user.email) == ("Kim Öst", "lead", ADDRESS)
    assert person.identities.get().verified_at == NOW
    assert person.sources.get().kind == "self"
    assert (profile.registered_at, profile.verified_at, profile.interests) == (NOW, NOW, "löner")
    assert LedgerEntry.objects.filter(action="support_profile.register").count() == 1


def test_pressing_twice_makes_one_person() -> None:
    controller = company(customers_only=False)
    assert take_in(controller) == take_in(controller)
    assert DataSubject.objects.count() == 1


def test_somebody_who_became_known_meanwhile_keeps_their_name() -> None:
    controller = company(customers_only=False)
    known = create_subject(controller, name="Kim Öst-Berg", email=ADDRESS)
    assert take_in(controller, name="Någon Annan").subject == known
    known.refresh_from_db()
    assert known.full_name == "Kim Öst-Berg"


def test_a_door_that_was_closed_since_the_mail_lets_nobody_in() -> None:
    controller = company(customers_only=False)
    token = newcomer_token(email=ADDRESS, controller=controller, at=NOW)
    assert newcomer(token=token, controller=controller, at=NOW) == ADDRESS
    company(customers_only=True)
    assert newcomer(token=token, controller=controller, at=NOW) is None
    with pytest.raises(NotPossible):
        take_in(controller)
    assert not DataSubject.objects.exists()


def test_a_link_says_nothing_to_who_reads_it_and_stores_nothing() -> None:
    controller = company(customers_only=False)
    token = newcomer_token(email=ADDRESS, controller=controller, at=NOW)
    assert "kim" not in token
    assert token != newcomer_token(email=ADDRESS, controller=controller, at=NOW)
    assert not Identity.objects.exists()


@pytest.mark.parametrize(("days", "lives"), [(7, True), (7.01, False)])
def test_a_link_dies_after_seven_days(days: float, lives: bool) -> None:
    controller = company(customers_only=False)
    token = newcomer_token(email=ADDRESS, controller=controller, at=NOW)
    later = NOW + timedelta(days=days)
    assert bool(newcomer(token=token, controller=controller, at=later)) is lives


def test_a_forged_link_and_one_of_another_company_are_nobodys() -> None:
    controller = company(customers_only=False)
    other = company(customers_only=False, slug="winston")
    token = newcomer_token(email=ADDRESS, controller=controller, at=NOW)
    for read, at in ((token[:-2] + "xx", controller), ("", controller), ("åäö", controller), (token, other)):
        assert newcomer(token=read, controller=at, at=NOW) is None
