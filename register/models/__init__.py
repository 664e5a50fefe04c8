"""The register: the policy as rows, versioned and immutable, and the findings about it."""

from register.models.data import DataCategory, RetentionRule
from register.models.findings import Finding
from register.models.policy import LivePolicy, PolicyActivation, PolicyVersion
from register.models.purposes import LegalBasisEntry, LIAssessment, Purpose
from register.models.recipients import Processor, Recipient, StorageLocation, Transfer
from register.models.texts import ConsentText, CookieCategory, NoticeVersion
from register.models.weighing import WrittenAssessment

POLICY_PARTS = (
    DataCategory,
    RetentionRule,
    Purpose,
    LIAssessment,
    LegalBasisEntry,
    Recipient,
    Processor,
    Transfer,
    StorageLocation,
    ConsentText,
    CookieCategory,
    NoticeVersion,
)
"""The rows of a policy version, made in the transaction that loads it and never after."""

__all__ = [
    "POLICY_PARTS",
    "ConsentText",
    "CookieCategory",
    "DataCategory",
    "Finding",
    "LIAssessment",
    "LegalBasisEntry",
    "LivePolicy",
    "NoticeVersion",
    "PolicyActivation",
    "PolicyVersion",
    "Processor",
    "Purpose",
    "Recipient",
    "RetentionRule",
    "StorageLocation",
    "Transfer",
    "WrittenAssessment",
]
