"""Logging in by a mailed code: known and unknown get the same answer, and only the mailbox learns which."""

from __future__ import annotations

import re
from datetime import date

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from accounts.models import Role, User
from consents.models import OutgoingMessage
from privacyhub.services.mail_sink import MailSink
from subjects.models import DataSubject
from tests.factories import create_block, create_staff, create_subject, noon
from tests.myprofile.people import make_policy

pytestmark = pytest.mark.django_db(transaction=True)
LOGIN = "/konto/login/?next=/winlas/min-profil/"


@pytest.fixture(autouse=True)
def winlas():
    make_policy("winston")
    return make_policy("winlas")


@pytest.fixture
def sara(winlas) -> DataSubject:
    return create_subject(winlas, name="Sara Nyström", email="sara@example.se")


def ask(client: Client, email: str, path: str = LOGIN):
    """Ask for a code, and give the page it leads to."""
    onward = path.partition("next=")[2]
    return client.post(path, {"login": email, "next": onward}, follow=True)


def mailed_code(sink: MailSink) -> str:
    text = sink.received[-1].message.get_body(("plain",)).get_content()
    return re.search(r"^ {4}(\S+)\s*$", text, re.MULTILINE)[1]


def test_a_known_person_enters_with_the_mailed_code(client: Client, smtp_sink: MailSink, sara) -> None:
    ask(client, "Sara@Example.se")
    assert smtp_sink.received[-1].recipients == ("sara@example.se",)
    answer = client.post(
        "/konto/login/kod/", {"code": mailed_code(smtp_sink), "next": "/winlas/min-profil/"}, follow=True
    )
    assert answer.redirect_chain[-1][0] == "/winlas/min-profil/"
    assert "Det här har vi om dig, Sara" in answer.content.decode()


def test_a_look_alike_spelling_never_gets_the_code(client: Client, smtp_sink: MailSink, sara) -> None:
    """U+FF53 is compared as s: the code goes to the address that is stored, not to the one typed."""
    ask(client, "sara@example.\uff53e")
    assert smtp_sink.received[-1].recipients == ("sara@example.se",)


def test_a_wrong_code_does_not_enter(client: Client, smtp_sink: MailSink, sara) -> None:
    ask(client, "sara@example.se")
    answer = client.post("/konto/login/kod/", {"code": "XXXX-XXXX"})
    assert answer.status_code == 200
    assert "_auth_user_id" not in client.session


def without_what_differs_by_design(html: str) -> str:
    """Leave out the address typed and the random tokens."""
    html = re.sub(r'name="csrfmiddlewaretoken" value="[^"]+"', "", html)
    return re.sub(r"[a-z]+@example\.se", "", html)


def test_known_and_unknown_addresses_get_the_same_page(smtp_sink: MailSink, sara) -> None:
    known, unknown = (ask(Client(), email) for email in ("sara@example.se", "ingen@example.se"))
    assert known.redirect_chain == unknown.redirect_chain
    assert known.status_code == unknown.status_code == 200
    assert without_what_differs_by_design(known.content.decode()) == without_what_differs_by_design(
        unknown.content.decode()
    )


def test_each_gets_one_mail_and_only_the_known_one_a_code(smtp_sink: MailSink, sara) -> None:
    for email in ("sara@example.se", "ingen@example.se"):
        ask(Client(), email)
    assert [mail.recipients[0] for mail in smtp_sink.received] == ["sara@example.se", "ingen@example.se"]
    assert list(OutgoingMessage.objects.order_by("pk").values_list("event", flat=True)) == [
        "login_code",
        "login_unknown",
    ]


def test_the_mail_to_an_unknown_address_says_how_to_register_again(smtp_sink: MailSink) -> None:
    ask(Client(), "ingen@example.se")
    text = smtp_sink.received[-1].message.get_body(("plain",)).get_content()
    assert "/winlas/registrera/" in text


def test_a_login_whose_person_is_gone_is_unknown(smtp_sink: MailSink, sara) -> None:
    """The login row may still stand when its last link has gone."""
    User.objects.create_user("kvar@example.se")
    ask(Client(), "kvar@example.se")
    assert OutgoingMessage.objects.get().event == "login_unknown"


def test_a_person_of_one_company_is_unknown_at_the_other(smtp_sink: MailSink, sara) -> None:
    ask(Client(), "sara@example.se", "/konto/login/?next=/winston/min-profil/")
    assert OutgoingMessage.objects.get().event == "login_unknown"


def test_without_a_company_asked_for_any_company_will_do(client: Client, smtp_sink: MailSink, sara) -> None:
    ask(client, "sara@example.se", "/konto/login/")
    answer = client.post("/konto/login/kod/", {"code": mailed_code(smtp_sink)}, follow=True)
    assert answer.redirect_chain[-1][0] == "/winlas/min-profil/"


@pytest.mark.parametrize(
    ("ended", "event"), [(False, "login_code"), (True, "login_unknown")], ids=["live", "ended"]
)
def test_staff_are_known_as_long_as_a_role_lives(
    smtp_sink: MailSink, winlas, *, ended: bool, event: str
) -> None:
    person = create_staff(winlas, Role.DPO, email="dpo@example.se")
    if ended:
        person.roles.update(ended_at=noon(date(2026, 1, 1)))
    ask(Client(), "dpo@example.se", "/konto/login/?next=/admin/")
    assert OutgoingMessage.objects.get().event == event


def test_staff_land_on_their_own_pages(client: Client, smtp_sink: MailSink, winlas) -> None:
    create_staff(winlas, Role.DPO, email="dpo@example.se")
    ask(client, "dpo@example.se", "/konto/login/")
    answer = client.post("/konto/login/kod/", {"code": mailed_code(smtp_sink)})
    assert answer.url == reverse("admin:index")


def test_a_restriction_does_not_shut_a_person_out_of_their_own_page(smtp_sink: MailSink, sara) -> None:
    create_block(sara, kind="restriction_art18")
    ask(Client(), "sara@example.se")
    assert OutgoingMessage.objects.get().status == "sent"


def test_the_code_is_kept_nowhere(smtp_sink: MailSink, sara) -> None:
    ask(Client(), "sara@example.se")
    assert mailed_code(smtp_sink) not in OutgoingMessage.objects.get().body


def test_the_mail_is_in_the_persons_language_and_has_html(smtp_sink: MailSink, winlas) -> None:
    create_subject(winlas, email="john@example.se", language="en")
    ask(Client(), "john@example.se")
    message = smtp_sink.received[-1].message
    assert message.get_content_type() == "multipart/alternative"
    assert 'lang="en"' in message.get_body(("html",)).get_content()


def test_nobody_can_sign_up_by_themselves(client: Client) -> None:
    assert (
        client.post("/konto/registrera/", {"email": "ny@example.se"}, follow=True).redirect_chain[-1][0]
        == "/"
    )
    assert not User.objects.exists()


@pytest.mark.parametrize(
    "path", ["password/reset/", "password/change/", "email/", "signup/", "password/set/"]
)
def test_pages_of_allauth_that_we_do_not_use_are_not_there(client: Client, path: str) -> None:
    assert client.get(f"/konto/{path}").status_code == 404


def test_asking_again_and_again_is_stopped(smtp_sink: MailSink, sara) -> None:
    for _try in range(3):
        ask(Client(), "sara@example.se")
    answer = ask(Client(), "sara@example.se")
    assert answer.status_code == 200
    assert "För många" in answer.content.decode()
    assert len(smtp_sink.received) == 3


def test_a_second_step_stands_before_staff_who_have_one(client: Client, smtp_sink: MailSink, winlas) -> None:
    from allauth.mfa.totp.internal.auth import (
        TOTP,
        format_hotp_value,
        hotp_value,
        yield_hotp_counters_from_time,
    )

    person = create_staff(winlas, Role.DPO, email="dpo@example.se")
    TOTP.activate(person, "JBSWY3DPEHPK3PXP")
    ask(client, "dpo@example.se", "/konto/login/?next=/admin/")
    answer = client.post("/konto/login/kod/", {"code": mailed_code(smtp_sink), "next": "/admin/"})
    assert answer.url == reverse("mfa_authenticate")
    assert "_auth_user_id" not in client.session
    counter = next(iter(yield_hotp_counters_from_time()))
    code = format_hotp_value(hotp_value("JBSWY3DPEHPK3PXP", counter))
    answer = client.post(reverse("mfa_authenticate"), {"code": code})
    assert "_auth_user_id" in client.session


def test_the_admin_sends_strangers_to_the_one_login_page(client: Client) -> None:
    answer = client.get("/admin/login/?next=/admin/", follow=True)
    assert answer.redirect_chain[-1][0].startswith("/konto/login/")


def test_a_code_is_old_after_three_minutes(client: Client, smtp_sink: MailSink, sara) -> None:
    with time_machine.travel(noon(date(2026, 11, 23)), tick=False) as clock:
        ask(client, "sara@example.se")
        clock.shift(181)
        client.post("/konto/login/kod/", {"code": mailed_code(smtp_sink)})
    assert "_auth_user_id" not in client.session


@pytest.mark.parametrize(
    "onward", ["//evil.example.com/", "https://evil.example.com/winlas/", "/finns-inte/"]
)
def test_an_address_to_go_to_never_leads_away(client: Client, smtp_sink: MailSink, sara, onward: str) -> None:
    ask(client, "sara@example.se", f"/konto/login/?next={onward}")
    answer = client.post("/konto/login/kod/", {"code": mailed_code(smtp_sink), "next": onward})
    assert "evil" not in answer.url
