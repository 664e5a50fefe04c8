"""Collect the rows of the demo, and write them in bulk: a few statements for some hundreds of people."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any, TypeVar

from django.db.models import Model

from accounts.models import Controller
from imports.demo.names import STAR_NAMES, TITLES, address, firm_name, person_name
from law.calendar import STOCKHOLM, add_months
from retention.models import Reminder
from subjects import models as m
from subjects.identifiers import normalise

Row = TypeVar("Row", bound=Model)

SOURCE_NAME = "Demo"
ORDER: tuple[type[Model], ...] = (
    m.FiscalYear, m.DataSubject, m.Identity, m.SourceRecord, m.CustomerOrg, m.Contact, m.CustomerData,
    m.Contract,
    m.Invoice, m.InvoiceEvent, m.ClaimInterruption, m.Voucher, m.CreditCheck, m.SupportProfile, m.Activity,
    m.SupportTicket, m.Inquiry, m.Correspondence, m.PhoneMessage, m.MarketingProfile, m.Record, m.WebVisit,
    m.StatsExtract, m.AccessLog,
)  # fmt: skip
"""Tables in the order in which rows refer to each other."""


class Cast:
    """The people of one controller on one day, and everything kept of them."""

    def __init__(
        self, controller: Controller, today: date, *, categories: frozenset[str], own_from: int = 0
    ) -> None:
        self.controller, self.today, self.categories = controller, today, categories
        self.own_from = own_from
        self.rows: dict[type[Model], list[Any]] = {model: [] for model in ORDER}
        self.reminders: list[tuple[m.SupportProfile, date, str]] = []
        self._next_person, self._next_number = 0, 0

    # --- days ----------------------------------------------------------------------------------
    def ago(self, *, months: int = 0, days: int = 0) -> date:
        """Give the day so many months, and then days, before today."""
        return add_months(self.today, -months) - timedelta(days=days)

    @staticmethod
    def at(day: date, hour: int = 10) -> datetime:
        """Give an hour of a Stockholm day."""
        return datetime.combine(day, time(hour), STOCKHOLM)

    # --- rows ----------------------------------------------------------------------------------
    def add(self, row: Row) -> Row:
        """Keep a row to be written."""
        self.rows[type(row)].append(row)
        return row

    def has(self, category: str) -> bool:
        """Tell whether the controller's policy knows a category; otherwise nothing of it is made."""
        return category in self.categories

    def number(self, prefix: str) -> str:
        """Give the next number of a series."""
        self._next_number += 1
        return f"{prefix}-{self._next_number:04d}"

    def person(
        self, kind: str = m.SubjectKind.CUSTOMER_CONTACT, *, since: date | None = None
    ) -> m.DataSubject:
        """Make the next person, with an address and from whom we have them.

        Those shown by name are the same at every controller; the others are the controller's own.
        """
        number = self._next_person + (self.own_from if self._next_person >= len(STAR_NAMES) else 0)
        self._next_person += 1
        first, last = person_name(number)
        since = since or self.ago(months=30)
        subject = self.add(
            m.DataSubject(
                controller=self.controller,
                kind=kind,
                full_name=f"{first} {last}",
                language="en" if number % 25 == 24 else "sv",
                created_at=self.at(since),
            )
        )
        mail = address(first, last, number)
        self.add(
            m.Identity(
                controller=self.controller,
                subject=subject,
                kind=m.IdentityKind.EMAIL,
                value=mail,
                normalised=normalise(m.IdentityKind.EMAIL, mail),
                verified_at=self.at(since),
                added_at=self.at(since),
            )
        )
        self.add(m.SourceRecord(subject=subject, kind=m.SourceKind.SELF, name=SOURCE_NAME, obtained_on=since))
        return subject

    def organisation(self, *, natural_person: bool = False) -> m.CustomerOrg:
        """Make an organisation; a sole trader is one too."""
        number = self.number("D")
        name = firm_name(int(number[2:]))
        return self.add(
            m.CustomerOrg(
                controller=self.controller,
                name=f"Enskild firma {name.split()[0]}" if natural_person else name,
                number=number,
                country="Sverige",
                natural_person=natural_person,
            )
        )

    def contact(
        self, org: m.CustomerOrg, person: m.DataSubject | None = None, *, left_on: date | None = None
    ) -> m.Contact:
        """Let a person (a new one when none is given) speak for an organisation."""
        contact = self.add(m.Contact(subject=person or self.person(), org=org, left_on=left_on))
        title = TITLES[len(self.rows[m.Contact]) % len(TITLES)]
        self.add(m.CustomerData(contact=contact, title=title, notes="Ring helst på förmiddagen."))
        return contact

    def contract(self, org: m.CustomerOrg, start: date, end: date | None = None, **fields: Any) -> m.Contract:
        """Make a contract; without an end it runs."""
        return self.add(m.Contract(org=org, number=self.number("A"), start_on=start, end_on=end, **fields))

    def invoice(
        self,
        org: m.CustomerOrg,
        on: date,
        amount: int,
        events: Iterable[tuple[date, str, int]] = (),
        **fields: Any,
    ) -> m.Invoice:
        """Make an invoice with its voucher, and what happened to it: (day, kind, amount)."""
        number = self.number("F")
        invoice = self.add(
            m.Invoice(org=org, number=number, amount=Decimal(amount), claim_origin_on=on, **fields)
        )
        self.voucher(org, on, amount)
        for day, kind, size in events:
            self.add(m.InvoiceEvent(invoice=invoice, happened_on=day, kind=kind, amount=Decimal(size)))
        return invoice

    def voucher(self, org: m.CustomerOrg, on: date, amount: int) -> m.Voucher:
        """Make a voucher."""
        return self.add(
            m.Voucher(
                org=org,
                number=self.number("V"),
                posting_on=on,
                amount=Decimal(amount),
                counterparty=org.name,
            )
        )

    def reminder(self, profile: m.SupportProfile, on: date, status: str = "sent") -> None:
        """Note a reminder before the profile goes, and how it fared."""
        self.reminders.append((profile, on, status))

    # --- writing -------------------------------------------------------------------------------
    def write(self) -> None:
        """Write everything, table by table."""
        for model in ORDER:
            model._default_manager.bulk_create(self.rows[model], batch_size=2000)
        Reminder.objects.bulk_create(
            Reminder(subject=p.subject, profile_id=p.pk, point_on=on, status=status, at=self.at(on, 7))
            for p, on, status in self.reminders
        )
