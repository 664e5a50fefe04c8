"""A choice: what is stored, what ends what, and what is refused."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier
from uuid import UUID, uuid4

import pytest
import time_machine
from django.db import DatabaseError, connection, transaction
from django.test import Client
from django.utils import timezone

from cookies.forms import ChoiceSent
from cookies.models import CookieChoice
from cookies.selectors import asked_in, site_named
from cookies.services import record_choice
from ledger.models import LedgerEntry
from register.selectors import live_policy
from tests.cookies.companies import ORIGIN, approve_newest, company_with, content_of
from tests.factories import noon
from tests.myprofile.people import TODAY


def test_a_choice_is_stored_with_the_words_that_were_shown_and_nothing_about_the_visitor(
    company, post, choice
):
    told = choice("statistics", language="en")
    with time_machine.travel(noon(TODAY), tick=False):
        answer = post("val", told, REMOTE_ADDR="198.51.100.77", HTTP_USER_AGENT="Mozilla/5.0 (Test)")
    assert answer.status_code == 201
    stored = CookieChoice.objects.get()
    assert (stored.categories, stored.act, stored.language, stored.gpc) == (
        ["statistics"],
        "chosen",
        "en",
        False,
    )
    assert (stored.policy_version, stored.digest) == (live_policy(company), told["digest"])
    assert (stored.at, stored.ends_at) == (noon(TODAY), noon(TODAY) + timedelta(days=365))
    assert asked_in(stored.policy_version_id).digest == stored.digest
    columns = {field.column for field in CookieChoice._meta.local_fields}
    assert not {name for name in columns if "ip" in name or "agent" in name or "subject" in name}
    assert "198.51.100" not in str(CookieChoice.objects.values().get())


@pytest.mark.parametrize(
    ("categories", "act"),
    [
        (["statistics", "marketing"], "all"),
        (["marketing"], "chosen"),
        ([], "none"),
    ],
    ids=["yes to all", "one of two", "no to all"],
)
def test_what_was_done_follows_from_what_was_chosen(company, post, choice, categories, act):
    post("val", choice(*categories))
    assert CookieChoice.objects.get().act == act


def test_a_no_ends_the_day_it_is_said_and_a_yes_with_its_text(company, post, choice):
    content = content_of()
    content["consent_texts"]["cookies_marketing"]["valid_for"] = "6 months"
    company_with(content)
    post("val", choice("statistics", "marketing"))
    post("val", choice())
    yes, no = CookieChoice.objects.order_by("id")
    assert yes.ends_at - yes.at == timedelta(days=181)
    assert no.ends_at == no.at


def test_the_newest_choice_of_a_browser_stands_and_ends_the_one_before(company, post, choice):
    key = str(uuid4())
    post("val", choice("statistics", key=key))
    post("val", choice(key=key))
    given, taken = CookieChoice.objects.order_by("id")
    assert given.ends_at == taken.at


def test_the_same_choice_told_twice_is_stored_once(company, post, choice):
    told = choice("statistics")
    assert [post("val", told).status_code for _ in range(3)] == [201, 200, 200]
    assert CookieChoice.objects.count() == 1


def test_a_yes_that_has_run_out_is_a_new_one_when_it_is_given_again(company, post, choice):
    told = choice("statistics")
    with time_machine.travel(noon(TODAY)):
        post("val", told)
    with time_machine.travel(noon(TODAY) + timedelta(days=366)):
        assert post("val", told).status_code == 201


def test_a_choice_on_one_website_is_none_on_another(company, post, choice):
    content = content_of()
    content["websites"]["shop"] = {
        "title": {"sv": "Butiken", "en": "The shop"}, "origin": "https://shop.winston.example",
    }  # fmt: skip
    loaded = company_with(content)
    assert loaded == company
    key = str(uuid4())
    approve_newest(company)  # a new website waits for a second person
    post("val", choice("statistics", key=key))
    post("val", choice(key=key), site="winston-shop", origin="https://shop.winston.example")
    on_www, on_shop = CookieChoice.objects.order_by("id")
    assert (on_www.site, on_shop.site) == ("www", "shop")
    assert on_www.ends_at > on_www.at + timedelta(days=300)


@pytest.mark.django_db(transaction=True)
def test_of_two_tabs_that_answer_at_once_one_answer_stands(company, choice):
    site = site_named("winston-www")
    version = live_policy(company)
    for _ in range(10):
        key = uuid4()
        gate = Barrier(2)

        def answer(category: str, key: UUID = key, gate: Barrier = gate) -> None:
            sent = ChoiceSent.model_validate(choice(category, key=key))
            gate.wait()
            try:
                record_choice(site=site, sent=sent, gpc=False, at=timezone.now())
            finally:
                connection.close()

        with ThreadPoolExecutor(2) as tabs:
            list(tabs.map(answer, ["statistics", "marketing"]))
        ended, stands = CookieChoice.objects.filter(visitor_key=key, policy_version=version).order_by(
            "at", "id"
        )
        assert ended.ends_at <= timezone.now() < stands.ends_at


def test_an_answer_that_comes_late_leaves_the_newer_one_standing(company, choice):
    site, key = site_named("winston-www"), uuid4()
    for category, at in (("marketing", noon(TODAY)), ("statistics", noon(TODAY) - timedelta(seconds=1))):
        record_choice(site=site, sent=ChoiceSent.model_validate(choice(category, key=key)), gpc=False, at=at)
    late, newer = CookieChoice.objects.order_by("at")
    assert late.ends_at == newer.at
    assert newer.ends_at == newer.at + timedelta(days=365)


def test_a_signal_is_a_no_and_a_later_choice_is_kept_beside_it(company, post, choice):
    key = str(uuid4())
    signalled = {"headers": {"sec-gpc": "1"}}
    assert post("val", choice(key=key, signal=True), **signalled).status_code == 201
    assert post("val", choice("statistics", key=key), **signalled).status_code == 201
    signal, later = CookieChoice.objects.order_by("id")
    assert (signal.act, signal.gpc, signal.categories) == ("signal", True, [])
    assert (later.act, later.gpc, later.categories) == ("chosen", True, ["statistics"])


def test_the_words_of_an_earlier_version_are_stored_as_they_were(company, post, choice):
    told = choice("statistics")
    content = content_of()
    content["cookies"]["statistics"]["text"]["sv"] = "Räknar besök, och hur länge de varar."
    company_with(content)
    assert post("val", told).status_code == 201
    assert CookieChoice.objects.get().policy_version.number == 1
    assert live_policy(company).number == 2


def test_words_that_never_held_are_refused(company, post, choice):
    for wrong in ({"digest": "0" * 64}, {"version": 99}):
        answer = post("val", choice("statistics", **wrong))
        assert answer.status_code == 409
        assert answer.json()["errors"][0]["where"] == "digest"
    assert not CookieChoice.objects.exists()


BAD = [
    ("not json", "{", "$"),
    ("a list", "[]", "$"),
    ("no key", {"key": None}, "key"),
    ("a key that is a name", {"key": "anna"}, "key"),
    ("a number as text", {"version": "1"}, "version"),
    ("version zero", {"version": 0}, "version"),
    ("a huge version", {"version": 2**40}, "version"),
    ("another language", {"language": "fi"}, "language"),
    ("a category in capitals", {"categories": ["Statistics"]}, "categories.0"),
    ("categories as text", {"categories": "statistics"}, "categories"),
    ("more than was asked for", {"email": "sara@example.se"}, "email"),
    ("a yes by signal", {"signal": True, "categories": ["statistics"]}, "$"),
    ("NUL", {"digest": "\x00" * 64}, "digest"),
]


@pytest.mark.parametrize(("body", "where"), [row[1:] for row in BAD], ids=[row[0] for row in BAD])
def test_a_body_of_another_form_is_told_what_is_wrong_where(company, post, choice, body, where):
    answer = post("val", body if isinstance(body, str) else choice() | body)
    assert answer.status_code == 400
    (fault,) = answer.json()["errors"]
    assert fault["where"] == where
    assert fault["why"]
    assert fault["what_to_do"]
    assert "sara@example.se" not in answer.content.decode()
    assert not CookieChoice.objects.exists()


def test_a_fault_is_told_in_the_language_of_the_browser(company, post, choice):
    swedish = post("val", "{").json()["errors"][0]["why"]
    english = post("val", "{", headers={"accept-language": "en"}).json()["errors"][0]["why"]
    assert (swedish, english) == ("Det är inte JSON.", "It is not JSON.")


@pytest.mark.parametrize("unknown", ["mail_tracking", "necessary", "other"])
def test_a_yes_to_what_was_not_asked_is_refused(company, post, choice, unknown):
    answer = post("val", choice("statistics", unknown))
    assert answer.status_code == 422
    assert unknown in answer.json()["errors"][0]["why"]


@pytest.mark.parametrize(
    "origin",
    [None, "null", "https://www.winlas.se", ORIGIN + ":8443", "http://www.winston.example", ORIGIN + "/"],
)
def test_another_origin_is_refused_and_may_not_read_why(company, post, choice, origin):
    answer = post("val", choice("statistics"), origin=origin)
    assert answer.status_code == 403
    assert "Access-Control-Allow-Origin" not in answer
    assert not CookieChoice.objects.exists()


def test_the_websites_own_pages_may_read_the_answer_and_no_cookie_is_set(company, post, choice):
    answer = post("val", choice("statistics"))
    assert answer["Access-Control-Allow-Origin"] == ORIGIN
    assert "Access-Control-Allow-Credentials" not in answer
    assert "Origin" in answer["Vary"]
    assert answer["Cache-Control"] == "no-store"
    assert not answer.cookies


def test_a_browser_that_asks_first_is_given_leave(company):
    answer = Client().options("/cookies/winston-www/val", headers={"origin": ORIGIN})
    assert answer.status_code == 204
    assert answer["Access-Control-Allow-Methods"] == "POST"
    assert answer["Access-Control-Allow-Headers"] == "Content-Type"


def test_other_methods_other_sites_and_large_bodies_are_told_so(company, post, choice):
    for method in ("get", "put", "delete"):
        answer = getattr(Client(), method)("/cookies/winston-www/val", headers={"origin": ORIGIN})
        assert (answer.status_code, answer["Allow"]) == (405, "POST, OPTIONS")
    for site in ("winston-shop", "winston", "nobody-www", "winlas-www"):
        assert post("val", choice(), site=site).status_code == 404
    assert post("val", " " * 4097).status_code == 413
    assert not CookieChoice.objects.exists()


def test_sixty_choices_a_minute_from_an_address_are_enough(company, post, choice):
    statuses = [post("val", choice()).status_code for _ in range(61)]
    assert statuses == [201] * 60 + [429]
    assert post("val", choice(), REMOTE_ADDR="198.51.100.7").status_code == 201


def test_a_choice_is_stored_though_the_cache_is_away(company, post, choice, settings):
    nobody_there = "redis://127.0.0.1:1/0"
    settings.CACHES = {
        "default": {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": nobody_there}
    }
    assert post("val", choice()).status_code == 201


def test_the_database_refuses_to_change_or_remove_a_choice(company, post, choice):
    post("val", choice("statistics"))
    stored = CookieChoice.objects.get()
    later = stored.ends_at + timedelta(days=1)
    for change in ({"categories": ["marketing"]}, {"ends_at": later}, {"act": "none"}, {"digest": "0" * 64}):
        with pytest.raises(DatabaseError, match="only added to"), transaction.atomic():
            CookieChoice.objects.update(**change)
    with pytest.raises(DatabaseError, match="only added to"), transaction.atomic():
        CookieChoice.objects.all().delete()
    CookieChoice.objects.update(ends_at=stored.at)
    assert CookieChoice.objects.get().ends_at == stored.at


def test_strangers_do_not_fill_the_ledger(company, post, choice):
    lines = LedgerEntry.objects.count()
    post("val", choice("statistics"))
    post("besok", {"path": "/"})
    assert LedgerEntry.objects.count() == lines
