"""What one row of a file can become here: the parts of a mapping and their fields."""

from __future__ import annotations

from typing import Annotated

from pydantic import AfterValidator, Field

from imports.mapping.kinds import (
    DAY,
    EMAIL,
    FLAG,
    INSTANT,
    LONG_TEXT,
    MONEY,
    MONEY_ABOVE_ZERO,
    PHONE,
    text,
    word,
)
from imports.mapping.values import Condition, Value
from register.categories import Category
from register.policyfile.values import Key, Strict, refuse
from subjects.models import ActivityKind, Debtor, InquiryKind, InvoiceEventKind, SubjectKind


class Part(Strict):
    """Something a row becomes, when its condition holds."""

    when: Condition | None = None
    unless: Condition | None = None


class Organisation(Part):
    """The customer organisation of a row, found by its number; without a name it must be here already."""

    number: Annotated[Value, text(40)]
    name: Annotated[Value | None, text(200)] = None
    org_number: Annotated[Value | None, text(20)] = None
    address: Annotated[Value | None, text(300)] = None
    country: Annotated[Value | None, text(60)] = None
    natural_person: Annotated[Value | None, FLAG] = None


class Person(Part):
    """The person of a row, found by customer number, e-mail or phone; without a name they must be here."""

    name: Annotated[Value | None, text(200)] = None
    email: Annotated[Value | None, EMAIL] = None
    phone: Annotated[Value | None, PHONE] = None
    customer_number: Annotated[Value | None, text(60)] = None
    language: Annotated[Value | None, word("sv", "en")] = None
    kind: Annotated[Value | None, word(*SubjectKind.values)] = None


class Contact(Part):
    """That the person of the row speaks for its organisation, with what is kept to serve them."""

    title: Annotated[Value | None, text(120)] = None
    notes: Annotated[Value | None, LONG_TEXT] = None
    preferences: Annotated[Value | None, LONG_TEXT] = None
    left_on: Annotated[Value | None, DAY] = None


class Contract(Part):
    """A contract of the organisation; an end that is empty means that it runs."""

    number: Annotated[Value, text(60)]
    start_on: Annotated[Value, DAY]
    end_on: Annotated[Value | None, DAY] = None


class InvoiceEvent(Part):
    """What happened to the invoice of the row."""

    kind: Annotated[Value, word(*InvoiceEventKind.values)]
    happened_on: Annotated[Value, DAY]
    amount: Annotated[Value, MONEY_ABOVE_ZERO]


class Invoice(Part):
    """A claim on the organisation, with what happened to it."""

    number: Annotated[Value, text(60)]
    amount: Annotated[Value, MONEY_ABOVE_ZERO]
    currency: Annotated[Value | None, text(3)] = None
    claim_origin_on: Annotated[Value, DAY]
    debtor: Annotated[Value | None, word(*Debtor.values)] = None
    events: tuple[InvoiceEvent, ...] = ()


class Voucher(Part):
    """A voucher; the counterparty is the organisation's name unless another is given."""

    number: Annotated[Value, text(60)]
    posting_on: Annotated[Value, DAY]
    amount: Annotated[Value, MONEY]
    counterparty: Annotated[Value | None, text(200)] = None
    reference_name: Annotated[Value | None, text(200)] = None


class Activity(Part):
    """A day on which the person used the support service."""

    kind: Annotated[Value, word(*ActivityKind.values)]
    happened_on: Annotated[Value, DAY]


class SupportProfile(Part):
    """The person's registration with the support service; its address counts as confirmed."""

    registered_at: Annotated[Value, INSTANT]
    organisation_name: Annotated[Value | None, text(200)] = None
    work_phone: Annotated[Value | None, text(40)] = None
    interests: Annotated[Value | None, LONG_TEXT] = None
    activity: tuple[Activity, ...] = ()


class Inquiry(Part):
    """A question from the contact page."""

    received_at: Annotated[Value, INSTANT]
    kind: Annotated[Value | None, word(*InquiryKind.values)] = None
    last_contact_at: Annotated[Value | None, INSTANT] = None
    converted: Annotated[Value | None, FLAG] = None
    message: Annotated[Value | None, LONG_TEXT] = None


class Correspondence(Part):
    """A saved e-mail with the contact of the row."""

    sent_on: Annotated[Value, DAY]
    title: Annotated[Value | None, text(200)] = None
    body: Annotated[Value | None, LONG_TEXT] = None


def _own_category(name: str) -> str:
    if name in set(Category):
        raise refuse(
            f"{name!r} has a table of its own; a record holds categories of the company's own policy"
        )
    return name


class Record(Part):
    """Data of a category of the company's own: the days its rule asks for, and the content."""

    category: Annotated[Key, AfterValidator(_own_category)]
    triggers: dict[Key, Annotated[Value, DAY]] = Field(min_length=1)
    content: dict[Key, Annotated[Value, LONG_TEXT]] = {}


class Row(Strict):
    """Everything one row becomes."""

    organisation: Organisation | None = None
    person: Person | None = None
    contact: Contact | None = None
    contract: Contract | None = None
    invoice: Invoice | None = None
    vouchers: tuple[Voucher, ...] = ()
    support_profile: SupportProfile | None = None
    inquiry: Inquiry | None = None
    correspondence: Correspondence | None = None
    records: tuple[Record, ...] = ()
