"""Former staff go 24 months after their last role; sessions when their time is over."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.contrib.auth.models import Group
from django.contrib.sessions.models import Session
from django.db import connection, models

from accounts.models import StaffRole, User
from requests_dsr.models import DataSubjectRequest
from retention.erasing.logins import pointing_at
from retention.models import Tombstone
from retention.purge.logins import erase_staff_logins, forget_expired_sessions
from retention.purge.traces import forget_tombstones
from tests import factories as make
from tests.factories import noon
from tests.retention.purge.conftest import TODAY

LAST_DAY = date(2024, 11, 25)


def former(controller, ended_on, role="handler"):
    user = make.create_staff(controller, role)
    StaffRole.objects.filter(user=user).update(ended_at=noon(ended_on))
    return user


def test_a_former_colleague_goes_the_day_after_24_months(winston):
    kept, gone = former(winston, LAST_DAY), former(winston, LAST_DAY - timedelta(days=1))
    assert erase_staff_logins(TODAY) == {"accounts_user": 1}
    assert set(User.objects.values_list("pk", flat=True)) == {kept.pk}
    assert gone.pk not in StaffRole.objects.values_list("user_id", flat=True)


def test_a_live_role_anywhere_keeps_the_login(winston, winlas):
    user = former(winston, date(2020, 1, 1))
    StaffRole.objects.create(user=user, controller=winlas, role="dpo")
    assert not erase_staff_logins(TODAY)


def test_what_a_colleague_did_stays_without_them_and_what_was_theirs_goes(winston):
    user = former(winston, date(2020, 1, 1))
    anna = make.create_subject(winston)
    look, block = make.create_look(anna, user), make.create_block(anna, placed_by=user)
    asked = DataSubjectRequest.objects.create(
        controller=winston, subject=anna, right="access", channel="phone", received_at=noon(TODAY),
        registered_by=user, decided_by=user,
    )  # fmt: skip
    EmailAddress.objects.create(user=user, email=user.email)
    Authenticator.objects.create(user=user, type="totp", data={})
    user.groups.add(Group.objects.create(name="x"))
    assert erase_staff_logins(TODAY) == {"accounts_user": 1}
    for row in (look, block, asked):
        row.refresh_from_db()
    assert (look.user_id, block.placed_by_id, asked.registered_by_id, asked.decided_by_id) == (None,) * 4
    assert not EmailAddress.objects.exists()
    assert not Authenticator.objects.exists()
    tables = set(Tombstone.objects.values_list("table", flat=True))
    assert tables >= {"accounts_user", "accounts_staffrole", "account_emailaddress", "mfa_authenticator"}
    connection.check_constraints()


def test_every_column_that_points_at_a_login_goes_with_it_or_is_emptied():
    def torn(model):
        for field in pointing_at(model):
            if field.remote_field.on_delete is models.CASCADE:
                yield from torn(field.model)
            elif not field.null:
                yield str(field)

    assert list(torn(User)) == []


def test_a_customer_keeps_the_login_they_had_as_staff(winston):
    user = former(winston, date(2020, 1, 1))
    make.create_subject(winston, user=user)
    assert not erase_staff_logins(TODAY)


def test_a_controller_without_policy_keeps_everything(db):
    former(make.create_controller("ny"), date(2020, 1, 1))
    assert not erase_staff_logins(TODAY)


@pytest.mark.parametrize(("hours", "left"), [(1, 1), (-1, 0)], ids=["still valid", "expired"])
def test_sessions_go_when_their_time_is_over(db, hours, left):
    now = noon(TODAY)
    Session.objects.create(session_key="a" * 32, session_data="x", expire_date=now + timedelta(hours=hours))
    forget_expired_sessions(now)
    assert Session.objects.count() == left


def test_tombstones_are_forgotten_when_no_backup_can_need_them(db):
    for days in (42, 43):
        Tombstone.objects.create(table="t", pk_erased=days, erased_on=TODAY - timedelta(days=days))
    assert forget_tombstones(TODAY) == 1
    assert Tombstone.objects.get().pk_erased == 42
