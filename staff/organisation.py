"""One organisation's page: its contracts, claims and vouchers, each with its day and its reasons."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.utils.formats import date_format, number_format

from accounts.models import Role
from register.categories import Category
from retention.selectors import Kept, kept_of_organisation
from staff.access import Staff
from staff.masking import masked_name, masked_org, masked_value
from subjects.at_once import ask_at_once, joined
from subjects.models import (
    Contact,
    Contract,
    CreditCheck,
    CustomerOrg,
    DataSubject,
    Invoice,
    ProcessingBlock,
    Voucher,
)


@dataclass(frozen=True, kw_only=True)
class Organisation:
    """What the page says. Persons stand masked: to read about one, one opens that one."""

    org: CustomerOrg
    name: str
    org_number: str
    address: str
    items: list[Kept]
    contracts: list[Contract]
    contacts: list[tuple[Contact, str]]
    blocks: list[ProcessingBlock]


def organisation_of(org: CustomerOrg, staff: Staff) -> Organisation:
    """Gather an organisation's page in a constant number of queries; nothing is written."""
    items = kept_of_organisation(org, staff.today)
    hidden = org.natural_person and not staff.has(org.controller, *CASE_WORKERS)
    found = ask_at_once(
        contracts=Contract.objects.filter(org=org).order_by("-start_on", "pk"),
        contacts=Contact.objects.filter(org=org).order_by("left_on", "pk"),
        people=DataSubject.objects.filter(contacts__org=org),
        blocks=ProcessingBlock.objects.filter(org=org, until_on=None).order_by("pk"),
    )
    joined(found["blocks"], "controller", [org.controller])
    contacts = joined(found["contacts"], "subject", found["people"])
    return Organisation(
        org=org,
        name=masked_org(org.name, natural_person=hidden),
        org_number=masked_value(org.org_number) if org.natural_person and org.org_number else org.org_number,
        address=masked_value(org.address) if hidden and org.address else org.address,
        items=sorted(
            items, key=lambda one: (one.decision.action_date or date.max, one.category, one.key.item_id)
        ),
        contracts=found["contracts"],
        contacts=[(contact, masked_name(contact.subject.full_name)) for contact in contacts],
        blocks=found["blocks"],
    )


CASE_WORKERS = (Role.HANDLER, Role.DPO, Role.ACCOUNTING)


@dataclass(frozen=True, slots=True)
class Named:
    """What an item is called, and what it comes to where somebody may read that."""

    name: str
    amount: str = ""


def names_of(items: Iterable[Kept], *, accounting: bool) -> dict[tuple[str, int], Named]:
    """Name items by their numbers in one query; a voucher's is for accounting alone (RT-10)."""
    ids: dict[str, list[int]] = {}
    for one in items:
        ids.setdefault(one.category, []).append(one.key.item_id)
    found = ask_at_once(
        invoices=Invoice.objects.filter(pk__in=ids.get(Category.BILLING_CLAIM, [0])),
        checks=CreditCheck.objects.filter(pk__in=ids.get(Category.CREDIT_CHECK, [0])),
        vouchers=Voucher.objects.filter(pk__in=ids.get(Category.ACCOUNTING_RECORDS, [0])),
    )
    named: dict[tuple[str, int], Named] = {}
    for invoice in found["invoices"]:
        named[Category.BILLING_CLAIM, invoice.pk] = Named(
            invoice.number, _money(invoice.amount, invoice.currency)
        )
    for check in found["checks"]:
        named[Category.CREDIT_CHECK, check.pk] = Named(date_format(check.obtained_on, "j F Y"))
    for voucher in found["vouchers"] if accounting else ():
        named[Category.ACCOUNTING_RECORDS, voucher.pk] = Named(voucher.number, _money(voucher.amount))
    return named


def _money(amount: Decimal, currency: str = "SEK") -> str:
    return f"{number_format(amount, 2, force_grouping=True)} {currency}"
