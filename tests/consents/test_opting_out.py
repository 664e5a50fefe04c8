"""The link of every marketing mail: one POST, no login, at once; a GET changes nothing (RFC 8058)."""

from __future__ import annotations

import pytest
from django.test import Client

from consents.keyed import Address
from consents.models import ConsentRecord, Objection, Suppression
from consents.opting_out import opt_out_link, seal, unseal
from consents.selectors import is_suppressed
from consents.services import give_consent, text_for
from subjects.models import DataSubject
from tests import factories as make
from tests.consents.companies import company, later, said
from tests.erasing import as_a_purge

pytestmark = pytest.mark.django_db
ASA = Address("email", "asa@example.se")


@pytest.fixture
def winston():
    return company("winston")


@pytest.fixture
def asa(winston):
    person = make.create_subject(winston, email=ASA.value)
    give_consent(subject=person, text=text_for(person, "marketing", "email"), said=said(later(days=-9)))
    return person


@pytest.fixture
def mailer():
    """A mail provider: it sends no cookies, checks CSRF as a browser would be, and follows no redirect."""
    return Client(enforce_csrf_checks=True)


def path(controller, subject, to="asa@example.se"):
    return f"/avregistrera/{seal(controller, subject, to)}/"


def test_one_post_without_cookies_stops_marketing_at_once(winston, asa, mailer):
    answer = mailer.post(path(winston, asa), {"List-Unsubscribe": "One-Click"})
    assert answer.status_code == 200
    assert "sessionid" not in answer.cookies
    assert is_suppressed(winston, [ASA], channel="email") == {ASA}
    assert ConsentRecord.objects.get().status == "withdrawn"
    assert Objection.objects.get().channel == "email"


def test_posting_twice_changes_nothing_more(winston, asa, mailer):
    for _n in range(3):
        assert mailer.post(path(winston, asa)).status_code == 200
    assert (Suppression.objects.count(), Objection.objects.count()) == (1, 1)


def test_a_thousand_prefetches_change_nothing(winston, asa, mailer):
    address = path(winston, asa)
    for n in range(1000):
        answer = mailer.get(address) if n % 2 else mailer.head(address)
        assert answer.status_code == 200
    assert not Suppression.objects.exists()
    assert not Objection.objects.exists()
    assert ConsentRecord.objects.get().status == "given"


def test_the_page_has_a_button_that_works_without_javascript(winston, asa, mailer):
    page = mailer.get(path(winston, asa)).content.decode()
    assert "Winston" in page
    assert '<form method="post">' in page
    assert "Skicka ingen mer reklam" in page


def test_the_link_works_after_the_person_is_erased(winston, asa, mailer):
    address = path(winston, asa)
    with as_a_purge(winston):
        DataSubject.objects.get(pk=asa.pk).identities.all().delete()
        asa.sources.all().delete()
        asa.marketing_profile.delete()
        DataSubject.objects.filter(pk=asa.pk).delete()
    assert mailer.post(address).status_code == 200
    assert is_suppressed(winston, [ASA]) == {ASA}


def test_the_link_of_nobodys_address_closes_it(winston, mailer):
    assert mailer.post(path(winston, None, "info@example.se")).status_code == 200
    assert is_suppressed(winston, [Address("email", "info@example.se")])


def test_the_link_tells_nothing_of_the_person(winston, asa):
    link = opt_out_link(winston, asa, "asa@example.se")
    assert "asa" not in link.lower()
    assert seal(winston, asa, "asa@example.se") != seal(winston, asa, "asa@example.se")


@pytest.mark.parametrize("harm", [lambda t: t[:-4], lambda t: "x" + t[1:], lambda t: "å", lambda t: t[::-1]])
def test_a_forged_or_cut_link_is_answered_in_words_and_does_nothing(winston, asa, mailer, harm):
    answer = mailer.post(f"/avregistrera/{harm(seal(winston, asa, ASA.value))}/")
    assert answer.status_code == 404
    assert "Inget har ändrats" in answer.content.decode()
    assert not Suppression.objects.exists()


def test_every_flipped_byte_of_a_link_is_refused(winston, asa):
    token = seal(winston, asa, ASA.value)
    for place in range(len(token) - 1):
        flipped = token[:place] + ("A" if token[place] != "A" else "B") + token[place + 1 :]
        assert unseal(flipped) is None


def test_a_link_from_before_a_new_secret_still_works(winston, asa, settings, mailer):
    address = path(winston, asa)
    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
    settings.SECRET_KEY = "n" * 50
    assert mailer.post(address).status_code == 200
    assert Suppression.objects.exists()


def test_other_methods_are_refused(winston, asa, mailer):
    assert mailer.put(path(winston, asa)).status_code == 405
