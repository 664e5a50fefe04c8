"""What anybody may read and check: suppliers, where to complain, receipts."""

from __future__ import annotations

import json
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.models import Controller
from ledger.actor import SUBJECT, WORKER
from ledger.models import LedgerEntry
from ledger.sealing import seal_entries
from ledger.selectors import receipt
from ledger.services import record
from publicforms.choices import CHOICES, open_to_all
from publicforms.receipts import MOST_RECEIPTS
from publicforms.views.proving import MOST_BYTES_OF_A_CERTIFICATE
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


@pytest.mark.parametrize("text", ['{"receipts": 1}', '{"receipts": []}', '{"entry": 1}'])
def test_what_claims_to_be_a_receipt_and_is_none_does_not_hold(winlas: Controller, text: str) -> None:
    assert "Det stämmer inte." in check(text)


@pytest.mark.parametrize("text", ["", " \n\t"])
def test_an_empty_box_is_told_as_such(winlas: Controller, text: str) -> None:
    said = check(text)
    assert "Klistra in något att kontrollera först." in said
    assert "Det stämmer inte." not in said


@pytest.mark.parametrize(
    "text", ["hej", "{}", "[]", "null", "[" * 50_000, '{"format": 1}', "\x00", '{"entry": [']
)
def test_nonsense_is_told_as_such_and_not_as_falsified(winlas: Controller, text: str) -> None:
    said = check(text)
    assert "Det här är varken ett kvitto, ett intyg eller en beteckning." in said
    assert "Det stämmer inte." not in said


def test_references_of_a_certificate_show_the_lines_they_stand_on(winlas: Controller) -> None:
    proofs = [erased("crm_inquiry"), erased("support_tickets")]
    said = check("\n".join(str(one["entry"][8]) for one in proofs))
    assert "Du har klistrat in en eller flera beteckningar." in said
    assert said.count("Det stämmer.") == 2
    assert "uppgifterna raderades (Supportärenden)" in said


def test_a_reference_that_no_line_has_is_not_called_falsified(winlas: Controller) -> None:
    said = check(str(uuid4()))
    assert "Ingen rad i vår liggare har den beteckningen." in said
    assert "Det stämmer inte." not in said


def test_the_line_of_what_was_not_erased_is_shown_to_nobody(winlas: Controller) -> None:
    reference = uuid4()
    with transaction.atomic():
        record(
            controller="winlas", by=WORKER, action="retention.notice", object_type="unit",
            unit_ref=reference, category="crm_inquiry",
        )  # fmt: skip
    seal_entries()
    assert "Ingen rad i vår liggare har den beteckningen." in check(str(reference))


# --- a certificate is more than its receipts
def erased(category: str, *, codes: tuple[str, ...] = ("DSR_ERASURE_GRANTED",)) -> dict[str, Any]:
    """Erase something, and give the receipt of it."""
    with transaction.atomic():
        made = record(
            controller="winlas", by=WORKER, action="retention.erase", object_type="unit",
            unit_ref=uuid4(), category=category, rule_codes=codes,
        )  # fmt: skip
    seal_entries()
    return dict(json.loads(receipt(made.pk)))


def line(category: str, action: str = "erase", *, items: int = 1, **more: Any) -> dict[str, Any]:
    codes = ["DSR_ERASURE_GRANTED"] if action != "keep" else ["BFL_7_2"]
    until = "2028-12-31" if action == "keep" else None
    said = {"category": category, "action": action, "until": until, "codes": codes, "law": []}
    return {**said, "items": items, **more}


@pytest.fixture
def a_certificate(winlas: Controller) -> dict[str, Any]:
    receipts = [erased("crm_inquiry"), erased("support_tickets"), erased("support_tickets")]
    return {
        "format": "privacyhub/certificate",
        "version": 1,
        "controller": winlas.name,
        "erased_at": timezone.now().isoformat(),
        "lines": [line("crm_inquiry"), line("support_tickets", items=2), line("accounting_records", "keep")],
        "backups_until": "2028-12-31",
        "receipts": receipts,
    }


def test_a_true_certificate_says_which_lines_are_shown_and_which_have_no_proof(a_certificate) -> None:
    said = check(json.dumps(a_certificate))
    assert "Kvittona visar att det raderades" in said
    assert "Förfrågningar: raderat. Kvittona visar det." in said
    assert "Supportärenden: raderat. Kvittona visar det." in said
    assert "sparas till och med 31 december 2028. Det går inte att kontrollera här." in said
    assert "retention." not in said.split("Kvittot eller hela intyget")[0]


@pytest.mark.parametrize(
    ("changed", "warns"),
    [
        ({"controller": "Någon Annan AB"}, "Intyget nämner ett annat företag"),
        ({"erased_at": "2020-01-01T12:00:00+00:00"}, "Intyget har en annan dag eller tid"),
        ({"erased_at": None}, "Intyget har en annan dag eller tid"),
        (
            {"lines": [line("crm_inquiry", "keep"), line("support_tickets", items=2)]},
            "intyget inte säger",
        ),
        (
            {"lines": [line("crm_inquiry"), line("support_tickets", "anonymise", items=2)]},
            "något annat",
        ),
        ({"lines": [line("crm_inquiry"), line("support_tickets", items=3)]}, "något annat"),
        ({"lines": [line("crm_inquiry")]}, "intyget inte säger"),
        ({"lines": [line("crm_inquiry", codes=["CLAIM_OPEN"]), line("support_tickets", items=2)]}, "annat"),
        ({"lines": ["mina rader", line("crm_inquiry"), line("support_tickets", items=2)]}, "går att läsa"),
    ],
)
def test_what_was_changed_in_a_certificate_is_warned_about(a_certificate, changed, warns) -> None:
    said = check(json.dumps({**a_certificate, **changed}))
    assert "Intyget säger något annat än kvittona" in said
    assert warns in said
    assert "Kvittona visar att det raderades" not in said


def test_a_line_that_was_added_is_shown_by_nothing(a_certificate) -> None:
    a_certificate["lines"].append(line("customer_data"))
    said = check(json.dumps(a_certificate))
    assert "Kvittona visar bara en del av intyget" in said
    assert "Kunduppgifter: raderat. Inget kvitto visar det." in said


def test_a_certificate_of_another_company_is_read_in_that_companys_words(a_certificate) -> None:
    make_policy("winston")
    answer = words_of(Client().post("/winston/kvitto/", {"receipt": json.dumps(a_certificate)}))
    assert "Supportärenden: raderat. Kvittona visar det." in answer
    assert "support tickets" not in answer


def test_a_receipt_counts_once_however_often_it_is_pasted(a_certificate) -> None:
    a_certificate["lines"][0]["items"] = 2
    a_certificate["receipts"].append(a_certificate["receipts"][0])
    assert "Intyget säger något annat än kvittona" in check(json.dumps(a_certificate))


def test_a_certificate_without_receipts_can_not_be_checked(a_certificate) -> None:
    said = check(json.dumps({**a_certificate, "receipts": []}))
    assert "Intyget har inga kvitton" in said
    assert "Det stämmer" not in said


# --- a certificate of many
def many(count: int) -> list[dict[str, Any]]:
    """Erase many things at once, and give their receipts."""
    with transaction.atomic():
        made = [
            record(
                controller="winlas", by=WORKER, action="retention.erase", object_type="unit",
                unit_ref=uuid4(), category="crm_inquiry", rule_codes=("DSR_ERASURE_GRANTED",),
            ).pk
            for _one in range(count)
        ]  # fmt: skip
    seal_entries()
    return [json.loads(receipt(pk)) for pk in made]


@pytest.fixture
def a_long_certificate(a_certificate) -> dict[str, Any]:
    return {**a_certificate, "lines": [line("crm_inquiry", items=60)], "receipts": many(60)}


def test_every_receipt_of_a_long_certificate_is_checked(a_long_certificate) -> None:
    said = check(json.dumps(a_long_certificate))
    assert "Kvittona visar att det raderades" in said
    assert "60 kvitton stämmer." in said


def test_the_last_receipt_of_a_long_certificate_counts_too(a_long_certificate) -> None:
    a_long_certificate["receipts"][-1]["entry"][9] = "support_profile"
    said = check(json.dumps(a_long_certificate))
    assert "Intyget säger något annat än kvittona" in said
    assert "Det stämmer inte." in said
    assert "59 kvitton stämmer." in said


def test_many_receipts_ask_the_database_no_more_than_a_few(a_long_certificate) -> None:
    few = {**a_long_certificate, "receipts": a_long_certificate["receipts"][:2]}

    def asked(certificate: dict[str, Any]) -> int:
        with CaptureQueriesContext(connection) as caught:
            check(json.dumps(certificate))
        return len(caught)

    asked(few)
    assert asked(a_long_certificate) == asked(few)


def test_a_certificate_of_too_many_is_refused_and_says_what_to_do(a_certificate) -> None:
    a_certificate["receipts"] = [{}] * (MOST_RECEIPTS + 1)
    answer = Client().post("/winlas/kvitto/", {"receipt": json.dumps(a_certificate)})
    assert answer.status_code == 422
    said = words_of(answer)
    assert "fler än 1500 kvitton" in said
    assert "verify.py" in said
    assert "stämmer inte" not in said


def test_a_certificate_as_long_as_may_be_is_read(a_certificate) -> None:
    a_certificate["receipts"] = [a_certificate["receipts"][0] | {"x": "x" * 800}] * MOST_RECEIPTS
    text = json.dumps(a_certificate)
    assert 2_000_000 < len(text) < MOST_BYTES_OF_A_CERTIFICATE
    assert Client().post("/winlas/kvitto/", {"receipt": text}).status_code == 200


def test_too_many_references_are_refused_and_none_is_left_out_unsaid(winlas: Controller) -> None:
    answer = Client().post("/winlas/kvitto/", {"receipt": "\n".join(str(uuid4()) for _one in range(201))})
    assert answer.status_code == 422
    assert "fler än 200 kvitton, rader eller beteckningar" in words_of(answer)
