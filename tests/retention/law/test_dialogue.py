"""RT-8, RT-8b: saved mail and inquiries, which may follow the customer."""

from __future__ import annotations

from typing import Any

import pytest

from tests.retention.law.builders import (
    Answer,
    contracts,
    decided,
    erase,
    granted,
    inquiry,
    keep,
    mail,
)

TODAY = "2026-11-23"
ENDED = "CONTRACT_ENDED_24M"
DOUBT = keep(None, None, "DATA_QUALITY_REVIEW")
OPEN = contracts(("2020-01-01", None))
OVER = contracts(("2020-01-01", "2024-11-22"))
LATER = contracts(("2020-01-01", "2026-01-31"))
LEFT = {"contact_left_on": "2024-11-22"}
C = "CONTACT_LEFT_24M"
M = "INQUIRY_12M"


@pytest.mark.parametrize(
    ("as_of", "facts", "answer"),
    [
        pytest.param(TODAY, mail("2025-11-22"), erase("2026-11-22", TODAY, M), id="no contracts: 12 months"),
        pytest.param(
            "2026-11-22", mail("2025-11-22"), keep("2026-11-22", TODAY, M), id="the last day of them"
        ),
        pytest.param(TODAY, OVER | mail("2024-11-22"), erase("2026-11-22", TODAY, ENDED), id="the last day"),
        pytest.param(
            TODAY,
            OVER | mail("2025-11-22"),
            erase("2026-11-22", TODAY, ENDED),
            id="a late message whose 12 months end the same day changes nothing",
        ),
        pytest.param(
            TODAY, OVER | mail("2025-11-23"), keep("2026-11-23", "2026-11-24", M), id="a day later it does"
        ),
        pytest.param(
            "2026-11-24", OVER | mail("2025-11-23"), erase("2026-11-23", "2026-11-24", M), id="for a day"
        ),
        pytest.param(TODAY, OPEN | mail("2019-01-01"), keep(None, None, "CONTRACT_OPEN"), id="open contract"),
        pytest.param(
            TODAY,
            contracts(("2020-01-01", "2026-11-23")) | mail("2019-01-01"),
            keep("2028-11-23", "2028-11-24", "CONTRACT_RUNNING_FIXED"),
            id="fixed contract",
        ),
        pytest.param(
            TODAY,
            OPEN | LEFT | mail("2026-11-01"),
            erase("2026-11-22", TODAY, C),
            id="late messages count only under an ended contract, not after the contact left",
        ),
        pytest.param(
            TODAY, contracts(("2026-01-01", "2025-01-01")) | mail("2025-11-22"), DOUBT, id="in doubt with it"
        ),
        pytest.param(
            TODAY,
            OPEN | mail("2026-11-10") | granted("2026-11-10"),
            keep(None, None, "CONTRACT_OPEN ERASURE_EXEMPT_CONTRACT"),
            id="granted, the contract runs",
        ),
        pytest.param(
            TODAY,
            OPEN | mail("2026-11-11") | granted("2026-11-10"),
            keep(None, None, "CONTRACT_OPEN"),
            id="a message after the decision",
        ),
        pytest.param(
            TODAY,
            contracts(("2026-11-15", None)) | mail("2026-11-09") | granted("2026-11-10"),
            keep(None, None, "CONTRACT_OPEN ERASURE_EXEMPT_CONTRACT"),
            id="for mail it is the message that must be older, not the contract",
        ),
        pytest.param(
            TODAY,
            LATER | mail("2026-11-10") | granted("2026-11-10"),
            erase("2028-01-31", "2026-11-10", f"{ENDED} DSR_ERASURE_GRANTED"),
            id="granted after the contract",
        ),
        pytest.param(
            TODAY,
            LATER | mail("2026-11-11") | granted("2026-11-10"),
            keep("2028-01-31", "2028-02-01", ENDED),
            id="not what came later",
        ),
    ],
)
def test_mail_follows_the_customer_and_late_messages_count_12_months(
    as_of: str, facts: dict[str, Any], answer: Answer
) -> None:
    assert decided("correspondence", as_of, facts) == answer


V = "INQUIRY_CONVERTED"


@pytest.mark.parametrize(
    ("as_of", "facts", "answer"),
    [
        pytest.param(TODAY, inquiry("2025-11-22"), erase("2026-11-22", TODAY, M), id="12 months"),
        pytest.param("2026-11-22", inquiry("2025-11-22"), keep("2026-11-22", TODAY, M), id="the last day"),
        pytest.param(
            TODAY,
            inquiry("2025-11-22", last_contact_at="2025-11-23T00:10:00+01:00"),
            keep("2026-11-23", "2026-11-24", M),
            id="the last contact counts",
        ),
        pytest.param(
            TODAY,
            inquiry("2025-11-22", last_contact_at="2024-01-01T00:10:00+01:00"),
            erase("2026-11-22", TODAY, M),
            id="a contact before it was received does not",
        ),
        pytest.param(
            TODAY, inquiry("2025-11-22", last_contact_at=None), erase("2026-11-22", TODAY, M), id="none"
        ),
        pytest.param(
            TODAY, OPEN | inquiry("2019-11-22", converted=True), keep(None, None, V), id="a customer"
        ),
        pytest.param(
            TODAY, OVER | inquiry("2019-11-22", converted=True), erase("2026-11-22", TODAY, V), id="was one"
        ),
        pytest.param(
            "2026-11-22",
            OVER | inquiry("2019-11-22", converted=True),
            keep("2026-11-22", TODAY, V),
            id="was one, the last day",
        ),
        pytest.param(
            TODAY,
            OPEN | LEFT | inquiry("2019-11-22", converted=True),
            erase("2026-11-22", TODAY, V),
            id="has left the customer",
        ),
        pytest.param(
            TODAY, inquiry("2019-11-22", converted=True), DOUBT, id="converted, and no contract is known"
        ),
        pytest.param(
            TODAY,
            contracts(("2026-01-01", "2025-01-01")) | inquiry("2019-11-22", converted=True),
            DOUBT,
            id="in doubt with the contracts",
        ),
        pytest.param(
            TODAY,
            contracts(("2026-01-01", "2025-01-01")) | inquiry("2026-11-22"),
            keep("2027-11-22", "2027-11-23", M),
            id="one that did not convert does not follow them",
        ),
        pytest.param(
            TODAY,
            inquiry("2026-11-10") | granted("2026-11-10"),
            erase("2027-11-10", "2026-11-10", f"DSR_ERASURE_GRANTED {M}"),
            id="granted the day it came",
        ),
        pytest.param(
            TODAY,
            inquiry("2026-11-11") | granted("2026-11-10"),
            keep("2027-11-11", "2027-11-12", M),
            id="came after the decision",
        ),
        pytest.param(
            TODAY,
            OPEN | inquiry("2019-11-22", converted=True) | granted("2026-11-10"),
            keep(None, None, f"ERASURE_EXEMPT_CONTRACT {V}"),
            id="converted: the running contract answers",
        ),
        pytest.param(
            TODAY,
            contracts(("2026-11-15", None)) | inquiry("2019-11-22", converted=True) | granted("2026-11-10"),
            keep(None, None, V),
            id="converted: the contract started after the decision",
        ),
        pytest.param(
            TODAY,
            LATER | inquiry("2019-11-22", converted=True) | granted("2026-11-10"),
            erase("2028-01-31", "2026-11-10", f"DSR_ERASURE_GRANTED {V}"),
            id="converted: the contract is over",
        ),
    ],
)
def test_inquiries_go_after_12_months_or_with_the_customer(
    as_of: str, facts: dict[str, Any], answer: Answer
) -> None:
    assert decided("crm_inquiry", as_of, facts) == answer
