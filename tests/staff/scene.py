"""Two companies with their real policies, a little of everything, and somebody in each role."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from django.conf import settings

from accounts.models import Controller, Role, User
from law.calendar import add_months
from ledger.actor import WORKER
from register.policyfile import load
from register.services import load_policy
from retention.models import PurgeRun
from retention.purge.planning import plan
from subjects import models as m
from tests import factories as make

TODAY = date(2026, 11, 23)


@dataclass(frozen=True, kw_only=True)
class Scene:
    """Who is there: staff by role at each company, and one person with a little of everything."""

    winlas: Controller
    winston: Controller
    staff: dict[tuple[str, str], User]
    root: User
    sara: m.DataSubject
    org: m.CustomerOrg
    runs: dict[str, PurgeRun]


def with_policy(slug: str) -> Controller:
    """Give a company that follows its own policy file."""
    path = Path(settings.BASE_DIR) / "policies" / f"{slug}.yaml"
    load_policy(policy=load(str(path)), by=WORKER, at=make.noon(TODAY - timedelta(days=10)))
    return Controller.objects.get(slug=slug)


def build(*, due: int = 30, people: int = 6) -> Scene:
    """Build the scene and plan tonight's purges; `due` inquiries at Winston are past their date."""
    winlas, winston = with_policy("winlas"), with_policy("winston")
    staff = {
        (company.slug, role.value): make.create_staff(
            company, role, email=f"{role.value}.{company.slug}@example.se"
        )
        for company in (winlas, winston)
        for role in Role
    }
    root = User.objects.create_superuser("drift@example.se")
    sara, org = sara_at(winston)
    fill(winlas, people=people)
    fill(winston, people=people)
    for _ in range(due):
        make.create_inquiry(make.create_subject(winston), received_on=date(2025, 6, 1))
    runs = {
        company.slug: plan(controller=company, as_of=TODAY, at=make.noon(TODAY))
        for company in (winlas, winston)
    }
    return Scene(winlas=winlas, winston=winston, staff=staff, root=root, sara=sara, org=org, runs=runs)


def sara_at(company: Controller) -> tuple[m.DataSubject, m.CustomerOrg]:
    """Give one person with a little of everything, and her organisation."""
    sara = make.create_subject(
        company, name="Sara Nyström", email="sara.nystrom@example.se", phone="070-174 06 35"
    )
    org = make.create_org(company, name="Granvika Bygg AB", number="W-10482")
    contact = make.create_contact(sara, org, title="platschef")
    make.create_contract(org, start=date(2024, 3, 1))
    make.create_support_profile(sara, registered_on=date(2024, 3, 12), activity=[date(2026, 11, 12)])
    make.create_ticket(sara, opened_on=date(2026, 11, 11), title="Import av schema")
    make.create_correspondence(contact, sent_on=date(2026, 5, 2))
    make.create_inquiry(sara, received_on=date(2026, 5, 14))
    make.create_invoice(org, origin=date(2026, 2, 1), paid_on=date(2026, 3, 1), reference_contact=contact)
    make.create_invoice(org, origin=date(2026, 9, 1), reference_contact=contact)
    make.create_voucher(org, posting_on=date(2026, 2, 1), reference_name="Sara Nyström")
    make.create_voucher(org, posting_on=date(2025, 2, 1), reference_name="Sara Nyström")
    make.create_credit_check(org, obtained_on=date(2026, 10, 1))
    make.create_marketing(sara, given_on=date(2026, 10, 2))
    return sara, org


def fill(company: Controller, *, people: int) -> None:
    """Add people whose data go in different months; the last one's dates contradict each other."""
    for number in range(people):
        contact = make.create_contact(controller=company)
        ended = add_months(TODAY, -(number % 22) - 1)
        make.create_contract(contact.org, start=date(2022, 1, 1), end=ended)
        make.create_support_profile(contact.subject, activity=[add_months(TODAY, -(number % 20))])
        make.create_invoice(contact.org, origin=date(2024, 1, 1), paid_on=add_months(TODAY, -(number % 24)))
        make.create_voucher(contact.org, posting_on=date(2020 + number % 6, 5, 1))
    if people:
        torn = make.create_contact(controller=company)
        make.create_contract(torn.org, start=date(2026, 1, 1), end=date(2025, 1, 1))
