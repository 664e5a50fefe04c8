"""Sara at WinLas, who has a little of everything, under a policy that says something in both languages."""

from __future__ import annotations

from datetime import date
from typing import Any

from accounts.models import Controller, User
from ledger.actor import WORKER
from register.policyfile import PolicyFile
from register.services.loading import load_policy
from subjects.models import DataSubject
from tests.factories import (
    create_contact,
    create_contract,
    create_controller,
    create_correspondence,
    create_inquiry,
    create_invoice,
    create_look,
    create_marketing,
    create_org,
    create_subject,
    create_support_profile,
    create_ticket,
    create_user_for,
    create_voucher,
    noon,
)
from tests.policies import SMALL

TODAY = date(2026, 11, 23)


def said(sv: str, en: str) -> dict[str, str]:
    """Give a text in both languages."""
    return {"sv": sv, "en": en}


def category(sv: str, en: str, holds_sv: str, holds_en: str) -> dict[str, Any]:
    return {
        "title": said(sv, en),
        "text": said(holds_sv, holds_en),
        "origins": ["provided", "observed"],
        "sources": ["self"],
    }


CATEGORIES = {
    "support_profile": category(
        "Supportkonto", "Support account", "Telefon, intressen och när du har varit aktiv.",
        "Telephone, interests and when you were active.",
    ),
    "support_tickets": category("Supportärenden", "Support tickets", "Det du har frågat.", "What you asked."),
    "customer_data": category(
        "Kontaktperson", "Contact person", "Roll och anteckningar.", "Role and notes."
    ),
    "correspondence": category("Mejl mellan oss", "Mail between us", "Ämne och text.", "Subject and text."),
    "crm_inquiry": category("Förfrågan", "Inquiry", "Frågan du skickade.", "What you asked."),
    "billing_claim": category("Fakturor", "Invoices", "Fakturor där du är referens.", "Invoices naming you."),
    "accounting_records": category(
        "Bokföring", "Bookkeeping", "Bara vår ekonomi ser dem.", "Only our accountants see them."
    ),
    "marketing_profile": category("Nyhetsbrev", "Newsletter", "Ditt ja.", "Your yes."),
}  # fmt: skip

RETENTION: dict[str, Any] = {
    "support_profile": {
        "SUPPORT_24M": {
            "shape": "after_last_activity",
            "trigger": "last_counted_activity",
            "period": "24 months",
            "notice": {"leads": [60, 30, 7], "minimum": 30},
            "rule": said(
                "Supportkonto: {period} efter senaste aktivitet.", "Support account: {period} after last use."
            ),
            "counting": said(
                "Vi räknar {period} från den dag du senast använde supporten.",
                "We count {period} from the day you last used support.",
            ),
            "before": said(
                "Vi mejlar dig {leads} dagar före. Utan påminnelse raderar vi inget.",
                "We mail you {leads} days before. Without a reminder nothing is erased.",
            ),
        }
    },
}

PURPOSES = {
    "support": {
        "title": said("Ge support", "Give support"),
        "text": said("Svara på frågor.", "Answer questions."),
        "subjects": ["customer_contact"],
        "contexts": ["support"],
        "bases": {
            name: {
                "basis": "legitimate_interests",
                "assessment": "support",
                "why": said(
                    "Vi behöver uppgifterna för att kunna hjälpa dig.", "We need the data to help you."
                ),
            }
            for name in CATEGORIES
        },
    }
}

ASSESSMENTS = {
    "support": {
        "interest": said("Hjälpa kunden.", "Help the customer."),
        "necessity": said("Annars går det inte.", "It cannot be done without."),
        "balancing": said("Väntat av den som frågar.", "Expected by those who ask."),
        "decision": "approved",
        "by_role": "DPO",
        "decided_on": "2026-01-01",
        "review_on": "2027-01-01",
    }
}

PROCESSORS = {
    "drift": {
        "name": "Molnviken Drift AB",
        "text": said("Sköter våra servrar.", "Runs our servers."),
        "kind": "cloud",
        "country": "SE",
        "categories": ["support_profile"],
        "instructions": said("Bara drift.", "Operation only."),
        "dpa_signed_on": "2025-01-01",
        "dpa_doc": "DPA-1",
    }
}


def make_policy(slug: str, name: str) -> Controller:
    """Give a company with a live policy."""
    company = create_controller(slug, name=name)
    content = SMALL | {
        "controller": {
            "slug": slug,
            "name": name,
            "website": "https://www.example.se",
            "dpo_mailbox": f"dataskydd@{slug}.example.se",
            "sender_mailbox": f"hej@{slug}.example.se",
            "brand": BRANDS[slug],
        },
        "categories": CATEGORIES,
        "retention": RETENTION,
        "purposes": PURPOSES,
        "assessments": ASSESSMENTS,
        "processors": PROCESSORS,
    }
    load_policy(policy=PolicyFile.model_validate(content), by=WORKER, at=noon(TODAY))
    return company


BRANDS = {
    "winlas": {"colour": "#0b4a6f", "dark": "#07334d", "tint": "#eaf2f7"},
    "winston": {"colour": "#1d5a44", "dark": "#134030", "tint": "#e9f3ee"},
}


def make_sara(company: Controller) -> tuple[DataSubject, User]:
    """Give Sara with one of everything, and her login."""
    sara = create_subject(company, name="Sara Nyström", email="sara@example.se", phone="070-174 06 35")
    user = create_user_for(sara)
    org = create_org(company, name="Granvika Bygg AB")
    contact = create_contact(sara, org, title="platschef")
    create_contract(org, start=date(2024, 3, 1))
    create_support_profile(
        sara, registered_on=date(2024, 3, 12), activity=[date(2026, 11, 12)], work_phone="070-174 06 35"
    )
    create_ticket(sara, opened_on=date(2026, 11, 11), title="Import av schema")
    create_ticket(sara, opened_on=date(2025, 11, 11), title="Utskrift")
    create_correspondence(contact, sent_on=date(2026, 5, 2))
    create_inquiry(sara, received_on=date(2026, 5, 14))
    create_invoice(org, origin=date(2026, 2, 1), paid_on=date(2026, 3, 1), reference_contact=contact)
    create_voucher(org, posting_on=date(2026, 2, 1), reference_name="Sara Nyström")
    create_voucher(org, posting_on=date(2025, 2, 1), reference_name="Sara Nyström")
    create_marketing(sara, given_on=date(2026, 10, 2))
    create_look(sara, on=date(2026, 9, 3))
    return sara, user
