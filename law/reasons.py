"""The codes of every retention decision, and the provision each one cites.

A code is a stable name: `SUPPORT_24M` stays so in a company that keeps for 36 months. The numbers
and words shown to people come from the policy.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Code(StrEnum):
    """Why something is kept, or why it goes (domain.md 3.3)."""

    # --- support ---
    SUPPORT_24M = "SUPPORT_24M"
    UNVERIFIED_7D = "UNVERIFIED_7D"
    TICKET_FOLLOWS_PROFILE = "TICKET_FOLLOWS_PROFILE"
    REMINDER_DUE = "REMINDER_DUE"
    REMINDER_MISSING = "REMINDER_MISSING"
    REMINDER_LATE_GRACE = "REMINDER_LATE_GRACE"
    REMINDER_PROMISED = "REMINDER_PROMISED"
    # --- customer ---
    CONTRACT_OPEN = "CONTRACT_OPEN"
    CONTRACT_RUNNING_FIXED = "CONTRACT_RUNNING_FIXED"
    CONTRACT_ENDED_24M = "CONTRACT_ENDED_24M"
    CONTACT_LEFT_24M = "CONTACT_LEFT_24M"
    RETRO_CORRECTION_GRACE = "RETRO_CORRECTION_GRACE"
    INQUIRY_12M = "INQUIRY_12M"
    INQUIRY_CONVERTED = "INQUIRY_CONVERTED"
    PHONE_30D = "PHONE_30D"
    # --- money ---
    CLAIM_OPEN = "CLAIM_OPEN"
    CLAIM_BALANCE_NOT_ZERO = "CLAIM_BALANCE_NOT_ZERO"
    CLAIM_SETTLED_24M = "CLAIM_SETTLED_24M"
    CLAIM_TIME_BARRED = "CLAIM_TIME_BARRED"
    CLAIM_OPEN_BLOCKS_ALL = "CLAIM_OPEN_BLOCKS_ALL"
    BFL_7_2 = "BFL_7_2"
    CREDIT_INFO_3M = "CREDIT_INFO_3M"
    # --- web, statistics, marketing ---
    WEB_26M = "WEB_26M"
    IP_NOT_MASKED = "IP_NOT_MASKED"
    STATS_MUST_BE_ANONYMISED = "STATS_MUST_BE_ANONYMISED"
    NOT_PERSONAL_DATA = "NOT_PERSONAL_DATA"
    MARKETING_IDLE_24M = "MARKETING_IDLE_24M"
    MARKETING_LI_CUSTOMER = "MARKETING_LI_CUSTOMER"
    MARKETING_LI_12M = "MARKETING_LI_12M"
    CONSENT_WITHDRAWN = "CONSENT_WITHDRAWN"
    OBJECTION_ART21_2 = "OBJECTION_ART21_2"
    # --- rights and blocks ---
    DSR_ERASURE_GRANTED = "DSR_ERASURE_GRANTED"
    ERASURE_EXEMPT_CONTRACT = "ERASURE_EXEMPT_CONTRACT"
    ERASURE_EXEMPT_CLAIM = "ERASURE_EXEMPT_CLAIM"
    ERASURE_EXEMPT_BFL = "ERASURE_EXEMPT_BFL"
    LEGAL_HOLD = "LEGAL_HOLD"
    RESTRICTION_ART18 = "RESTRICTION_ART18"
    OPEN_DSR = "OPEN_DSR"
    DEFERRED_BLOCK_ENDED = "DEFERRED_BLOCK_ENDED"
    DATA_QUALITY_REVIEW = "DATA_QUALITY_REVIEW"
    # --- proof and the hub's own tables ---
    DSR_FILE_24M = "DSR_FILE_24M"
    DSR_LEDGER_60M = "DSR_LEDGER_60M"
    CONSENT_ACTIVE = "CONSENT_ACTIVE"
    CONSENT_EVIDENCE_60M = "CONSENT_EVIDENCE_60M"
    DISCLOSURE_LOG_60M = "DISCLOSURE_LOG_60M"
    SUPPRESSION_PERSISTS = "SUPPRESSION_PERSISTS"
    SECURITY_LOG_12M = "SECURITY_LOG_12M"
    ACCESS_LOG_24M = "ACCESS_LOG_24M"
    MESSAGE_LOG_12M = "MESSAGE_LOG_12M"
    STAFF_24M = "STAFF_24M"
    ACCOUNT_FOLLOWS_SUBJECT = "ACCOUNT_FOLLOWS_SUBJECT"
    IDENTITY_FOLLOWS_HOLDER = "IDENTITY_FOLLOWS_HOLDER"


REMINDER_CODES = frozenset(
    {Code.REMINDER_DUE, Code.REMINDER_MISSING, Code.REMINDER_LATE_GRACE, Code.REMINDER_PROMISED}
)
BLOCK_CODES = frozenset({Code.LEGAL_HOLD, Code.RESTRICTION_ART18, Code.OPEN_DSR, Code.CLAIM_OPEN_BLOCKS_ALL})

PROVISIONS: dict[str, str] = {
    Code.BFL_7_2: "Bokföringslagen (1999:1078) 7 kap. 2 §",
    Code.ERASURE_EXEMPT_BFL: "GDPR art. 17.3 b; bokföringslagen (1999:1078) 7 kap. 2 §",
    Code.CLAIM_TIME_BARRED: "Preskriptionslagen (1981:130) 2 §, 5 §",
    Code.CLAIM_OPEN: "GDPR art. 17.3 e",
    Code.CLAIM_BALANCE_NOT_ZERO: "GDPR art. 17.3 e",
    Code.ERASURE_EXEMPT_CLAIM: "GDPR art. 17.3 e",
    Code.ERASURE_EXEMPT_CONTRACT: "GDPR art. 17.1 a",
    Code.DSR_ERASURE_GRANTED: "GDPR art. 17.1",
    Code.CONSENT_WITHDRAWN: "GDPR art. 7.3, 17.1 b",
    Code.OBJECTION_ART21_2: "GDPR art. 21.2, 21.3, 17.1 c",
    Code.LEGAL_HOLD: "GDPR art. 17.3 e",
    Code.RESTRICTION_ART18: "GDPR art. 18",
    Code.OPEN_DSR: "GDPR art. 12.3, 15-21",
    Code.IP_NOT_MASKED: "GDPR art. 5.1 c",
    Code.STATS_MUST_BE_ANONYMISED: "GDPR art. 5.1 e",
    Code.NOT_PERSONAL_DATA: "GDPR skäl 26",
    Code.SUPPRESSION_PERSISTS: "GDPR art. 21.3",
    Code.CONSENT_ACTIVE: "GDPR art. 7.1",
    Code.CONSENT_EVIDENCE_60M: "GDPR art. 7.1; dataskyddslagen (2018:218) 6 kap.",
    Code.DSR_LEDGER_60M: "GDPR art. 5.2; dataskyddslagen (2018:218) 6 kap.",
    Code.DISCLOSURE_LOG_60M: "GDPR art. 5.2; dataskyddslagen (2018:218) 6 kap.",
    Code.CONTACT_LEFT_24M: "GDPR art. 5.1 c, 5.1 e",
    Code.DATA_QUALITY_REVIEW: "GDPR art. 5.1 d",
}
"""The provision behind a code, where a law stands behind it and not the company's own promise."""


@dataclass(frozen=True, slots=True)
class Reason:
    """A code with its provision: what a page, a letter and the ledger say about a decision."""

    code: str
    reference: str = ""

    @classmethod
    def of(cls, code: str, promised: str = "") -> Reason:
        """Give the reason of a code; `promised` is the sentence or reference of the company's policy."""
        return cls(code, PROVISIONS.get(code, promised))
