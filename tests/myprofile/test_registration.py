"""Registering from the outside: the page tells nothing, the mailbox everything."""

from __future__ import annotations

import re

import pytest
from django.test import Client
from django.urls import reverse

from consents.models import OutgoingMessage
from privacyhub.services.mail_sink import MailSink
from subjects.models import SupportProfile
from tests.factories import create_contact, create_subject, create_support_profile
from tests.myprofile.people import make_policy
from tests.policies import SMALL, WITH_SUPPORT, make_live

pytestmark = pytest.mark.django_db(transaction=True)
ADDRESSES = {
    "ny@example.se": "registration_confirm",
    "har@example.se": "registration_known",
    "kund@example.se": "registration_refused",
    "ingen@example.se": "registration_refused",
}


@pytest.fixture(autouse=True)
def winlas():
    company = make_policy("winlas")
    for email in ("ny@example.se", "har@example.se"):
        create_contact(create_subject(company, email=email), controller=company)
    create_support_profile(company.subjects.get(identities__value="har@example.se"))
    create_subject(company, email="kund@example.se")
    return company


def ask(email: str, client: Client | None = None):
    return (client or Client()).post("/winlas/registrera/", {"email": email}, follow=True)


def without_tokens(content: bytes) -> bytes:
    return re.sub(rb'name="csrfmiddlewaretoken" value="[^"]+"', b"", content)


def link(sink: MailSink) -> str:
    text = sink.received[-1].message.get_body(("plain",)).get_content()
    return re.search(r"https?://[^/]+(/winlas/registrera/\S+)", text)[1]


def test_every_address_gets_the_same_answer_of_the_same_size(smtp_sink: MailSink) -> None:
    answers = [ask(email) for email in ADDRESSES]
    assert len({len(answer.content) for answer in answers}) == 1
    assert len({(str(answer.redirect_chain), without_tokens(answer.content)) for answer in answers}) == 1


def test_every_address_gets_exactly_one_mail(smtp_sink: MailSink) -> None:
    for email in ADDRESSES:
        ask(email)
    assert list(OutgoingMessage.objects.order_by("pk").values_list("event", flat=True)) == list(
        ADDRESSES.values()
    )
    assert [mail.recipients[0] for mail in smtp_sink.received] == list(ADDRESSES)


def test_opening_the_link_changes_nothing_and_pressing_the_button_registers(smtp_sink: MailSink) -> None:
    ask("ny@example.se")
    before = SupportProfile.objects.count()
    assert "Starta mitt supportkonto" in Client().get(link(smtp_sink)).content.decode()
    assert SupportProfile.objects.count() == before
    answer = Client().post(link(smtp_sink), {"work_phone": "070-174 06 35"})
    assert "Kontot är klart" in answer.content.decode()
    assert (
        SupportProfile.objects.get(subject__identities__value="ny@example.se").work_phone == "070-174 06 35"
    )


def test_a_bad_telephone_number_is_told_at_the_field_and_registers_nothing(smtp_sink: MailSink) -> None:
    ask("ny@example.se")
    before = SupportProfile.objects.count()
    html = Client().post(link(smtp_sink), {"work_phone": "ring mig"}).content.decode()
    assert html.count("Skriv numret med siffror") == 2  # in the summary and at the field
    assert "<title>Fel:" in html
    assert SupportProfile.objects.count() == before


def test_a_forged_link_is_a_clear_page(client: Client) -> None:
    answer = client.get("/winlas/registrera/falsk/")
    assert answer.status_code == 410
    assert "Länken gäller inte längre" in answer.content.decode()


def test_what_is_no_address_is_told_in_words(client: Client) -> None:
    html = client.post("/winlas/registrera/", {"email": "inte en adress"}).content.decode()
    assert "Skriv adressen som namn@example.se" in html
    assert not OutgoingMessage.objects.exists()


def test_asking_for_one_address_again_and_again_is_stopped(smtp_sink: MailSink) -> None:
    answers = [ask("ny@example.se").status_code for _try in range(4)]
    assert answers == [200, 200, 200, 429]
    assert len(smtp_sink.received) == 3


def test_no_address_stands_in_any_address_line(smtp_sink: MailSink) -> None:
    answer = ask("ny@example.se")
    assert "@" not in answer.redirect_chain[-1][0] + link(smtp_sink)


def test_a_company_that_is_not_here_is_not_found(client: Client) -> None:
    assert client.get("/acme/registrera/").status_code == 404


# --- where the policy has no support accounts ----------------------------------------------------------
def test_no_page_offers_an_account_that_the_policy_does_not_have(client: Client, smtp_sink: MailSink) -> None:
    without = make_live("winston")
    ask("ny@example.se")
    mailed = link(smtp_sink)
    assert client.get(mailed).status_code == 200
    pages = ("", "skickat/", mailed.removeprefix("/winlas/registrera/"), "ny/x/")
    for page in [f"/winston/registrera/{page}" for page in pages]:
        assert client.get(page).status_code == 404, page
    for page in ("/", f"{reverse('account_login')}?next=/{without.slug}/min-profil/"):
        assert "/winston/registrera/" not in client.get(page).content.decode(), page


def test_the_mail_to_an_unknown_address_leads_to_no_account_that_cannot_be_had(smtp_sink: MailSink) -> None:
    make_policy("winston")
    for slug in ("winlas", "winston"):
        page = f"{reverse('account_login')}?next=/{slug}/min-profil/"
        Client().post(page, {"login": "ingen@example.se"})
    texts = [
        [part.get_content() for part in mail.message.walk() if part.get_content_maintype() == "text"]
        for mail in smtp_sink.received
    ]
    assert all("/winlas/registrera/" in text for text in texts[0])
    assert not any("registrera" in text for text in texts[1])


# --- where anyone may register -----------------------------------------------------------------------
@pytest.fixture
def open_to_anyone(winlas):
    settings = {**SMALL["settings"], "registration_for_customers_only": False}
    return make_live(winlas, settings=settings, categories=WITH_SUPPORT)


def test_the_page_says_whom_it_is_for(client: Client, open_to_anyone) -> None:
    html = client.get("/winlas/registrera/").content.decode()
    assert "För dig som vill ha support" in html
    assert "kund" not in html.partition("<main")[2].partition("</main>")[0]


def test_somebody_unknown_registers_with_a_name(smtp_sink: MailSink, open_to_anyone) -> None:
    ask("ingen@example.se")
    assert OutgoingMessage.objects.get().event == "registration_confirm"
    page = link(smtp_sink)
    assert "ingen" not in page
    assert "Skriv ditt namn" in Client().get(page).content.decode()
    assert "Skriv ditt namn" in Client().post(page, {"full_name": ""}).content.decode()
    assert not SupportProfile.objects.filter(subject__identities__value="ingen@example.se").exists()
    answer = Client().post(page, {"full_name": "Kim Öst", "work_phone": "070-174 06 35"})
    assert "Kontot är klart" in answer.content.decode()
    profile = SupportProfile.objects.get(subject__identities__value="ingen@example.se")
    assert (profile.subject.full_name, profile.work_phone) == ("Kim Öst", "070-174 06 35")
    assert "Kontot är klart" in Client().get(page).content.decode()


def test_every_address_gets_the_same_answer_and_no_refusal(smtp_sink: MailSink, open_to_anyone) -> None:
    answers = [ask(email) for email in ADDRESSES]
    assert len({(str(answer.redirect_chain), without_tokens(answer.content)) for answer in answers}) == 1
    events = set(OutgoingMessage.objects.values_list("event", flat=True))
    assert events == {"registration_confirm", "registration_known"}


def test_a_forged_newcomers_link_is_a_clear_page(client: Client, open_to_anyone) -> None:
    answer = client.get("/winlas/registrera/ny/falsk/")
    assert answer.status_code == 410
    assert "Länken gäller inte längre" in answer.content.decode()
