"""The cookie page: what holds now, what a stored choice was shown, what held on a day (WL-07)."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from django.test import Client

from ledger.actor import WORKER
from register.policyfile import PolicyFile
from register.services.loading import load_policy
from tests.cookies.companies import content_of
from tests.factories import noon
from tests.myprofile.people import TODAY, make_policy

LATER = TODAY + timedelta(days=10)


@pytest.fixture
def two_versions(company):
    """Winston's policy of the 23rd, and ten days later one with other words."""
    content = content_of()
    content["cookies"]["marketing"]["text"]["sv"] = "Visar annonser överallt."
    load_policy(policy=PolicyFile.model_validate(content), by=WORKER, at=noon(LATER))
    with time_machine.travel(noon(LATER + timedelta(days=1))):
        yield company


def read(path: str, **headers: str) -> str:
    answer = Client().get(f"/winston/kakor/{path}", headers=headers)
    assert answer.status_code == 200, path
    return answer.content.decode()


def test_the_page_says_what_each_group_does_for_how_long_and_who_gets_the_data(company):
    with time_machine.travel(noon(TODAY) + timedelta(hours=1)):
        page = read("")
    for words in (
        "Så använder Winston kakor", "Räknar besök. IP-numret maskeras.", "Sparas i högst 26 månader.",
        "Ja, Winston får räkna mina besök på den här webbplatsen med Google Analytics",
        "Google Ireland Ltd", "_ga*, _gid", "Ditt val gäller i 12 månader", "Post- och telestyrelsen",
        "Webbplatsen fungerar inte utan dem", "Global Privacy Control",
    ):  # fmt: skip
        assert words in page, words


def test_the_page_speaks_english(company):
    with time_machine.travel(noon(TODAY) + timedelta(hours=1)):
        page = read("", **{"accept-language": "en"})
    assert "How Winston uses cookies" in page
    assert "Stored for 26 months at most." in page
    assert "Kakor" not in page.replace("kakor/", "")


def test_the_link_leads_to_what_held_that_day(two_versions):
    assert "Visar annonser överallt." in read("")
    for path in ("1/", f"den/{TODAY}/", f"den/{LATER - timedelta(days=1)}/"):
        assert "Visar annonser överallt." not in read(path), path
        assert "Det här är en äldre version." in read(path)
    for path in ("2/", f"den/{LATER}/"):
        assert "Visar annonser överallt." in read(path), path


def test_the_history_names_only_changes_of_these_words(two_versions):
    content = content_of()
    content["cookies"]["marketing"]["text"]["sv"] = "Visar annonser överallt."
    content["news"]["sv"] = "Något annat är nytt."
    load_policy(policy=PolicyFile.model_validate(content), by=WORKER, at=noon(LATER))
    page = read("")
    assert "/winston/kakor/1/" in page
    assert "/winston/kakor/2/" in page
    assert "/winston/kakor/3/" not in page


@pytest.mark.parametrize(
    "path",
    [
        "9/", "0/", f"den/{TODAY - timedelta(days=1)}/", "den/2026-13-01/", "den/i-dag/", "den/9999-12-31/",
        f"den/{LATER + timedelta(days=30)}/",
    ],
    ids=["no such version", "none", "before the first", "no month", "no day", "the last day", "not yet come"],
)  # fmt: skip
def test_what_never_held_is_not_there(two_versions, path):
    assert Client().get(f"/winston/kakor/{path}").status_code == 404


def test_a_company_without_a_policy_has_no_page(db):
    assert Client().get("/winston/kakor/").status_code == 404


def test_the_page_is_linked_from_notice_and_footer(db):
    make_policy("winlas")
    assert Client().get("/winlas/integritetspolicy/").content.decode().count("/winlas/kakor/") == 2
