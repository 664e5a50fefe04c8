"""Sign-in and security events are noted for each company they concern, and go after twelve months."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.test import Client, RequestFactory

from accounts.models import Controller, Role, SecurityEvent, User
from accounts.services.roles import end_role, give_role
from accounts.services.security import note_event
from ledger.actor import Actor
from privacyhub.services.mail_sink import MailSink
from retention.models import PurgeRun, RunState
from retention.purge.by_day import erase_by_day
from retention.purge.logins import forget_events_of_nobody
from tests import factories as make
from tests.accounts.test_login import ask, mailed_code
from tests.factories import noon
from tests.myprofile.people import make_policy
from tests.policies import make_live

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 25)
ADDRESS = "anna@example.se"


@pytest.fixture
def anna():
    person = make.create_subject(make_live("winlas"), email=ADDRESS)
    make.create_user_for(person)
    return person


def events(**which) -> list[tuple[str, str | None]]:
    rows = SecurityEvent.objects.filter(**which).order_by("pk")
    return [(row.kind, row.controller.slug if row.controller else None) for row in rows]


@pytest.mark.django_db(transaction=True)
def test_a_code_a_wrong_try_and_the_log_in_are_noted(smtp_sink: MailSink) -> None:
    make_policy("winston")
    sara = make.create_subject(make_policy("winlas"), email="sara@example.se")
    client = Client(REMOTE_ADDR="192.0.2.77")
    ask(client, "sara@example.se")
    client.post("/konto/login/kod/", {"code": "XXXX-XXXX"})
    client.post("/konto/login/kod/", {"code": mailed_code(smtp_sink)})
    sara.refresh_from_db()
    assert [kind for kind, _slug in events(user=sara.user)] == ["code_sent", "code_rejected", "login"]
    assert set(SecurityEvent.objects.values_list("network", flat=True)) == {"192.0.2.0"}


@pytest.mark.django_db(transaction=True)
def test_an_unknown_address_is_noted_and_not_kept(smtp_sink: MailSink) -> None:
    make_policy("winlas")
    ask(Client(), "ingen@example.se")
    row = SecurityEvent.objects.get()
    assert (row.kind, row.user, row.controller.slug) == ("unknown_address", None, "winlas")
    assert "ingen" not in str(vars(row))


def test_an_event_stands_at_each_company_the_login_belongs_to(anna) -> None:
    make.create_subject(make_live("winston"), email=ADDRESS, user=anna.user)
    note_event(kind="login", user=anna.user, at=noon(TODAY))
    assert events() == [("login", "winlas"), ("login", "winston")]


@pytest.mark.django_db(transaction=True)
def test_an_event_on_one_companys_pages_is_that_companys_alone(smtp_sink: MailSink) -> None:
    make_policy("winston")
    sara = make.create_subject(make_policy("winlas"), email="sara@example.se")
    user = make.create_user_for(sara)
    make.create_subject(Controller.objects.get(slug="winston"), email="sara@example.se", user=user)
    client, onward = Client(), "/winston/min-profil/"
    page = client.post(
        f"/konto/login/?next={onward}", {"login": "sara@example.se", "next": onward}, follow=True
    )
    assert f'name="next" value="{onward}"' in page.content.decode(), "the form of the code says it again"
    client.post("/konto/login/kod/", {"code": mailed_code(smtp_sink), "next": onward})
    assert events(user=user, place="here") == [("code_sent", "winston"), ("login", "winston")]
    assert events(user=user, place="shared") == []


def test_an_event_that_is_not_on_a_companys_pages_is_of_the_login_as_such(anna) -> None:
    make.create_subject(make_live("winston"), email=ADDRESS, user=anna.user)
    note_event(kind="logout", user=anna.user, at=noon(TODAY), request=RequestFactory().post("/konto/logout/"))
    assert events(place="shared") == [("logout", "winlas"), ("logout", "winston")]


def test_an_employer_sees_its_staff_log_in_on_another_companys_pages(anna) -> None:
    make.create_subject(make_live("winston"), email=ADDRESS, user=anna.user)
    make.create_staff(anna.controller, Role.ADMIN)
    give_role(
        email=ADDRESS, controller=anna.controller, role=Role.HANDLER, by=Actor(role="admin", ref="user:0"),
        at=noon(TODAY),
    )  # fmt: skip
    request = RequestFactory().post("/konto/login/kod/", {"next": "/winston/min-profil/"})
    note_event(kind="login", user=anna.user, at=noon(TODAY), request=request)
    assert events(kind="login", place="here") == [("login", "winston")]
    assert events(kind="login", place="shared") == [("login", "winlas")]


def test_roles_given_and_ended_are_noted(anna) -> None:
    by = Actor(role="admin", ref="user:0")
    make.create_staff(anna.controller, Role.ADMIN)
    role = give_role(
        email="ny@example.se", controller=anna.controller, role=Role.HANDLER, by=by, at=noon(TODAY)
    )
    end_role(role=role, by=by, at=noon(TODAY))
    assert events(user__email="ny@example.se") == [("role_given", "winlas"), ("role_ended", "winlas")]


def test_the_database_refuses_a_whole_address(anna) -> None:
    for network in ("192.0.2.77", "2001:db8:1:2::77"):
        with pytest.raises(IntegrityError, match="masked"), transaction.atomic():
            SecurityEvent.objects.create(kind="login", network=network, at=noon(TODAY))


@pytest.mark.parametrize(
    ("on", "stays"),
    [(date(2025, 11, 25), True), (date(2025, 11, 24), False)],
    ids=["12 months", "a day more"],
)
def test_events_go_after_twelve_months(anna, on: date, stays: bool) -> None:
    for company in (anna.controller, None):
        SecurityEvent.objects.create(controller=company, user=None, kind="login", at=noon(on))
    run = PurgeRun(
        controller=anna.controller, as_of=TODAY, state=RunState.RUNNING, controller_version=1,
        policy_version_id=anna.controller.live_policy.policy_version_id,
    )  # fmt: skip
    run.save()
    erase_by_day(run, TODAY)
    forget_events_of_nobody(TODAY)
    assert SecurityEvent.objects.count() == (2 if stays else 0)


def test_events_go_with_the_login(anna) -> None:
    note_event(kind="login", user=anna.user, at=noon(TODAY) - timedelta(days=1))
    anna.user = None
    anna.save()
    User.objects.all().delete()
    assert not SecurityEvent.objects.exists()
