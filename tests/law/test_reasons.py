"""The codes are stable names, and each is one of domain.md's."""

from __future__ import annotations

import pytest

from law.reasons import BLOCK_CODES, PROVISIONS, REMINDER_CODES, Code, Reason
from law.shapes import OFFERED, triggers_of

DOMAIN = """
SUPPORT_24M, TICKET_FOLLOWS_PROFILE, REMINDER_DUE, REMINDER_MISSING, REMINDER_LATE_GRACE, CONTRACT_OPEN,
CONTRACT_RUNNING_FIXED, CONTRACT_ENDED_24M, CONTACT_LEFT_24M, RETRO_CORRECTION_GRACE, INQUIRY_12M,
INQUIRY_CONVERTED, CLAIM_OPEN, CLAIM_BALANCE_NOT_ZERO, CLAIM_SETTLED_24M, CLAIM_TIME_BARRED,
CLAIM_OPEN_BLOCKS_ALL, BFL_7_2, CREDIT_INFO_3M, WEB_26M, IP_NOT_MASKED, STATS_MUST_BE_ANONYMISED,
NOT_PERSONAL_DATA, MARKETING_IDLE_24M, MARKETING_LI_CUSTOMER, MARKETING_LI_12M, CONSENT_WITHDRAWN,
OBJECTION_ART21_2, DSR_ERASURE_GRANTED, ERASURE_EXEMPT_CONTRACT, ERASURE_EXEMPT_CLAIM,
ERASURE_EXEMPT_BFL, LEGAL_HOLD, RESTRICTION_ART18, OPEN_DSR, DEFERRED_BLOCK_ENDED, DATA_QUALITY_REVIEW,
DSR_FILE_24M, DSR_LEDGER_60M, CONSENT_ACTIVE, CONSENT_EVIDENCE_60M, DISCLOSURE_LOG_60M,
SUPPRESSION_PERSISTS, PHONE_30D, SECURITY_LOG_12M, ACCESS_LOG_24M, MESSAGE_LOG_12M, STAFF_24M,
ACCOUNT_FOLLOWS_SUBJECT, IDENTITY_FOLLOWS_HOLDER
"""


def test_every_code_of_the_specification_is_here_under_its_name() -> None:
    named = {name.strip() for name in DOMAIN.split(",")}
    assert {code.value for code in Code} == named | {"UNVERIFIED_7D", "REMINDER_PROMISED"}
    assert all(code.name == code.value for code in Code)


def test_only_codes_have_provisions() -> None:
    assert set(PROVISIONS) | REMINDER_CODES | BLOCK_CODES <= set(Code)


@pytest.mark.parametrize(
    ("code", "promised", "reference"),
    [
        pytest.param(
            Code.BFL_7_2, "Policy 4", "Bokföringslagen (1999:1078) 7 kap. 2 §", id="a statute goes first"
        ),
        pytest.param(Code.SUPPORT_24M, "Policy 4", "Policy 4", id="then the promise"),
        pytest.param("OUR_OWN", "", "", id="or nothing"),
    ],
)
def test_a_reason_cites_the_law_or_the_promise(code: str, promised: str, reference: str) -> None:
    assert Reason.of(code, promised) == Reason(code, reference)


def test_a_category_of_a_policy_files_own_may_name_any_day() -> None:
    assert triggers_of("certificates") is None
    assert all(triggers_of(category) for category in OFFERED)
