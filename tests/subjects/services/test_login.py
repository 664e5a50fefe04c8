"""A login is made at a known person's first access, and for nobody else."""

from __future__ import annotations

from datetime import date

import pytest

from accounts.models import User
from ledger.models import LedgerEntry
from subjects.services.login import open_login
from tests.factories import create_controller, create_subject, create_user_for, noon

pytestmark = pytest.mark.django_db
NOW = noon(date(2026, 11, 23))


def test_an_unknown_address_makes_no_login() -> None:
    assert open_login(email="ingen@example.se", controller=None, at=NOW) is None
    assert not User.objects.exists()


def test_first_access_links_the_person_at_every_company_that_knows_the_address() -> None:
    here = create_subject(create_controller("winlas"), email="sara@example.se", language="en")
    there = create_subject(create_controller("winston"), email="Sara@example.se")
    user = open_login(email="sara@example.se", controller=create_controller("winlas"), at=NOW)
    for person in (here, there):
        person.refresh_from_db()
        assert person.user == user
    assert user.language == "en"
    assert LedgerEntry.objects.filter(action="login.link").count() == 2


def test_a_second_access_changes_nothing() -> None:
    person = create_subject(email="sara@example.se")
    user = create_user_for(person)
    assert open_login(email="sara@example.se", controller=person.controller, at=NOW) == user
    assert not LedgerEntry.objects.exists()


def test_a_person_known_elsewhere_is_unknown_here() -> None:
    create_subject(create_controller("winlas"), email="sara@example.se")
    assert open_login(email="sara@example.se", controller=create_controller("winston"), at=NOW) is None


def test_a_login_that_is_shut_opens_nothing() -> None:
    person = create_subject(email="sara@example.se")
    user = create_user_for(person)
    user.is_active = False
    user.save()
    assert open_login(email="sara@example.se", controller=None, at=NOW) is None
