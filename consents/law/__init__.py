"""The gate as law: `may_use(use, facts)`, pure (domain.md 4.9, 4.12)."""

from consents.law.consent import status_at
from consents.law.gate import may_use
from consents.law.values import (
    MARKETING,
    PROFILING,
    Address,
    Basis,
    Channel,
    ConsentState,
    ConsentStatus,
    MessageClass,
    SoftOptIn,
    Use,
    UseCode,
    UseDecision,
    UseFacts,
)

__all__ = [
    "MARKETING",
    "PROFILING",
    "Address",
    "Basis",
    "Channel",
    "ConsentState",
    "ConsentStatus",
    "MessageClass",
    "SoftOptIn",
    "Use",
    "UseCode",
    "UseDecision",
    "UseFacts",
    "may_use",
    "status_at",
]
