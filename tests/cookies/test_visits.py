"""A visit: page, day and masked address, and nothing that says who."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
import time_machine

from cookies.law.paths import HIDDEN, NotAPath, countable_path
from subjects.models import WebVisit
from tests.cookies.companies import company_with, content_of

PATHS = [
    ("the front page", "/", "/"),
    ("an ordinary page", "/priser/kommuner/", "/priser/kommuner/"),
    ("Swedish letters, as browsers send them", "/p%C3%A5-g%C3%A5ng", "/på-gång"),
    ("a year and a month", "/nyheter/2026/11/version-12", "/nyheter/2026/11/version-12"),
    ("a query is left out", "/priser?namn=Sara+Nystr%C3%B6m&id=7", "/priser"),
    ("a fragment is left out", "/priser#sara", "/priser"),
    ("parameters of old are left out", "/priser;jsessionid=AB12", "/priser"),
    ("an e-mail address", "/avsluta/sara@example.se/", f"/avsluta/{HIDDEN}/"),
    ("an e-mail address in escapes", "/avsluta/sara%40example.se", f"/avsluta/{HIDDEN}"),
    ("an e-mail address escaped twice", "/avsluta/sara%2540example.se", f"/avsluta/{HIDDEN}"),
    ("a personal identity number", "/kund/850709-9805", f"/kund/{HIDDEN}"),
    ("one of twelve digits", "/kund/198507099805", f"/kund/{HIDDEN}"),
    ("one with spaces", "/kund/850709%209805", f"/kund/{HIDDEN}"),
    ("a day of birth", "/1985-07-09", f"/{HIDDEN}"),
    ("a telephone number", "/ring/070-174%2006%2035", f"/ring/{HIDDEN}"),
    ("an order's number in a word", "/order-1048237.pdf", f"/{HIDDEN}"),
    ("five digits are no one", "/artikel/10482", "/artikel/10482"),
    ("a UUID", "/begaran/7c9e6679-7425-40de-944b-e07fc1f90ae7", f"/begaran/{HIDDEN}"),
    ("a token", "/behall/eyJhbGciOiJIUzI1NiJ9.x1", f"/behall/{HIDDEN}"),
    ("a hash", "/fil/deadbeefdeadbeef", f"/fil/{HIDDEN}"),
    ("a control sign", "/a%00b/c", f"/{HIDDEN}/c"),
    ("bytes that are no text", "/%ff%fe", f"/{HIDDEN}"),
    ("a slash in a part", "/a%2Fb", "/a%2Fb"),
    ("more than a column holds", "/" + "abc/" * 400, ("/" + "abc/" * 400)[:300]),
]  # fmt: skip


@pytest.mark.parametrize(("sent", "stored"), [row[1:] for row in PATHS], ids=[row[0] for row in PATHS])
def test_a_path_is_stored_without_what_could_say_who_opened_it(sent, stored):
    assert countable_path(sent) == stored
    assert countable_path(stored) == stored


@pytest.mark.parametrize("sent", ["", "priser", "https://www.example.se/priser", "?q=1", "*"])
def test_what_is_no_path_is_refused(sent):
    with pytest.raises(NotAPath):
        countable_path(sent)


@pytest.mark.parametrize(
    ("ip", "masked"),
    [
        ("198.51.100.177", "198.51.100.0"),
        ("2001:db8:85a3:8001:2:3:4:5", "2001:db8:85a3::"),
        ("::ffff:198.51.100.177", "198.51.100.0"),
    ],
    ids=["IPv4 /24", "IPv6 /48", "IPv4 in IPv6"],
)
def test_an_address_is_masked_before_it_is_written(company, post, ip, masked):
    assert post("besok", {"path": "/priser?kund=7"}, REMOTE_ADDR=ip).status_code == 204
    visit = WebVisit.objects.get()
    assert (visit.ip_masked, visit.path, visit.site) == (masked, "/priser", "www.winston.example")
    assert visit.controller == company


def test_a_company_may_keep_less_of_an_address(post, db):
    content = content_of()
    content["settings"]["ip_masking"] = {"ipv4_bits": 16, "ipv6_bits": 0}
    company_with(content)
    post("besok", {"path": "/"}, REMOTE_ADDR="198.51.100.77")
    assert WebVisit.objects.get().ip_masked == "198.51.0.0"


def test_behind_a_proxy_it_is_the_visitors_address_and_not_what_the_visitor_says(company, post, settings):
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    said = "203.0.113.9, 198.51.100.77"
    post("besok", {"path": "/"}, REMOTE_ADDR="10.0.0.1", headers={"x-forwarded-for": said})
    assert WebVisit.objects.get().ip_masked == "198.51.100.0"


def test_a_visit_whose_address_nobody_says_is_counted_without(company, post):
    assert post("besok", {"path": "/"}, REMOTE_ADDR="").status_code == 204
    assert WebVisit.objects.get().ip_masked is None


@pytest.mark.parametrize(
    ("at", "day"),
    [
        (datetime(2026, 11, 25, 22, 59, tzinfo=UTC), date(2026, 11, 25)),
        (datetime(2026, 11, 25, 23, 1, tzinfo=UTC), date(2026, 11, 26)),
        (datetime(2026, 7, 1, 22, 1, tzinfo=UTC), date(2026, 7, 2)),
    ],
    ids=["before midnight", "after midnight in Stockholm", "in summer time"],
)
def test_the_day_is_stockholms(company, post, at, day):
    with time_machine.travel(at, tick=False):
        post("besok", {"path": "/"})
    assert WebVisit.objects.get().visited_on == day


@pytest.mark.parametrize(
    ("body", "status", "where"),
    [
        ({"path": "priser"}, 422, "path"),
        ({"path": ""}, 400, "path"),
        ({"path": 7}, 400, "path"),
        ({}, 400, "path"),
        ({"path": "/", "visitor": "7"}, 400, "visitor"),
        ({"path": "/" + "a" * 2000}, 400, "path"),
        ('{"path": "/\\ud800"}', 400, "$"),
    ],
    ids=["no path", "empty", "a number", "nothing", "an identity too", "too long", "half a sign"],
)
def test_what_is_no_visit_is_told_what_is_wrong(company, post, body, status, where):
    answer = post("besok", body)
    assert answer.status_code == status
    assert answer.json()["errors"][0]["where"] == where
    assert not WebVisit.objects.exists()


def test_another_website_counts_no_visits_here(company, post):
    assert post("besok", {"path": "/"}, origin="https://www.winlas.se").status_code == 403
    assert not WebVisit.objects.exists()


def test_a_visit_has_no_column_for_a_visitor():
    columns = {field.name for field in WebVisit._meta.local_fields}
    assert columns == {"id", "controller", "site", "path", "visited_on", "ip_masked"}
