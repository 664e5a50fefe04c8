"""What anybody may read and check: suppliers, where to complain, receipts."""

from __future__ import annotations

import json

import pytest
from django.db import transaction
from django.test import Client

from accounts.models import Controller
from ledger.actor import SUBJECT
from ledger.models import LedgerEntry
from ledger.sealing import seal_entries
from ledger.selectors import receipt
from ledger.services import record
from publicforms.choices import CHOICES, open_to_all
from tests.factories import create_controller
from tests.myprofile.people import make_policy
from tests.publicforms.outsider import words_of

pytestmark = pytest.mark.django_db(transaction=True)
PAGES = [
    "begaran/",
    *(f"begaran/{choice.key}/" for choice in CHOICES),
    "begaran/jobb/",
    "kontakt/",
    "skickat/",
    "kontakt/skickat/",
]
PAGES += ["leverantorer/", "leverantorer.json", "klaga/", "kvitto/"]


@pytest.mark.parametrize("language", ["sv", "en"])
@pytest.mark.parametrize("path", PAGES)
def test_every_page_opens_without_a_login(winlas: Controller, path: str, language: str) -> None:
    client = Client()
    client.cookies["django_language"] = language
    assert client.get(f"/winlas/{path}").status_code == 200


@pytest.mark.parametrize("path", ["begaran/", "begaran/kopia/", "begaran/samtycke/", "klaga/", "skickat/"])
def test_a_company_without_a_policy_can_be_asked_too(db: None, path: str) -> None:
    create_controller("ny")
    assert Client().get(f"/ny/{path}").status_code == 200


def test_all_rights_of_both_policies_are_offered(winlas: Controller) -> None:
    for slug in ("winlas", "winston"):
        make_policy(slug)
        page = Client().get(f"/{slug}/begaran/").content.decode()
        assert not [choice.key for choice in CHOICES if f"/{slug}/begaran/{choice.key}/" not in page]


def test_what_a_company_has_nothing_of_is_not_offered() -> None:
    offered = {choice.key for choice in open_to_all(None)}
    assert {choice.key for choice in CHOICES} - offered == {"saga-emot", "leverantorer"}


def test_the_suppliers_are_those_of_the_register_with_country_and_agreement(winlas: Controller) -> None:
    listed = json.loads(Client().get("/winlas/leverantorer.json").content)
    assert listed["format"] == "privacyhub/processors"
    page = words_of(Client().get("/winlas/leverantorer/"))
    assert listed["processors"]
    assert not [one["name"] for one in listed["processors"] if one["name"] not in page]


def test_the_complaint_page_names_imy_pts_and_the_court(winlas: Controller) -> None:
    page = words_of(Client().get("/winlas/klaga/"))
    for words in ("Box 8114, 104 20 Stockholm", "imy@imy.se", "Post- och telestyrelsen", "artikel 79"):
        assert words in page


@pytest.mark.parametrize("path", ["integritetspolicy/", "begaran/kopia/"])
def test_every_page_leads_to_the_form_the_suppliers_and_the_complaint(winlas: Controller, path: str) -> None:
    html = Client().get(f"/winlas/{path}").content.decode()
    for link in ("begaran/", "leverantorer/", "klaga/"):
        assert f'href="/winlas/{link}"' in html


# --- receipts -----------------------------------------------------------------------------------------
@pytest.fixture
def a_receipt(winlas: Controller) -> str:
    with transaction.atomic():
        record(
            controller="winlas",
            by=SUBJECT,
            action="retention.erase",
            object_type="unit",
            category="crm_inquiry",
        )
    seal_entries()
    return receipt(LedgerEntry.objects.latest("pk").pk)


def check(text: str) -> str:
    return words_of(Client().post("/winlas/kvitto/", {"receipt": text}))


def test_a_true_receipt_holds_alone_and_in_a_certificate(a_receipt: str) -> None:
    assert "Det stämmer." in check(a_receipt)
    said = check(json.dumps({"receipts": [json.loads(a_receipt)]}))
    assert "uppgifterna raderades" in said
    assert "retention.erase, crm_inquiry" not in said


def test_the_answer_names_the_company_and_another_one_is_told_apart(a_receipt: str) -> None:
    other = make_policy("winston")
    assert Controller.objects.get(slug="winlas").name in check(a_receipt)
    assert "ett annat företag" not in check(a_receipt)
    elsewhere = words_of(Client().post(f"/{other.slug}/kvitto/", {"receipt": a_receipt}))
    assert "Det stämmer, men det gäller ett annat företag." in elsewhere
    assert "Det stämmer. " not in elsewhere
    assert Controller.objects.get(slug="winlas").name in elsewhere


def test_a_changed_receipt_does_not_hold(a_receipt: str) -> None:
    changed = json.loads(a_receipt)
    changed["entry"][9] = "support_profile"
    assert "Det stämmer inte." in check(json.dumps(changed))
    assert "Det stämmer." not in check(json.dumps(changed))


@pytest.mark.parametrize(
    "text",
    ["", "{}", "[]", "null", "[" * 50_000, '{"receipts": 1}', '{"receipts": []}', '{"format": 1}', "\x00"],
)
def test_what_is_no_receipt_does_not_hold(winlas: Controller, text: str) -> None:
    assert "Det stämmer inte." in check(text)
