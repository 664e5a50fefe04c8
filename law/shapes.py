"""The names a policy may use to bind a category to a rule: shapes, triggers, categories.

The policy file (`register`) and the law (`retention.law`) share these words.
"""

from __future__ import annotations

from enum import StrEnum


class Shape(StrEnum):
    """How a rule turns a day into a limit (design.md 3)."""

    AFTER_EVENT = "after_event"
    """So long after something that has happened; a missing day is bad data."""
    AFTER_LAST_ACTIVITY = "after_last_activity"
    """So long after the last use, and never without notice."""
    WHILE_OPEN_THEN_AFTER = "while_open_then_after"
    """While something runs, without an end; then so long after it ended."""
    YEAR_END = "year_end"
    """Until 31 December, so many years after the year of the event."""
    AT_ONCE = "at_once"
    """Not to be kept at all: acts on the very day of the event."""
    NO_END = "no_end"
    """Ends with something else, never by itself."""


class Trigger(StrEnum):
    """The day from which a rule of the hub's own categories counts."""

    LAST_COUNTED_ACTIVITY = "last_counted_activity"
    REGISTRATION = "registration"
    PROFILE_ERASED = "profile_erased"
    LATEST_CONTRACT_END = "latest_contract_end"
    LAST_MESSAGE = "last_message"
    LAST_CONTACT = "last_contact"
    CLAIM_SETTLED = "claim_settled"
    FINANCIAL_YEAR_END = "financial_year_end"
    REPORT_OBTAINED = "report_obtained"
    MARKETING_INTERACTION = "marketing_interaction"
    VISIT = "visit"
    EXTRACT_NOT_ANONYMISED = "extract_not_anonymised"
    LAST_CONSENT_END = "last_consent_end"
    REQUEST_CLOSED = "request_closed"
    DISCLOSED = "disclosed"
    MESSAGE_TAKEN = "message_taken"
    SECURITY_EVENT = "security_event"
    HOLDER_GONE = "holder_gone"
    MARKETING_ENDS = "marketing_ends"


class When(StrEnum):
    """The case in which a rule holds, where one category has a rule for each of two cases."""

    CONSENT = "consent"
    LEGITIMATE_INTEREST = "legitimate_interest"
    VERIFIED = "verified"
    UNVERIFIED = "unverified"


class Effect(StrEnum):
    """What happens at the limit."""

    ERASE = "erase"
    ANONYMISE = "anonymise"


class UnpaidScope(StrEnum):
    """What an unpaid invoice keeps: its own file, or everything about the customer (RT-9b)."""

    CLAIM = "claim"
    ALL = "all"


OFFERED: dict[str, frozenset[Trigger]] = {
    "support_profile": frozenset({Trigger.LAST_COUNTED_ACTIVITY, Trigger.REGISTRATION}),
    "support_tickets": frozenset({Trigger.PROFILE_ERASED}),
    "customer_data": frozenset({Trigger.LATEST_CONTRACT_END}),
    "correspondence": frozenset({Trigger.LAST_MESSAGE}),
    "crm_inquiry": frozenset({Trigger.LAST_CONTACT}),
    "billing_claim": frozenset({Trigger.CLAIM_SETTLED}),
    "accounting_records": frozenset({Trigger.FINANCIAL_YEAR_END}),
    "credit_check": frozenset({Trigger.REPORT_OBTAINED}),
    "marketing_profile": frozenset({Trigger.MARKETING_INTERACTION, Trigger.LATEST_CONTRACT_END}),
    "web_visit_stats": frozenset({Trigger.VISIT}),
    "stats_extract": frozenset({Trigger.EXTRACT_NOT_ANONYMISED}),
    "consent_evidence": frozenset({Trigger.LAST_CONSENT_END}),
    "dsr_file": frozenset({Trigger.REQUEST_CLOSED}),
    "dsr_ledger": frozenset({Trigger.REQUEST_CLOSED}),
    "disclosure_log": frozenset({Trigger.DISCLOSED}),
    "suppression_entry": frozenset({Trigger.MARKETING_ENDS}),
    "phone_message": frozenset({Trigger.MESSAGE_TAKEN}),
    "security_log": frozenset({Trigger.SECURITY_EVENT}),
    "account": frozenset({Trigger.HOLDER_GONE}),
    "identity": frozenset({Trigger.HOLDER_GONE}),
}
"""The triggers a rule of each of the hub's own categories may use.

Any other category is kept in `subjects.Record`, and its trigger is the name of a day of the record.
"""


def triggers_of(category: str) -> frozenset[Trigger] | None:
    """Give the triggers a category offers; None for a category of `Record`, whose days have any name."""
    return OFFERED.get(category)
