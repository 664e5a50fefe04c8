"""A granted address is nobody's until whoever reads it has said yes: nothing goes there but the question."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
import time_machine
from django.core import mail
from django.test import Client
from django.urls import reverse

from accounts.models import User
from connectors.models import RecipientNotice
from ledger.models import LedgerEntry
from requests_dsr.services.receiving.address_confirming import confirm_token
from subjects.models import Identity
from tests.factories import create_subject
from tests.myprofile.people import make_policy
from tests.myprofile.test_new_address import NEW, NOW, OLD, PROFILE, anna, emails, grant, log_in, winlas

__all__ = ["anna", "winlas"]
pytestmark = pytest.mark.django_db(transaction=True)


def question(sink):
    """Give the one mail that went to the new address."""
    (sent,) = [one for one in sink.received if one.recipients == (NEW,)]
    return sent.message


def link(sink) -> str:
    """Give the path of the link in it."""
    text = question(sink).get_body(("plain",)).get_content().replace("=\n", "")
    return re.search(r"https?://[^/\s]+(/winlas/bekrafta-adressen/\S+)", text)[1]


def test_only_a_neutral_question_goes_to_a_granted_address(smtp_sink, anna) -> None:
    request = grant(anna)
    sent = question(smtp_sink)
    said = "".join(sent.get_body((kind,)).get_content() for kind in ("plain", "html")) + str(sent.items())
    for hidden in ("Anna", OLD, str(request.ref), "begäran", "rätt"):
        assert hidden not in said.replace("=\n", ""), hidden
    assert emails(anna) == {OLD}
    answered = request.letters.get(event="request_answered")
    assert answered.addressee_email == OLD
    assert "gäller när den är bekräftad" in answered.body
    assert "Vi har rättat: e-postadress" not in answered.body


def test_it_opens_no_login_before(client: Client, smtp_sink, anna) -> None:
    grant(anna)
    client.post("/konto/login/", {"login": NEW, "next": PROFILE})
    assert not User.objects.filter(email=NEW).exists()
    own = Client()
    log_in(own, smtp_sink, OLD)
    assert own.get(PROFILE).status_code == 200, "the old address still opens Min profil"


def test_a_press_lets_it_take_the_old_ones_place_and_tells_the_old_one(
    client: Client, smtp_sink, anna
) -> None:
    request = grant(anna)
    assert not RecipientNotice.objects.filter(request_ref=request.ref).exists()
    path = link(smtp_sink)
    asked = client.get(path)
    assert (asked.status_code, emails(anna)) == (200, {OLD}), (
        "a mail program that opens links confirms nothing"
    )
    assert "Anna" not in asked.content.decode()
    later = NOW + timedelta(days=2)
    with time_machine.travel(later, tick=False):
        done = client.post(path)
        assert done.status_code == client.post(path).status_code == client.get(path).status_code == 200
    assert "Anna" not in done.content.decode()
    own = Identity.objects.get(subject=anna, kind="email")
    assert (own.value, own.added_at, own.verified_at) == (NEW, later, later)
    assert [
        one for one in smtp_sink.received if one.recipients == (OLD,) and "bytt" in one.message["Subject"]
    ]
    assert RecipientNotice.objects.filter(request_ref=request.ref).exists()
    assert request.events.filter(code="ADDRESS_CONFIRMED").count() == 1
    assert LedgerEntry.objects.filter(action="address_change.confirm").count() == 1


def test_the_72_hours_of_the_old_address_begin_with_the_press(client: Client, smtp_sink, anna) -> None:
    grant(anna)
    path = link(smtp_sink)
    with time_machine.travel(NOW + timedelta(days=6), tick=False):
        client.post(path)
        told = [one for one in smtp_sink.received if one.recipients == (OLD,)][-1]
    text = told.message.get_body(("plain",)).get_content().replace("=\n", "")
    stop = re.search(r"https?://[^/\s]+(/winlas/stoppa-bytet/\S+)", text)[1]
    with time_machine.travel(NOW + timedelta(days=6, hours=71), tick=False):
        assert client.post(stop).status_code == 200
        assert client.post(path).status_code == 410, "what was stopped is not confirmed again"
    assert emails(anna) == {OLD}


@pytest.mark.parametrize(
    ("after", "status"), [(timedelta(days=7, seconds=-1), 200), (timedelta(days=7), 410)]
)
def test_the_link_lives_seven_days(client: Client, smtp_sink, anna, after, status) -> None:
    grant(anna)
    path = link(smtp_sink)
    with time_machine.travel(NOW + after, tick=False):
        assert client.post(path).status_code == status
    assert emails(anna) == ({NEW} if status == 200 else {OLD})


def test_the_persons_page_says_that_it_waits_and_that_nobody_came(client: Client, smtp_sink, anna) -> None:
    request = grant(anna)
    page = reverse("my_request", args=["winlas", request.ref])
    log_in(client, smtp_sink, OLD)
    said = " ".join(client.get(page).content.decode().split())
    assert "Den nya e-postadressen gäller när den är bekräftad" in said
    assert "Väntar på dig" in said
    assert "det du bad om är gjort" not in said
    with time_machine.travel(NOW + timedelta(days=7), tick=False):
        log_in(client, smtp_sink, OLD)
        said = " ".join(client.get(page).content.decode().split())
    assert "Ingen bekräftade den nya e-postadressen" in said


def test_an_address_that_somebody_else_got_meanwhile_is_not_taken(client: Client, smtp_sink, anna) -> None:
    grant(anna)
    create_subject(anna.controller, name="Bo", email=NEW)
    assert client.post(link(smtp_sink)).status_code == 410
    assert emails(anna) == {OLD}


@pytest.mark.parametrize("token", ["x", "WyJ4Il0:1:2", "%00", "å" * 300])
def test_a_forged_link_confirms_nothing(client: Client, anna, token) -> None:
    grant(anna)
    assert client.post(f"/winlas/bekrafta-adressen/{token}/").status_code in (404, 410)
    assert emails(anna) == {OLD}


def test_a_link_of_another_company_confirms_nothing(client: Client, anna) -> None:
    make_policy("winston")
    token = confirm_token(grant(anna))
    assert client.post(f"/winston/bekrafta-adressen/{token}/").status_code == 410
    assert emails(anna) == {OLD}
    assert not [one for one in mail.outbox if one.to == [NEW] and "Anna" in one.body]
