"""Which rows a copy takes that name nobody by a key: earlier requests, vouchers by name, mails by sender."""

from __future__ import annotations

import pytest
from django.test import RequestFactory

from accounts.services.security import note_event
from law.rights import Right
from ledger.actor import SUBJECT
from mailintake.models import Mail
from requests_dsr.models import Channel
from requests_dsr.package.content import put_together
from requests_dsr.services.receiving.opening import Asked, Requester, open_request
from subjects.models import Identity
from tests import factories as make
from tests.mailintake.making import create_mail
from tests.policies import make_live
from tests.requests_dsr.cases import NOW, TODAY, asking


def copy_of(subject):
    tables = put_together(subject, kind="access", as_of=TODAY, at=NOW).part.tables
    return "".join(str(list(table.rows)) for table in tables)


def earlier(company, *, email="anna@example.se", identity="mail_round_trip", words="KANARIE"):
    return open_request(
        controller=company,
        asked=Asked(right=Right.COMPLAINT, words=words),
        requester=Requester(name="Anna", email=email, identity_method=identity),
        channel=Channel.WEB_FORM,
        received_at=NOW,
        by=SUBJECT,
        at=NOW,
    )


@pytest.fixture
def verified(anna):
    Identity.objects.filter(subject=anna, kind="email").update(verified_at=NOW)
    return anna


@pytest.mark.parametrize("email", ["anna@example.se", " Anna@Example.SE "])
def test_an_earlier_request_that_nobody_was_matched_to_is_in_the_copy(verified, company, email):
    request = earlier(company, email=email)
    said = copy_of(verified)
    assert "KANARIE" in said
    assert str(request.received_at.date()) in said


@pytest.mark.parametrize(
    "how",
    [
        pytest.param({"identity": ""}, id="anybody could have typed the address"),
        pytest.param({"email": "anna@example.com"}, id="another address"),
    ],
)
def test_what_is_not_proved_to_come_from_the_person_is_not(verified, company, how):
    earlier(company, **how)
    assert "KANARIE" not in copy_of(verified)


def test_an_address_of_the_person_that_nobody_has_proved_finds_nothing(anna, company):
    Identity.objects.filter(subject=anna).update(verified_at=None)
    earlier(company)
    assert "KANARIE" not in copy_of(anna)


def test_the_address_they_log_in_with_is_proved(anna, company):
    Identity.objects.filter(subject=anna).update(verified_at=None)
    make.create_user_for(anna, email="anna@example.se")
    earlier(company)
    assert "KANARIE" in copy_of(anna)


def test_a_request_at_another_company_is_not_in_the_copy(verified):
    earlier(make_live("winlas"))
    assert "KANARIE" not in copy_of(verified)


def test_a_request_matched_to_somebody_else_is_theirs(verified, company):
    bo = make.create_subject(company, name="Bo Al", email="bo@example.se")
    request = earlier(company)
    type(request).objects.filter(pk=request.pk).update(subject=bo, identity_method="")
    assert "KANARIE" not in copy_of(verified)


# --- events of a log-in that serves several companies
def test_an_event_known_to_be_at_another_company_is_not_in_the_copy(anna, company):
    other = make_live("winlas" if company.slug != "winlas" else "winston")
    user = make.create_user_for(anna)
    anna.refresh_from_db()
    make.create_subject(other, email="anna@example.se", user=user)
    for number, where in ((1, other.slug), (2, company.slug), (3, "admin")):
        request = RequestFactory(REMOTE_ADDR=f"192.0.{number}.77").post(
            "/konto/login/kod/", {"next": f"/{where}/min-profil/"}
        )
        note_event(kind="login", user=user, at=NOW, request=request)
    said = copy_of(anna)
    assert ("192.0.1.0" in said, "192.0.2.0" in said, "192.0.3.0" in said) == (False, True, True)


# --- vouchers -----------------------------------------------------------------------------------------
def test_a_voucher_is_found_by_name_where_one_person_has_it(anna):
    org = make.create_org(anna.controller, natural_person=False)
    make.create_contact(anna, org)
    make.create_voucher(org, posting_on=TODAY, reference_name=anna.full_name, counterparty="KANARIE")
    assert "KANARIE" in copy_of(anna)


@pytest.mark.parametrize("name", ["Anna Ek", "anna ek"])
def test_a_voucher_that_may_be_a_namesakes_is_in_nobodys_copy(anna, name):
    org = make.create_org(anna.controller, natural_person=False)
    make.create_contact(anna, org)
    make.create_contact(make.create_subject(anna.controller, name=name), org)
    make.create_voucher(org, posting_on=TODAY, reference_name="Anna Ek", counterparty="KANARIE")
    assert "KANARIE" not in copy_of(anna)


def test_a_namesake_elsewhere_hides_nothing(anna):
    org = make.create_org(anna.controller, natural_person=False)
    make.create_contact(anna, org)
    make.create_contact(
        make.create_subject(anna.controller, name="Anna Ek"), make.create_org(anna.controller)
    )
    make.create_voucher(org, posting_on=TODAY, reference_name="Anna Ek", counterparty="KANARIE")
    assert "KANARIE" in copy_of(anna)


# --- mails --------------------------------------------------------------------------------------------
def mailed(company, anna, **how):
    found = create_mail(company, sender="Anna <anna@example.se>", text="KANARIE")
    Mail.objects.filter(pk=found.pk).update(subject=anna, **how)
    return found


def test_a_mail_that_only_says_it_is_from_the_person_is_not_theirs(anna, company):
    mailed(company, anna)
    assert "KANARIE" not in copy_of(anna)


def test_a_mail_that_answers_ours_is(anna, company):
    mailed(company, anna, round_trip=True)
    assert "KANARIE" in copy_of(anna)


def test_a_mail_that_staff_put_in_a_request_of_theirs_is(anna, company):
    request = asking(anna)
    mailed(company, anna, file=request.file, state="handled", handled_at=NOW, outcome="request")
    assert "KANARIE" in copy_of(anna)
