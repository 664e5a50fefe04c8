"""The numbers used where neither statute nor the company's policy says one (domain.md [POLICY]).

One table. Every number is a setting of the policy file; none is read anywhere else.
"""

from __future__ import annotations

# --- support (RT-4, RT-5) ---
SUPPORT_MONTHS = 24
REMINDER_LEADS_DAYS = (60, 30, 7)
MIN_NOTICE_DAYS = 30
UNVERIFIED_DAYS = 7

# --- customers and money (RT-7 to RT-9, RT-13, WN-16) ---
CUSTOMER_MONTHS = 24
RETRO_GRACE_DAYS = 14
INQUIRY_MONTHS = 12
CLAIM_MONTHS = 24
CREDIT_MONTHS = 3
PHONE_DAYS = 30

# --- web and marketing (RT-11, RT-12) ---
WEB_MONTHS = 26
IPV4_BITS = 24
IPV6_BITS = 48
MARKETING_IDLE_MONTHS = 24
MARKETING_LI_MONTHS = 12

# --- proof (RT-13, RT-14) ---
DSR_FILE_MONTHS = 24
DSR_LEDGER_MONTHS = 60
CONSENT_EVIDENCE_MONTHS = 60
DISCLOSURE_LOG_MONTHS = 60

# --- the clock of a request (DL-3, DL-9) ---
ASK_GRACE_DAYS = 7
NUDGE_DAYS = 14
CLOSE_UNVERIFIED_DAYS = 60
ANSWER_TARGET_DAYS = 14
REPEATED_MONTHS = 3  # a hint for Art. 12(5), no rule
DEADLINE_WARN_DAYS = (7, 2)
UNTOLD_DAYS = 3  # a finding: an answer that has not left for so long
UNERASED_DAYS = 7  # a finding, and the DPO is told daily: a granted erasure that nothing came of

# --- the hub's own tables (RT-13, RT-15) ---
SECURITY_LOG_MONTHS = 12
ACCESS_LOG_MONTHS = 24
MESSAGE_LOG_MONTHS = 12
MESSAGE_BODY_DAYS = 30
STAFF_MONTHS = 24
SESSION_IDLE_DAYS = 14
IDENTITY_DOCUMENT_DAYS = 7
EXPORT_PACKAGE_DAYS = 7

# --- the worker and its proof (domain.md 3.4, 4.3) ---
BACKUP_DAYS = 35
TOMBSTONE_DAYS = BACKUP_DAYS + 7
BREAKER_ITEMS = 20
BREAKER_PERCENT = 5
