"""A changed address opens nothing for 72 hours, and whoever has the old one can stop it (T1)."""

from __future__ import annotations

import re
from datetime import datetime, timedelta

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from accounts.models import User
from connectors.models import RecipientNotice
from law.rights import Right
from ledger.actor import SUBJECT
from ledger.models import LedgerEntry
from privacyhub.services.mail_sink import MailSink
from requests_dsr.models import Channel, DataSubjectRequest
from requests_dsr.services.receiving.address_alarms import stop_token
from requests_dsr.services.receiving.address_confirming import confirm_new_address
from requests_dsr.services.receiving.opening import Asked, Requester, open_request
from subjects.models import DataSubject, Identity
from subjects.services.people import Recognised, add_identity
from tests.factories import LONG_AGO, create_inquiry, create_staff, create_subject, create_user_for, noon
from tests.myprofile.people import TODAY, make_policy
from tests.requests_dsr.cases import as_actor, decided

pytestmark = pytest.mark.django_db(transaction=True)
NOW = noon(TODAY)
OLD, NEW = "anna@example.se", "ny@example.se"
PROFILE = "/winlas/min-profil/"
SECRET = "HEMLIGHET"


@pytest.fixture(autouse=True)
def winlas():
    with time_machine.travel(NOW, tick=False):
        yield make_policy("winlas")


@pytest.fixture
def anna(winlas) -> DataSubject:
    with time_machine.travel(noon(LONG_AGO), tick=False):
        anna = create_subject(winlas, name="Anna Ek", email=OLD)
    DataSubject.objects.filter(pk=anna.pk).update(created_at=noon(LONG_AGO))
    anna.identities.update(added_at=noon(LONG_AGO))
    create_user_for(anna)
    create_inquiry(anna, received_on=TODAY, message=SECRET)
    return DataSubject.objects.get(pk=anna.pk)


def grant(anna: DataSubject, *, at: datetime = NOW) -> DataSubjectRequest:
    """Let somebody get a change of address granted: asked for, proposed by one, decided by another."""
    handler, dpo = (as_actor(create_staff(anna.controller, role), role) for role in ("handler", "dpo"))
    request = open_request(
        controller=anna.controller,
        asked=Asked(right=Right.RECTIFICATION, proposed={"email": NEW}),
        requester=Requester(subject=anna, email=OLD, identity_method="call_back"),
        channel=Channel.PHONE,
        received_at=at,
        by=SUBJECT,
        at=at,
    )
    return decided(request, handler, dpo, at=at, accepted=["email"])


def change(anna: DataSubject, *, at: datetime = NOW) -> DataSubjectRequest:
    """Let the granted address be confirmed too, by whoever reads it."""
    request = grant(anna, at=at)
    confirm_new_address(request=request, at=at)
    return request


def log_in(client: Client, sink: MailSink, address: str):
    """Log in with a mailed code, and give the page it led to."""
    client.post("/konto/login/", {"login": address, "next": PROFILE})
    sent = [one for one in sink.received if one.recipients == (address,)][-1]
    text = sent.message.get_body(("plain",)).get_content()
    code = re.search(r"^ {4}(\S+)\s*$", text, re.MULTILINE)[1]
    return client.post("/konto/login/kod/", {"code": code, "next": PROFILE}, follow=True)


def stop_link(sink: MailSink) -> str:
    """Give the path of the link in the mail to the old address."""
    sent = [one for one in sink.received if one.recipients == (OLD,)][-1]
    text = sent.message.get_body(("plain",)).get_content().replace("=\n", "")
    return re.search(r"https?://[^/\s]+(/winlas/stoppa-bytet/\S+)", text)[1]


def emails(anna: DataSubject) -> set[str]:
    return set(Identity.objects.filter(subject=anna, kind="email").values_list("value", flat=True))


# --- the 72 hours ----------------------------------------
@pytest.mark.parametrize(
    "page",
    [
        reverse("my_profile", args=["winlas"]),
        reverse("my_details", args=["winlas"]),
        reverse("my_choices", args=["winlas"]),
        reverse("my_consents", args=["winlas"]),
        reverse("my_requests", args=["winlas"]),
        reverse("my_category", args=["winlas", "crm_inquiry"]),
    ],
)
def test_the_new_address_opens_no_page_but_the_reason(
    client: Client, smtp_sink: MailSink, anna, page
) -> None:
    change(anna)
    html = log_in(client, smtp_sink, NEW).content.decode()
    assert "torsdag 26 november 2026 kl. 12.00" in html
    answer = client.get(page)
    assert answer.status_code == 403
    for hidden in (SECRET, "Anna", OLD):
        assert hidden not in answer.content.decode()


def test_nothing_is_changed_by_a_session_that_shows_nothing(
    client: Client, smtp_sink: MailSink, anna
) -> None:
    change(anna)
    log_in(client, smtp_sink, NEW)
    answer = client.post(reverse("my_details", args=["winlas"]), {"full_name": "Eve", "language": "sv"})
    assert answer.status_code == 403
    anna.refresh_from_db()
    assert anna.full_name == "Anna Ek"


@pytest.mark.parametrize(("after", "status"), [(71, 403), (72, 200)])
def test_after_72_hours_it_opens_min_profil(client: Client, smtp_sink: MailSink, anna, after, status) -> None:
    change(anna)
    with time_machine.travel(NOW + timedelta(hours=after), tick=False):
        log_in(client, smtp_sink, NEW)
        assert client.get(PROFILE).status_code == status


def test_the_code_that_came_back_proves_the_address(client: Client, smtp_sink: MailSink, anna) -> None:
    anna.identities.update(verified_at=None)
    log_in(client, smtp_sink, OLD)
    assert Identity.objects.get(value=OLD).verified_at == NOW


def test_an_address_of_long_ago_opens_min_profil_meanwhile(client: Client, smtp_sink: MailSink, anna) -> None:
    other = add_identity(
        subject=anna, identity=Recognised(kind="email", value="ek@example.se"), at=noon(LONG_AGO)
    )
    change(anna)
    assert emails(anna) == {NEW, other.value}  # only the one that was replaced has gone
    log_in(client, smtp_sink, other.value)
    assert client.get(PROFILE).status_code == 200


def test_the_new_address_opens_nothing_of_a_login_that_another_address_made(
    client: Client, smtp_sink: MailSink, anna
) -> None:
    add_identity(subject=anna, identity=Recognised(kind="email", value="ek@example.se"), at=noon(LONG_AGO))
    change(anna)
    log_in(client, smtp_sink, "ek@example.se")
    client.logout()
    log_in(client, smtp_sink, NEW)
    assert client.get(PROFILE).status_code == 403


# --- the old address ----------------------------------------
def test_the_old_address_stops_it(client: Client, smtp_sink: MailSink, anna) -> None:
    request = change(anna)
    eve = Client()
    log_in(eve, smtp_sink, NEW)
    link = stop_link(smtp_sink)
    assert client.get(link).status_code == 200
    assert emails(anna) == {NEW}  # a mail program that opens links stops nothing
    assert client.post(link).status_code == 200
    assert emails(anna) == {OLD}
    assert not User.objects.filter(email=NEW).exists()
    assert eve.get(PROFILE).status_code == 302
    assert request.events.filter(code="ADDRESS_STOPPED").count() == 1
    assert LedgerEntry.objects.filter(action="address_change.stop").count() == 1
    assert [one for one in smtp_sink.received if "byte av e-postadress" in one.message["Subject"]]
    log_in(client, smtp_sink, OLD)
    assert client.get(PROFILE).status_code == 200


def test_pressed_again_it_does_no_more(client: Client, smtp_sink: MailSink, anna) -> None:
    request = change(anna)
    link = stop_link(smtp_sink)
    assert [client.post(link).status_code for _press in range(2)] == [200, 200]
    assert request.events.filter(code="ADDRESS_STOPPED").count() == 1


def test_a_stopped_change_is_told_as_one_and_not_as_the_persons_own_edit(
    client: Client, smtp_sink: MailSink, anna
) -> None:
    request = change(anna)
    known = RecipientNotice.objects.filter(request_ref=request.ref).count()
    link = stop_link(smtp_sink)
    with time_machine.travel(NOW + timedelta(hours=1), tick=False):
        client.post(link)
    assert "Bytet är stoppat" in client.get(link).content.decode(), "the button is not there again"
    assert DataSubjectRequest.objects.get() == request, "no request of the person's own beside it"
    assert RecipientNotice.objects.filter(request_ref=request.ref).count() == 2 * known > 0
    log_in(client, smtp_sink, OLD)
    listed = client.get(reverse("my_requests", args=["winlas"])).content.decode()
    assert "Du ändrade dina uppgifter" not in listed
    assert "Bytet är stoppat" in listed
    page = " ".join(client.get(reverse("my_request", args=["winlas", request.ref])).content.decode().split())
    assert "Du fick det du bad om" not in page
    assert "Den gamla adressen gäller igen" in page
    assert "stoppades, med länken i mejlet till den gamla adressen" in page


@pytest.mark.parametrize(("after", "status"), [(71, 200), (72, 410)])
def test_it_can_be_stopped_as_long_as_nothing_is_shown(
    client: Client, smtp_sink, anna, after, status
) -> None:
    change(anna)
    link = stop_link(smtp_sink)
    with time_machine.travel(NOW + timedelta(hours=after), tick=False):
        assert client.get(link).status_code == status
        assert client.post(link).status_code == status
    assert emails(anna) == ({OLD} if status == 200 else {NEW})


def test_when_somebody_else_got_the_old_address_meanwhile_nothing_is_changed(client, smtp_sink, anna) -> None:
    change(anna)
    create_subject(anna.controller, name="Bo", email=OLD)
    assert client.post(stop_link(smtp_sink)).status_code == 410
    assert emails(anna) == {NEW}


@pytest.mark.parametrize("token", ["x", "WyJ4Il0:1:2", "%00", "å" * 300])
def test_a_forged_link_stops_nothing(client: Client, anna, token) -> None:
    change(anna)
    answer = client.post(f"/winlas/stoppa-bytet/{token}/")
    assert answer.status_code in (404, 410)
    assert emails(anna) == {NEW}


def test_a_link_of_another_company_stops_nothing(client: Client, smtp_sink: MailSink, anna) -> None:
    make_policy("winston")
    change(anna)
    assert client.post(stop_link(smtp_sink).replace("/winlas/", "/winston/")).status_code == 410


def test_a_request_that_changed_no_address_has_nothing_to_stop(client: Client, smtp_sink, anna) -> None:
    request = change(anna)
    file = request.file
    file.plan["fields"][0]["field"] = "full_name"
    file.save()
    token = stop_token(DataSubjectRequest.objects.get(pk=request.pk))
    assert client.post(f"/winlas/stoppa-bytet/{token}/").status_code == 410
