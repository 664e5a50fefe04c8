"""The facts a retention decision is made on: plain values, in Stockholm days (domain.md RT-1).

Whoever loads them has turned instants into days; only consent keeps its instants, because a
withdrawal and a new consent may fall on one day. Order never matters. The same `Facts` serve one
unit (its item alone, with what it consults: contracts, blocks, ...) and a whole person.
"""

from retention.law.facts.customer import Contract, Correspondence, Inquiry, InquiryKind, PhoneMessage
from retention.law.facts.marketing import Marketing, MarketingBasis, StatsExtract, WebVisit
from retention.law.facts.money import (
    AccountingDoc,
    CreditCheck,
    Debtor,
    EventType,
    FiscalYear,
    Invoice,
    InvoiceEvent,
)
from retention.law.facts.own import NO_SETTINGS, Block, Record, Settings
from retention.law.facts.proof import (
    Consent,
    Disclosure,
    Outcome,
    Request,
    RequestType,
    SecurityEvent,
    Suppression,
)
from retention.law.facts.support import (
    Activity,
    ActivityKind,
    Reminder,
    ReminderStatus,
    SupportProfile,
    SupportTickets,
)
from retention.law.facts.whole import Facts

__all__ = [
    "NO_SETTINGS",
    "AccountingDoc",
    "Activity",
    "ActivityKind",
    "Block",
    "Consent",
    "Contract",
    "Correspondence",
    "CreditCheck",
    "Debtor",
    "Disclosure",
    "EventType",
    "Facts",
    "FiscalYear",
    "Inquiry",
    "InquiryKind",
    "Invoice",
    "InvoiceEvent",
    "Marketing",
    "MarketingBasis",
    "Outcome",
    "PhoneMessage",
    "Record",
    "Reminder",
    "ReminderStatus",
    "Request",
    "RequestType",
    "SecurityEvent",
    "Settings",
    "StatsExtract",
    "SupportProfile",
    "SupportTickets",
    "Suppression",
    "WebVisit",
]
