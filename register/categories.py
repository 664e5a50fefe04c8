"""The categories of data the hub itself knows, and where a value can come from.

A policy file may add categories of its own (kept in `subjects.Record`); the tables of the hub
only ever hold these. Pure Python: the law and the policy file read it without Django.
"""

from __future__ import annotations

from enum import StrEnum


class Origin(StrEnum):
    """Where a value came from (Art. 13/14, 15(1)(g); portability takes provided and observed only)."""

    PROVIDED = "provided"
    OBSERVED = "observed"
    INFERRED = "inferred"
    THIRD_PARTY = "third_party"


class Category(StrEnum):
    """A kind of personal data with one retention rule (domain.md 3.2, RT-13 to RT-15, WN-16)."""

    SUPPORT_PROFILE = "support_profile"
    SUPPORT_TICKETS = "support_tickets"
    CUSTOMER_DATA = "customer_data"
    CORRESPONDENCE = "correspondence"
    CRM_INQUIRY = "crm_inquiry"
    BILLING_CLAIM = "billing_claim"
    ACCOUNTING_RECORDS = "accounting_records"
    MARKETING_PROFILE = "marketing_profile"
    CREDIT_CHECK = "credit_check"
    PHONE_MESSAGE = "phone_message"
    SECURITY_LOG = "security_log"
    WEB_VISIT_STATS = "web_visit_stats"
    STATS_EXTRACT = "stats_extract"
    DSR_FILE = "dsr_file"
    DSR_LEDGER = "dsr_ledger"
    CONSENT_EVIDENCE = "consent_evidence"
    DISCLOSURE_LOG = "disclosure_log"
    SUPPRESSION_ENTRY = "suppression_entry"
    ACCOUNT = "account"
    IDENTITY = "identity"
    STAFF_ACCOUNT = "staff_account"
    ACCESS_LOG = "access_log"
    MESSAGE_LOG = "message_log"
    PER_ROW = "per_row"
    """The row itself names its category: `subjects.Record` and other tables that serve several."""


NO_UNIT = frozenset(
    {
        Category.WEB_VISIT_STATS,
        Category.STATS_EXTRACT,
        Category.SECURITY_LOG,
        Category.DSR_FILE,
        Category.DSR_LEDGER,
        Category.CONSENT_EVIDENCE,
        Category.DISCLOSURE_LOG,
        Category.SUPPRESSION_ENTRY,
        Category.ACCOUNT,
        Category.IDENTITY,
        Category.STAFF_ACCOUNT,
        Category.ACCESS_LOG,
        Category.MESSAGE_LOG,
    }
)
"""What goes by day or with its holder, and so is no unit that a block or request could name (design.md 5)."""
