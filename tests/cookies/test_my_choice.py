"""Whoever can show the number of a choice is shown what was chosen, and the words."""

from __future__ import annotations

from uuid import uuid4

import pytest
from django.test import Client

from tests.myprofile.people import make_policy

PAGE = "/winston/kakor/ditt-val/"


def test_the_number_shows_every_choice_made_under_it(company, post, choice):
    key = str(uuid4())
    post("val", choice("statistics", key=key))
    post("val", choice(key=key, signal=True))
    post("val", choice("marketing"))
    page = Client().post(PAGE, {"number": key})
    first, second = page.context["proofs"]
    assert (first.by_signal, first.said_yes_to) == (True, [])
    assert (second.said_yes_to, second.website, second.version) == (["Statistik"], "Winstons webbplats", 1)
    body = page.content.decode()
    assert "Nej till alla: din webbläsare bad om det." in body
    assert "/winston/kakor/1/" in body
    assert "Marknadsföring" not in body
    assert "no-store" in page["Cache-Control"]


@pytest.mark.parametrize("number", ["", "7", "sara@example.se", "7c9e6679-7425-40de-944b"], ids=str)
def test_what_is_no_number_is_told_so(company, number):
    page = Client().post(PAGE, {"number": number})
    assert page.status_code == 400
    assert "<title>Fel: " in page.content.decode()


def test_another_companys_page_knows_nothing_of_it(company, post, choice):
    make_policy("winlas")
    told = choice("statistics")
    post("val", told)
    page = Client().post("/winlas/kakor/ditt-val/", {"number": told["key"]})
    assert page.status_code == 400
    assert "Inget val har det numret" in page.content.decode()


def test_the_page_asks_for_the_number_without_a_fault(company):
    page = Client().get(PAGE)
    assert page.status_code == 200
    assert "Numret på ditt val" in page.content.decode()
