"""The contact page feeds inquiries: with its purpose and its time shown, and no consent ticked (WL-35)."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from django.test import Client

from accounts.models import Controller
from consents.models import ConsentRecord
from privacyhub.services.mail_sink import MailSink
from subjects.models import DataSubject, Identity, Inquiry
from tests.factories import noon
from tests.myprofile.people import TODAY, make_policy
from tests.policies import make_live
from tests.publicforms.outsider import ADDRESS, link, press, words_of, write_to

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.mark.parametrize("kind", ["quote", "demo", "question"])
def test_a_question_becomes_an_inquiry_when_the_button_is_pressed(
    smtp_sink: MailSink, winlas: Controller, kind: str
) -> None:
    with time_machine.travel(noon(TODAY), tick=False):
        write_to(kind, organisation="Granvika Bygg AB")
    Client().get(link(smtp_sink))
    assert not Inquiry.objects.exists()
    with time_machine.travel(noon(TODAY) + timedelta(days=2), tick=False):
        assert "Vi har fått ditt meddelande" in words_of(press(link(smtp_sink)))
        press(link(smtp_sink))
    inquiry = Inquiry.objects.get()
    assert (inquiry.kind, inquiry.received_at) == (kind, noon(TODAY))
    assert inquiry.message == "Allt ni har.\n\nArbetar hos: Granvika Bygg AB"
    assert (inquiry.subject.kind, inquiry.subject.full_name) == ("lead", "Kim Ask")
    assert Identity.objects.get(normalised=ADDRESS).verified_at is not None


def test_the_pages_after_a_question_speak_of_a_message_and_of_no_right(
    smtp_sink: MailSink, winlas: Controller
) -> None:
    sent = words_of(Client().get(write_to()["Location"]))
    assert "Vi får ditt meddelande när du trycker på knappen" in sent
    done = words_of(press(link(smtp_sink)))
    assert "Skriv ett meddelande till" in done
    for page in (sent, done):
        assert not [word for word in ("Tiden för vårt svar", "kan be om", "Be om") if word in page]


def test_a_known_person_keeps_their_name(smtp_sink: MailSink, anna: DataSubject) -> None:
    write_to(email="anna@example.se", name="Någon Annan")
    press(link(smtp_sink))
    anna.refresh_from_db()
    assert (anna.full_name, Inquiry.objects.get().subject) == ("Anna Ek", anna)


def test_no_consent_is_asked_for_and_none_is_given(smtp_sink: MailSink, winlas: Controller) -> None:
    page = Client().get("/winlas/kontakt/").content.decode()
    assert 'type="checkbox"' not in page
    assert "checked" not in page
    write_to()
    press(link(smtp_sink))
    assert not ConsentRecord.objects.exists()


@pytest.mark.parametrize("slug", ["winlas", "winston"])
@pytest.mark.parametrize("language", ["sv", "en"])
def test_the_page_says_why_on_what_ground_and_how_long(db: None, slug: str, language: str) -> None:
    make_policy(slug)
    client = Client()
    client.cookies["django_language"] = language
    page = words_of(client.get(f"/{slug}/kontakt/"))
    expected = {
        "sv": ("berättigat intresse", "GDPR artikel 6.1 f", "12 månader"),
        "en": ("legitimate interest", "GDPR Article 6(1)(f)", "12 months"),
    }
    assert not [part for part in expected[language] if part not in page]


def test_a_company_whose_policy_has_no_purpose_for_it_has_no_such_page(db: None) -> None:
    make_live("small")
    assert Client().get("/small/kontakt/").status_code == 404
