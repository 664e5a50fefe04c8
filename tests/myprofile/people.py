"""Sara at WinLas, who has a little of everything, under the real policy."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from accounts.models import Controller, User
from consents.models import ConsentRecord, Way
from consents.services.answers import Said
from consents.services.consenting import give_consent, text_for
from ledger.actor import SUBJECT, WORKER
from register.policyfile import load
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
    create_org,
    create_subject,
    create_support_profile,
    create_ticket,
    create_user_for,
    create_voucher,
    noon,
)

TODAY = date(2026, 11, 23)
POLICIES = Path(__file__).parents[2] / "policies"


def make_policy(slug: str) -> Controller:
    """Give one of the two companies, under its real policy file."""
    policy = load(POLICIES / f"{slug}.yaml")
    company = create_controller(slug, name=policy.controller.name)
    load_policy(policy=policy, by=WORKER, at=noon(TODAY))
    return company


def say_yes(person: DataSubject, channel: str, *, on: date, purpose: str = "marketing") -> ConsentRecord:
    """Let a person say yes to what the policy asks on a channel."""
    said = Said(by=SUBJECT, at=noon(on), way=Way.MY_PROFILE)
    return give_consent(subject=person, text=text_for(person, purpose, channel), said=said)


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
    say_yes(sara, "email", on=date(2026, 10, 2))
    create_look(sara, on=date(2026, 9, 3))
    return sara, user
