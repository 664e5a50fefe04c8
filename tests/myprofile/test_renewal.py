"""The reminder's link: opened, pressed, pressed again, forged, too late."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from subjects.models import Activity
from subjects.services.renewal import renewal_token
from tests.factories import create_subject, create_support_profile, noon
from tests.myprofile.people import make_policy

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 23)


@pytest.fixture(autouse=True)
def _today():
    with time_machine.travel(noon(TODAY), tick=False):
        yield


@pytest.fixture
def profile():
    company = make_policy("winlas")
    return create_support_profile(create_subject(company), registered_on=date(2024, 12, 20))


@pytest.fixture
def link(profile) -> str:
    return reverse("keep_account", args=["winlas", renewal_token(profile)])


def renewals() -> int:
    return Activity.objects.filter(kind="renewal_confirmed").count()


def test_opening_it_shows_the_day_and_renews_nothing(client: Client, link: str) -> None:
    html = client.get(link).content.decode()
    assert "Annars raderas det måndag 21 december 2026" in html
    assert renewals() == 0


def test_pressing_the_button_starts_the_time_anew_without_a_login(client: Client, link: str) -> None:
    html = client.post(link).content.decode()
    assert "fredag 24 november 2028" in html
    assert renewals() == 1


def test_pressing_again_does_no_harm(client: Client, link: str) -> None:
    assert [client.post(link).status_code for _press in range(2)] == [200, 200]
    assert renewals() == 1


def test_a_mail_program_that_opens_every_link_renews_nothing(client: Client, link: str) -> None:
    for method in (client.get, client.head, client.options):
        method(link)
    assert renewals() == 0


def test_a_forged_link_is_a_clear_page_in_both_languages(client: Client, link: str) -> None:
    assert client.get(link[:-2] + "x/").status_code == 410
    answer = client.post(link[:-2] + "x/", headers={"accept-language": "en"})
    assert answer.status_code == 410
    assert "no longer" in answer.content.decode()


def test_an_old_link_is_a_clear_page(client: Client, link: str) -> None:
    with time_machine.travel(noon(TODAY + timedelta(days=121)), tick=False):
        assert client.post(link).status_code == 410
    assert renewals() == 0


def test_a_link_to_an_erased_account_is_a_clear_page(client: Client, link: str, profile) -> None:
    profile.delete()
    assert client.post(link).status_code == 410


def test_the_link_of_one_company_opens_nothing_at_the_other(client: Client, profile) -> None:
    make_policy("winston")
    link = reverse("keep_account", args=["winston", renewal_token(profile)])
    assert client.post(link).status_code == 410
    assert renewals() == 0


def test_the_form_is_guarded_against_other_sites(link: str) -> None:
    assert Client(enforce_csrf_checks=True).post(link).status_code == 403
    assert renewals() == 0
