"""Everything a decision may need, in one value."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from retention.law.facts.customer import Contract, Correspondence, Inquiry, PhoneMessage
from retention.law.facts.marketing import Marketing, StatsExtract, WebVisit
from retention.law.facts.money import (
    AccountingDoc,
    CreditCheck,
    FiscalYear,
    Invoice,
)
from retention.law.facts.own import NO_SETTINGS, Block, Record, Settings
from retention.law.facts.proof import (
    Consent,
    Disclosure,
    Request,
    SecurityEvent,
    Suppression,
)
from retention.law.facts.support import (
    SupportProfile,
    SupportTickets,
)


@dataclass(frozen=True, slots=True)
class Facts:
    """Everything known of a person, an organisation or one unit that a decision may need."""

    support_profile: SupportProfile | None = None
    support_tickets: SupportTickets | None = None
    contracts: tuple[Contract, ...] = ()
    contact_left_on: date | None = None
    correspondence: Correspondence | None = None
    invoices: tuple[Invoice, ...] = ()
    accounting_docs: tuple[AccountingDoc, ...] = ()
    fiscal_years: tuple[FiscalYear, ...] = ()
    inquiries: tuple[Inquiry, ...] = ()
    credit_checks: tuple[CreditCheck, ...] = ()
    marketing: Marketing | None = None
    web_visits: tuple[WebVisit, ...] = ()
    stats_extracts: tuple[StatsExtract, ...] = ()
    consents: tuple[Consent, ...] = ()
    suppression: Suppression | None = None
    disclosures: tuple[Disclosure, ...] = ()
    dsrs: tuple[Request, ...] = ()
    include_dsr_records: bool = False
    holds: tuple[Block, ...] = ()
    restrictions: tuple[Block, ...] = ()
    open_requests: tuple[Block, ...] = ()
    """Open requests known as blocks only (`ProcessingBlock`); those in `dsrs` block by themselves."""
    phone_messages: tuple[PhoneMessage, ...] = ()
    security_log: tuple[SecurityEvent, ...] = ()
    records: tuple[Record, ...] = ()
    settings: Settings = field(default=NO_SETTINGS)
