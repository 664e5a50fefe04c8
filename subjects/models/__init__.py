"""People, organisations, what they did with us, what blocks, who looked, who got what."""

from subjects.models.base import OfController, Sourced, SourceKind
from subjects.models.billing import (
    ClaimInterruption,
    Debtor,
    FiscalYear,
    Invoice,
    InvoiceEvent,
    InvoiceEventKind,
    Voucher,
)
from subjects.models.dialogue import (
    Correspondence,
    CreditCheck,
    Inquiry,
    InquiryKind,
    MarketingBasis,
    MarketingProfile,
    PhoneMessage,
    Record,
)
from subjects.models.organisations import Contact, Contract, CustomerData, CustomerOrg
from subjects.models.oversight import AccessLog, BlockKind, Disclosure, ProcessingBlock
from subjects.models.people import DataSubject, Identity, IdentityKind, SourceRecord, SubjectKind
from subjects.models.support import (
    Activity,
    ActivityKind,
    SupportProfile,
    SupportTicket,
    TicketAttachment,
)
from subjects.models.web import StatsExtract, WebVisit

__all__ = [
    "AccessLog",
    "Activity",
    "ActivityKind",
    "BlockKind",
    "ClaimInterruption",
    "Contact",
    "Contract",
    "Correspondence",
    "CreditCheck",
    "CustomerData",
    "CustomerOrg",
    "DataSubject",
    "Debtor",
    "Disclosure",
    "FiscalYear",
    "Identity",
    "IdentityKind",
    "Inquiry",
    "InquiryKind",
    "Invoice",
    "InvoiceEvent",
    "InvoiceEventKind",
    "MarketingBasis",
    "MarketingProfile",
    "OfController",
    "PhoneMessage",
    "ProcessingBlock",
    "Record",
    "SourceKind",
    "SourceRecord",
    "Sourced",
    "StatsExtract",
    "SubjectKind",
    "SupportProfile",
    "SupportTicket",
    "TicketAttachment",
    "Voucher",
    "WebVisit",
]
