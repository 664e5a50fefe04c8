"""RT-7 to RT-8b: the customer relation, saved mail and inquiries."""

from __future__ import annotations

from typing import Any

import pytest

from retention.law import Facts, RetentionPolicy, decide
from tests.retention.law.builders import (
    Answer,
    contracts,
    day,
    decided,
    erase,
    granted,
    inquiry,
    invoice,
    keep,
    mail,
    told,
)

TODAY = "2026-11-23"
ENDED = "CONTRACT_ENDED_24M"
DOUBT = keep(None, None, "DATA_QUALITY_REVIEW")
OPEN = contracts(("2020-01-01", None))
OVER = contracts(("2020-01-01", "2024-11-22"))
LATER = contracts(("2020-01-01", "2026-01-31"))
LEFT = {"contact_left_on": "2024-11-22"}


@pytest.mark.parametrize(
    ("as_of", "facts", "answer"),
    [
        pytest.param("2026-11-22", OVER, keep("2026-11-22", "2026-11-23", ENDED), id="last day kept"),
        pytest.param("2026-11-23", OVER, erase("2026-11-22", "2026-11-23", ENDED), id="the day after"),
        pytest.param(
            "2024-11-22",
            OVER,
            keep("2026-11-22", "2026-11-23", "CONTRACT_RUNNING_FIXED"),
            id="the end day is inclusive",
        ),
        pytest.param("2024-11-23", OVER, keep("2026-11-22", "2026-11-23", ENDED), id="ended the day after"),
        pytest.param(TODAY, OPEN, keep(None, None, "CONTRACT_OPEN"), id="no end"),
        pytest.param(
            TODAY,
            contracts(("2018-01-01", "2020-01-01"), ("2027-06-01", None)),
            keep(None, None, "CONTRACT_OPEN"),
            id="no end, and it starts later",
        ),
        pytest.param(
            TODAY,
            contracts(("2018-01-01", "2020-01-01"), ("2027-06-01", "2028-05-31")),
            keep("2030-05-31", "2030-06-01", "CONTRACT_RUNNING_FIXED"),
            id="a fixed one that starts later",
        ),
        pytest.param(
            TODAY,
            contracts(("2018-01-01", "2019-12-31"), ("2022-01-01", "2024-11-22")),
            erase("2026-11-22", "2026-11-23", ENDED),
            id="a gap means nothing",
        ),
        pytest.param(
            TODAY, contracts(("2020-01-01", None), ("2020-01-01", "2019-12-31")), DOUBT, id="end before start"
        ),
        pytest.param(
            TODAY,
            contracts(("2024-11-22", "2024-11-22")),
            erase("2026-11-22", "2026-11-23", ENDED),
            id="a contract of one day is none of that",
        ),
        pytest.param(
            "2026-03-01",
            contracts(("2020-01-01", "2024-02-29")),
            erase("2026-02-28", "2026-03-01", ENDED),
            id="29 February",
        ),
    ],
)
def test_customer_data_go_24_months_after_the_last_contract(
    as_of: str, facts: dict[str, Any], answer: Answer
) -> None:
    assert decided("customer_data", as_of, facts) == answer


C = "CONTACT_LEFT_24M"


@pytest.mark.parametrize(
    ("as_of", "facts", "answer"),
    [
        pytest.param(TODAY, OPEN | LEFT, erase("2026-11-22", TODAY, C), id="left an open contract"),
        pytest.param("2026-11-22", OPEN | LEFT, keep("2026-11-22", TODAY, C), id="the last day"),
        pytest.param(TODAY, LATER | LEFT, erase("2026-11-22", TODAY, C), id="left before the end"),
        pytest.param(TODAY, OVER | LEFT, erase("2026-11-22", TODAY, ENDED), id="left on the last day of it"),
        pytest.param(
            TODAY,
            OVER | {"contact_left_on": "2024-11-23"},
            erase("2026-11-22", TODAY, ENDED),
            id="left after it",
        ),
        pytest.param(
            TODAY,
            OPEN | {"contact_left_on": "2026-11-24"},
            keep(None, None, "CONTRACT_OPEN"),
            id="leaves tomorrow",
        ),
        pytest.param(
            TODAY, OPEN | {"contact_left_on": TODAY}, keep("2028-11-23", "2028-11-24", C), id="left today"
        ),
        pytest.param(
            TODAY,
            contracts(("2026-11-01", "2026-10-01")) | LEFT,
            DOUBT,
            id="doubt goes before the contact",
        ),
        pytest.param(
            TODAY,
            OPEN | LEFT | granted("2025-01-10"),
            erase("2026-11-22", "2025-01-10", f"{C} DSR_ERASURE_GRANTED"),
            id="the running contract does not keep who has left",
        ),
    ],
)
def test_a_contact_who_left_is_kept_24_months_from_that_day(
    as_of: str, facts: dict[str, Any], answer: Answer
) -> None:
    assert decided("customer_data", as_of, facts) == answer


G = "RETRO_CORRECTION_GRACE"


@pytest.mark.parametrize(
    ("as_of", "facts", "answer"),
    [
        pytest.param(
            TODAY,
            contracts(("2020-01-01", "2024-05-31", "2026-11-10")),
            keep("2026-05-31", "2026-11-24", f"{ENDED} {G}"),
            id="already due: a fortnight from the correction",
        ),
        pytest.param(
            "2026-11-24",
            contracts(("2020-01-01", "2024-05-31", "2026-11-10")),
            erase("2026-05-31", "2026-11-24", f"{ENDED} {G}"),
            id="and then it goes",
        ),
        pytest.param(
            TODAY,
            contracts(("2020-01-01", "2024-11-22", "2026-11-09")),
            erase("2026-11-22", TODAY, ENDED),
            id="the computed day is exactly the fortnight: not moved",
        ),
        pytest.param(
            "2026-11-15",
            contracts(("2020-01-01", "2024-11-22", "2026-11-10")),
            keep("2026-11-22", "2026-11-24", f"{ENDED} {G}"),
            id="due within the fortnight: moved by a day",
        ),
        pytest.param(
            TODAY,
            contracts(("2020-01-01", "2024-11-22", "2026-11-24")),
            erase("2026-11-22", TODAY, ENDED),
            id="a correction dated after today is ignored",
        ),
        pytest.param(
            TODAY,
            contracts(("2018-01-01", "2024-05-31"), ("2018-01-01", "2022-05-31", "2026-11-20")),
            keep("2026-05-31", "2026-12-04", f"{ENDED} {G}"),
            id="the correction of another contract may be what made it due",
        ),
        pytest.param(
            TODAY,
            contracts(("2020-01-01", "2024-05-31", "2025-01-10"), ("2020-01-01", "2024-05-31", "2026-11-20")),
            keep("2026-05-31", "2026-12-04", f"{ENDED} {G}"),
            id="the latest correction counts",
        ),
        pytest.param(
            TODAY,
            contracts(("2020-01-01", None, "2026-11-20")),
            keep(None, None, "CONTRACT_OPEN"),
            id="an end taken away",
        ),
        pytest.param(
            TODAY,
            contracts(("2020-01-01", "2024-05-31", "2026-11-20")) | granted("2026-11-21"),
            erase("2026-05-31", "2026-11-21", f"{ENDED} DSR_ERASURE_GRANTED {G}"),
            id="a granted erasure does not wait for it",
        ),
    ],
)
def test_an_end_corrected_afterwards_leaves_a_fortnight(
    as_of: str, facts: dict[str, Any], answer: Answer
) -> None:
    assert decided("customer_data", as_of, facts) == answer


def test_the_grace_moves_what_follows_the_contract_too() -> None:
    facts = contracts(("2020-01-01", "2024-05-31", "2026-11-20")) | mail("2024-01-10")
    facts |= inquiry("2019-01-10", converted=True)
    assert decided("correspondence", TODAY, facts) == keep("2026-05-31", "2026-12-04", f"{ENDED} {G}")
    assert decided("crm_inquiry", TODAY, facts) == keep("2026-05-31", "2026-12-04", f"INQUIRY_CONVERTED {G}")


@pytest.mark.parametrize(
    ("facts", "answer"),
    [
        pytest.param(
            LATER | granted("2026-11-10"),
            erase("2028-01-31", "2026-11-10", f"{ENDED} DSR_ERASURE_GRANTED"),
            id="in the tail",
        ),
        pytest.param(
            OPEN | granted("2026-11-10"),
            keep(None, None, "CONTRACT_OPEN ERASURE_EXEMPT_CONTRACT"),
            id="open",
        ),
        pytest.param(
            contracts(("2020-01-01", TODAY)) | granted("2026-11-10"),
            keep("2028-11-23", "2028-11-24", "CONTRACT_RUNNING_FIXED ERASURE_EXEMPT_CONTRACT"),
            id="its last day",
        ),
        pytest.param(
            contracts(("2020-01-01", "2026-11-22")) | granted("2026-11-10"),
            erase("2028-11-22", "2026-11-10", f"{ENDED} DSR_ERASURE_GRANTED"),
            id="the day after its last day the decision reaches",
        ),
        pytest.param(
            contracts(("2026-11-10", "2026-11-20")) | granted("2026-11-10"),
            erase("2028-11-20", "2026-11-10", f"{ENDED} DSR_ERASURE_GRANTED"),
            id="started the day of the decision",
        ),
        pytest.param(
            contracts(("2026-11-11", "2026-11-20")) | granted("2026-11-10"),
            keep("2028-11-20", "2028-11-21", ENDED),
            id="started the day after",
        ),
        pytest.param(
            contracts(("2026-11-11", None)) | granted("2026-11-10"),
            keep(None, None, "CONTRACT_OPEN"),
            id="an open one started the day after",
        ),
        pytest.param(
            contracts(("2026-01-11", "2025-01-01")) | granted("2026-11-10"),
            DOUBT,
            id="in doubt, nothing more",
        ),
    ],
)
def test_a_granted_erasure_reaches_customer_data_once_no_contract_runs(
    facts: dict[str, Any], answer: Answer
) -> None:
    assert decided("customer_data", TODAY, facts) == answer


UNPAID = {"invoices": [invoice()], "settings": {"unpaid_scope": "all"}}
OVERPAID = {"invoices": [invoice(("2024-02-01", "payment", 1001))], "settings": {"unpaid_scope": "all"}}
PAID = {"invoices": [invoice(("2024-02-01", "payment", 1000))], "settings": {"unpaid_scope": "all"}}
B = "CLAIM_OPEN_BLOCKS_ALL"


@pytest.mark.parametrize(
    ("facts", "answer"),
    [
        pytest.param(OVER | UNPAID, keep("2026-11-22", None, f"{B} {ENDED}"), id="unpaid"),
        pytest.param(OVER | OVERPAID, keep("2026-11-22", None, f"{B} {ENDED}"), id="overpaid"),
        pytest.param(OVER | PAID, erase("2026-11-22", TODAY, ENDED), id="paid"),
        pytest.param(
            OVER | UNPAID | {"settings": {"unpaid_scope": "claim"}},
            erase("2026-11-22", TODAY, ENDED),
            id="scope claim",
        ),
        pytest.param(
            OVER | UNPAID | {"settings": {}}, erase("2026-11-22", TODAY, ENDED), id="no setting: claim"
        ),
        pytest.param(
            OVER | UNPAID | granted("2026-11-10"),
            keep("2026-11-22", None, f"{B} {ENDED} DSR_ERASURE_GRANTED"),
            id="whatever was granted",
        ),
        pytest.param(OPEN | UNPAID, keep(None, None, f"{B} CONTRACT_OPEN"), id="beside an open contract"),
    ],
)
def test_an_unsettled_invoice_keeps_the_rest_only_where_the_company_says_so(
    facts: dict[str, Any], answer: Answer
) -> None:
    assert decided("customer_data", TODAY, facts) == answer
    assert decided("correspondence", TODAY, facts | mail("2024-01-01")) == answer


def test_an_unsettled_invoice_keeps_nothing_else() -> None:
    facts = OVER | UNPAID | inquiry("2025-11-22") | {"credit_checks": [{"obtained_on": "2026-08-22"}]}
    gone = {"customer_data": "keep", "billing_claim": "keep", "crm_inquiry": "erase", "credit_check": "erase"}
    assert {name: it["decision"] for name, it in told(TODAY, facts)["categories"].items()} == gone


def test_a_customer_without_contracts_waits_for_a_person() -> None:
    found = decide("customer_data", Facts(), day(TODAY), RetentionPolicy.default())
    assert (found.action, found.action_date, found.reasons) == ("keep", None, ("DATA_QUALITY_REVIEW",))
    assert told(TODAY, {"contracts": []})["categories"] == {}
