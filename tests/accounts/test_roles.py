"""Who may do what is given, ended and written down."""

from __future__ import annotations

from datetime import date, timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from accounts.models import AccessGrant, Controller, Role, StaffRole, User
from accounts.selectors import has_role
from accounts.services.roles import RoleRefused, TimeLimit, end_role, give_role
from law.calendar import stockholm_day
from ledger.actor import Actor
from ledger.models import LedgerEntry
from tests import factories as make

TODAY = date(2026, 11, 25)
AT = make.noon(TODAY)
ADMIN = Actor(role="admin", ref="user:999999999")
NEW = "eva.lund@example.se"


@pytest.fixture
def winlas(db: None) -> Controller:
    return make.create_controller("winlas")


def give(company: Controller, *, email: str = NEW, role: Role = Role.DPO, **extra: object) -> StaffRole:
    return give_role(email=email, controller=company, role=role, by=ADMIN, at=AT, **extra)  # type: ignore[arg-type]


def test_an_address_without_a_login_gets_one_and_the_role_and_the_ledger_names_nobody(
    winlas: Controller,
) -> None:
    given = give(winlas, email="  Eva.Lund@Example.se ")
    assert given.user.email == NEW
    assert given.user.is_staff
    assert has_role(given.user, winlas, Role.DPO, on=TODAY)
    line = LedgerEntry.objects.get(action="role.give")
    assert (line.actor_role, line.actor_ref, line.counts) == ("admin", "user:999999999", {"dpo": 1})
    assert "eva" not in str(line.__dict__)


def test_a_customers_login_becomes_staff_and_stays_the_same_login(winlas: Controller) -> None:
    customer = User.objects.create_user(NEW)
    assert give(winlas).user == customer
    assert User.objects.get(email=NEW).is_staff


@pytest.mark.parametrize("email", ["", "eva", "eva@", "eva@x y.se", "<b>@example.se"])
def test_an_address_that_is_none_is_refused(winlas: Controller, email: str) -> None:
    with pytest.raises(RoleRefused, match="e-postadress"):
        give(winlas, email=email)
    assert not StaffRole.objects.exists()


def test_the_same_role_twice_is_refused(winlas: Controller) -> None:
    give(winlas)
    with pytest.raises(RoleRefused, match="redan den rollen"):
        give(winlas)


def test_nobody_gives_a_role_to_themselves(winlas: Controller) -> None:
    admin = make.create_staff(winlas, Role.ADMIN, email="admin@example.se")
    itself = Actor(role="admin", ref=f"user:{admin.pk}")
    with pytest.raises(RoleRefused, match="dig själv"):
        give_role(email=admin.email, controller=winlas, role=Role.DPO, by=itself, at=AT)


def test_a_time_limited_access_ends_by_itself_and_can_be_given_anew(winlas: Controller) -> None:
    week = TimeLimit(signed_on=TODAY, ends_on=TODAY + timedelta(days=7))
    first = give(winlas, limit=week)
    assert AccessGrant.objects.get().ends_on == week.ends_on
    after = TODAY + timedelta(days=8)
    assert not has_role(first.user, winlas, Role.DPO, on=after)
    again = give_role(email=NEW, controller=winlas, role=Role.DPO, by=ADMIN, at=make.noon(after))
    first.refresh_from_db()
    assert first.ended_at is not None
    assert has_role(again.user, winlas, Role.DPO, on=after)


@pytest.mark.parametrize(
    ("signed", "ends", "why"), [(0, -1, "Sista dagen"), (1, 5, "undertecknad")], ids=["over", "unsigned"]
)
def test_a_time_limit_that_makes_no_sense_is_refused(
    winlas: Controller, signed: int, ends: int, why: str
) -> None:
    limit = TimeLimit(signed_on=TODAY + timedelta(days=signed), ends_on=TODAY + timedelta(days=ends))
    with pytest.raises(RoleRefused, match=why):
        give(winlas, limit=limit)


def test_an_ended_role_opens_nothing_and_cannot_be_ended_twice(winlas: Controller) -> None:
    given = give(winlas)
    end_role(role=given, by=ADMIN, at=AT)
    assert not has_role(given.user, winlas, Role.DPO, on=TODAY)
    assert LedgerEntry.objects.filter(action="role.end").count() == 1
    with pytest.raises(RoleRefused, match="redan avslutad"):
        end_role(role=given, by=ADMIN, at=AT)


def test_the_last_administrator_stays(winlas: Controller) -> None:
    last = give(winlas, role=Role.ADMIN)
    over = TimeLimit(signed_on=TODAY, ends_on=TODAY)
    give(winlas, email="kort@example.se", role=Role.ADMIN, limit=over)
    with pytest.raises(RoleRefused, match="sista administratör"):
        end_role(role=last, by=ADMIN, at=make.noon(TODAY + timedelta(days=1)))
    give(winlas, email="annan@example.se", role=Role.ADMIN)
    end_role(role=last, by=ADMIN, at=AT)


def test_the_commands_give_and_end_a_role(winlas: Controller) -> None:
    said = StringIO()
    call_command("give_role", NEW, "winlas", "admin", stdout=said)
    call_command("give_role", "annan@example.se", "winlas", "admin", "--by", NEW, stdout=said)
    call_command("end_role", NEW, "winlas", "admin", stdout=said)
    assert said.getvalue().splitlines()[::2] == [
        f"{NEW} is admin at winlas",
        f"{NEW} is no longer admin at winlas",
    ]
    assert not has_role(User.objects.get(email=NEW), winlas, Role.ADMIN, on=stockholm_day(AT))


@pytest.mark.parametrize(
    ("arguments", "why"),
    [
        (["give_role", NEW, "acme", "dpo"], "known: winlas"),
        (["give_role", NEW, "winlas", "king"], "invalid choice"),
        (["give_role", NEW, "winlas", "dpo", "--until", "2027-01-01"], "both --signed"),
        (["give_role", NEW, "winlas", "dpo", "--by", "nobody@example.se"], "no login"),
        (["give_role", "eva", "winlas", "dpo"], "e-postadress"),
        (["end_role", NEW, "winlas", "dpo"], "is not dpo at winlas"),
    ],
)
def test_a_wrong_command_says_what_is_wrong(winlas: Controller, arguments: list[str], why: str) -> None:
    with pytest.raises(CommandError, match=why):
        call_command(*arguments)
    assert not StaffRole.objects.exists()
