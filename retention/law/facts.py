"""The facts a retention decision is made on: plain values, in Stockholm days (domain.md RT-1).

Whoever loads them has turned instants into days; only consent keeps its instants, because a
withdrawal and a new consent may fall on one day. Order never matters. The same `Facts` serve one
unit (its item alone, with what it consults: contracts, blocks, ...) and a whole person.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum

from law.shapes import UnpaidScope


class ActivityKind(StrEnum):
    """What happens around a support profile (RT-4)."""

    REGISTRATION = "registration"
    LOGIN = "login"
    TICKET_CREATED = "ticket_created"
    TICKET_REPLY = "ticket_reply"
    PROFILE_UPDATE_BY_USER = "profile_update_by_user"
    RENEWAL_CONFIRMED = "renewal_confirmed"
    PROFILE_VIEW = "profile_view"
    EMAIL_OPEN = "email_open"
    MARKETING_CLICK = "marketing_click"
    STAFF_EDIT = "staff_edit"
    LOGIN_FAILED = "login_failed"
    PASSWORD_RESET_REQUESTED = "password_reset_requested"
    API_SYNC = "api_sync"
    REMINDER = "reminder"


class InquiryKind(StrEnum):
    """What was asked for on the contact page (WL-35); the law counts them alike."""

    QUOTE = "quote"
    DEMO = "demo"
    QUESTION = "question"


class ReminderStatus(StrEnum):
    """What became of a reminder: `sent` means accepted by our mail relay (RT-5)."""

    SENT = "sent"
    BOUNCED = "bounced"
    FAILED = "failed"


class EventType(StrEnum):
    """What happens to a claim (RT-9); a write-off in the books changes nothing."""

    PAYMENT = "payment"
    CREDIT_NOTE = "credit_note"
    WAIVER = "waiver"
    REVERSAL = "reversal"
    REFUND = "refund"
    FEE = "fee"
    ACCOUNTING_WRITE_OFF = "accounting_write_off"


class Debtor(StrEnum):
    """Against whom a claim is barred: after ten years, or three against a consumer (PRESK 2 §)."""

    BUSINESS = "business"
    CONSUMER = "consumer"


class MarketingBasis(StrEnum):
    """On what ground a person is marketed to (RT-12)."""

    CONSENT = "consent"
    LEGITIMATE_INTEREST = "legitimate_interest"


class RequestType(StrEnum):
    """The right a person exercises (Art. 15-21)."""

    ACCESS = "access"
    PORTABILITY = "portability"
    RECTIFICATION = "rectification"
    ERASURE = "erasure"
    RESTRICTION = "restriction"
    OBJECTION = "objection"


class Outcome(StrEnum):
    """How a request was answered."""

    GRANTED = "granted"
    PARTIAL = "partial"
    REFUSED = "refused"


# --- support -----------------------------------------------------------------------------------
@dataclass(frozen=True, slots=True)
class Activity:
    """Something that happened around a profile on a day."""

    on: date
    kind: ActivityKind


@dataclass(frozen=True, slots=True)
class Reminder:
    """A reminder before erasure, and what became of it."""

    on: date
    status: ReminderStatus


@dataclass(frozen=True, slots=True)
class SupportProfile:
    """A registration with the support service; `verified` once the person confirmed the address."""

    registered_on: date
    activity: tuple[Activity, ...] = ()
    reminders: tuple[Reminder, ...] = ()
    verified: bool = True


@dataclass(frozen=True, slots=True)
class SupportTickets:
    """How many support cases name the person."""

    count: int


# --- customer ----------------------------------------------------------------------------------
@dataclass(frozen=True, slots=True)
class Contract:
    """A contract of the organisation, its last day inclusive; `end` None while it has no end."""

    start: date
    end: date | None
    end_corrected_on: date | None = None


@dataclass(frozen=True, slots=True)
class Correspondence:
    """Saved messages with a contact, by the day of the last one."""

    last_message_on: date


@dataclass(frozen=True, slots=True)
class Inquiry:
    """A question, a quote or a demo asked for; `converted` when it became a customer."""

    received_on: date
    last_contact_on: date | None = None
    converted: bool = False


@dataclass(frozen=True, slots=True)
class PhoneMessage:
    """A message taken by the answering service (WN-16)."""

    taken_on: date


# --- money -------------------------------------------------------------------------------------
@dataclass(frozen=True, slots=True)
class InvoiceEvent:
    """What changed a claim on a day; amounts are above 0."""

    on: date
    type: EventType
    amount: Decimal


@dataclass(frozen=True, slots=True)
class Invoice:
    """One claim: its amount, when it arose, what interrupted its prescription, what was paid."""

    amount: Decimal
    claim_origin: date
    interruptions: tuple[date, ...] = ()
    events: tuple[InvoiceEvent, ...] = ()
    debtor: Debtor = Debtor.BUSINESS


@dataclass(frozen=True, slots=True)
class AccountingDoc:
    """A voucher with its underlying invoice."""

    posting_date: date


@dataclass(frozen=True, slots=True)
class FiscalYear:
    """A financial year, both days inclusive; up to 18 months long."""

    start: date
    end: date


@dataclass(frozen=True, slots=True)
class CreditCheck:
    """A credit report."""

    obtained_on: date


# --- marketing, web, statistics ------------------------------------------------------------------
@dataclass(frozen=True, slots=True)
class Marketing:
    """A marketing profile; consent keeps its instants (the newest `given_at` decides)."""

    basis: MarketingBasis
    last_interaction_on: date | None = None
    given_at: datetime | None = None
    withdrawn_at: datetime | None = None
    objected_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class WebVisit:
    """A visit to a website, and whether the address was masked."""

    visited_on: date
    ip_masked: bool = True


@dataclass(frozen=True, slots=True)
class StatsExtract:
    """Statistics drawn for analysis."""

    created_on: date
    anonymised: bool = False


# --- proof ---------------------------------------------------------------------------------------
@dataclass(frozen=True, slots=True)
class Consent:
    """A consent; `ended_on` None while it stands."""

    ended_on: date | None


@dataclass(frozen=True, slots=True)
class Suppression:
    """An address we must not write to."""

    since: date


@dataclass(frozen=True, slots=True)
class Disclosure:
    """What was given to somebody, on a day."""

    on: date


@dataclass(frozen=True, slots=True)
class Request:
    """A data-subject request; `outcome` and `decided_on` once it is decided."""

    type: RequestType
    received_on: date
    closed_on: date | None = None
    decided_on: date | None = None
    outcome: Outcome | None = None


@dataclass(frozen=True, slots=True)
class SecurityEvent:
    """A sign-in or security event of the log."""

    on: date


@dataclass(frozen=True, slots=True)
class Record:
    """Data of a category without facts of its own: the days its policy's rule asks for, by name."""

    category: str
    triggers: Mapping[str, date]
    reminders: tuple[Reminder, ...] = ()


# --- what blocks -----------------------------------------------------------------------------------
@dataclass(frozen=True, slots=True)
class Block:
    """A hold or a restriction: half-open `[from_on, until_on)`, without end while `until_on` is None.

    `scope` None is `all`: every primary category that `all` reaches; otherwise the categories named.
    """

    from_on: date
    until_on: date | None = None
    scope: frozenset[str] | None = None


@dataclass(frozen=True, slots=True)
class Settings:
    """What the controller has set; None where the policy's own parameter holds."""

    unpaid_scope: UnpaidScope | None = None


NO_SETTINGS = Settings()


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
