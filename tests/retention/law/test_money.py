"""RT-9, RT-10, RT-13: claims, vouchers and credit reports."""

from __future__ import annotations

from typing import Any

import pytest

from tests.retention.law.builders import (
    Answer,
    contracts,
    decided,
    erase,
    granted,
    hold,
    invoice,
    keep,
    request,
    restriction,
)

TODAY = "2026-11-23"
SETTLED, OPEN, OVER = "CLAIM_SETTLED_24M", "CLAIM_OPEN", "CLAIM_BALANCE_NOT_ZERO"
PAID_ON = ("2024-11-22", "payment", 1000)


def claims(*invoices: dict[str, Any]) -> dict[str, Any]:
    return {"invoices": list(invoices)}


@pytest.mark.parametrize(
    ("as_of", "made", "answer"),
    [
        pytest.param("2026-11-22", invoice(PAID_ON), keep("2026-11-22", TODAY, SETTLED), id="last day kept"),
        pytest.param(TODAY, invoice(PAID_ON), erase("2026-11-22", TODAY, SETTLED), id="the day after"),
        pytest.param("2024-11-21", invoice(PAID_ON), keep(None, None, OPEN), id="paid tomorrow is not paid"),
        pytest.param("2024-11-22", invoice(PAID_ON), keep("2026-11-22", TODAY, SETTLED), id="paid today"),
        pytest.param(TODAY, invoice(), keep(None, None, OPEN), id="nothing paid"),
        pytest.param(
            TODAY, invoice(("2024-11-22", "payment", 999.99)), keep(None, None, OPEN), id="an öre short"
        ),
        pytest.param(
            TODAY, invoice(("2024-11-22", "payment", 1000.01)), keep(None, None, OVER), id="an öre too much"
        ),
        pytest.param(
            TODAY,
            invoice(("2020-01-01", "payment", 0.1), ("2024-11-22", "payment", 0.2), amount=0.3),
            erase("2026-11-22", TODAY, SETTLED),
            id="exact: 0.3 - 0.1 - 0.2 is 0",
        ),
        pytest.param(
            TODAY, invoice(("2024-11-22", "waiver", 1000)), erase("2026-11-22", TODAY, SETTLED), id="waived"
        ),
        pytest.param(
            TODAY,
            invoice(("2024-11-22", "credit_note", 1000)),
            erase("2026-11-22", TODAY, SETTLED),
            id="credited",
        ),
        pytest.param(
            TODAY,
            invoice(("2024-11-22", "accounting_write_off", 1000)),
            keep(None, None, OPEN),
            id="written off",
        ),
        pytest.param(
            TODAY,
            invoice(PAID_ON, ("2026-01-10", "accounting_write_off", 1000)),
            erase("2026-11-22", TODAY, SETTLED),
            id="a write-off after the payment settles nothing anew",
        ),
        pytest.param(
            TODAY,
            invoice(("2024-11-22", "payment", 1100), ("2024-06-01", "fee", 100)),
            erase("2026-11-22", TODAY, SETTLED),
            id="a fee is owed too",
        ),
        pytest.param(
            TODAY,
            invoice(PAID_ON, ("2025-01-10", "reversal", 1000)),
            keep(None, None, OPEN),
            id="payment reversed",
        ),
        pytest.param(
            TODAY,
            invoice(PAID_ON, ("2025-01-10", "reversal", 1000), ("2025-02-10", "payment", 1000)),
            keep("2027-02-10", "2027-02-11", SETTLED),
            id="reversed and paid again: the last day it became 0",
        ),
        pytest.param(
            TODAY,
            invoice(("2024-05-01", "payment", 1500), ("2024-11-22", "refund", 500)),
            erase("2026-11-22", TODAY, SETTLED),
            id="overpaid and refunded",
        ),
        pytest.param(
            TODAY,
            invoice(PAID_ON, ("2025-02-10", "fee", 50), ("2025-02-10", "waiver", 50)),
            keep("2027-02-10", "2027-02-11", SETTLED),
            id="a fee waived the same day: the last event that left it at 0",
        ),
        pytest.param(
            TODAY,
            invoice(("2024-11-22", "payment", 400), ("2024-11-22", "payment", 600)),
            erase("2026-11-22", TODAY, SETTLED),
            id="paid in two on one day",
        ),
        pytest.param(
            TODAY,
            invoice(PAID_ON, ("2026-11-24", "reversal", 1000)),
            erase("2026-11-22", TODAY, SETTLED),
            id="an event dated after today is ignored",
        ),
        pytest.param(TODAY, invoice(amount=10**15 - 1), keep(None, None, OPEN), id="a large one"),
    ],
)
def test_a_claim_is_kept_until_settled_and_24_months(
    as_of: str, made: dict[str, Any], answer: Answer
) -> None:
    assert decided("billing_claim", as_of, claims(made)) == answer


BARRED = "CLAIM_TIME_BARRED"
OLD = invoice(origin="2016-11-22")


@pytest.mark.parametrize(
    ("as_of", "made", "answer"),
    [
        pytest.param("2026-11-22", OLD, keep(None, None, OPEN), id="the last day of ten years"),
        pytest.param(TODAY, OLD, erase("2026-11-22", TODAY, BARRED), id="barred, with no tail"),
        pytest.param(
            TODAY,
            invoice(origin="2023-11-22", debtor="consumer"),
            erase("2026-11-22", TODAY, BARRED),
            id="three years against a consumer",
        ),
        pytest.param(
            "2026-11-22",
            invoice(origin="2023-11-22", debtor="consumer"),
            keep(None, None, OPEN),
            id="and the last day of them",
        ),
        pytest.param(
            TODAY,
            invoice(origin="2016-11-22", interrupted=("2016-11-23",)),
            keep(None, None, OPEN),
            id="interrupted",
        ),
        pytest.param(
            "2026-11-24",
            invoice(origin="2016-11-22", interrupted=("2016-11-23", "2016-11-22")),
            erase("2026-11-23", "2026-11-24", BARRED),
            id="ten years from the last interruption",
        ),
        pytest.param(
            TODAY,
            invoice(origin="2016-11-22", interrupted=("2026-11-24",)),
            erase("2026-11-22", TODAY, BARRED),
            id="an interruption dated after today is ignored",
        ),
        pytest.param(
            TODAY,
            invoice(origin="2016-11-22", interrupted=("2010-01-01",)),
            erase("2026-11-22", TODAY, BARRED),
            id="an interruption before it arose means nothing",
        ),
        pytest.param(
            TODAY,
            invoice(("2020-01-01", "payment", 1001), origin="2010-01-01"),
            keep(None, None, OVER),
            id="what we owe is never barred here",
        ),
        pytest.param(
            TODAY,
            invoice(("2026-01-01", "payment", 1000), origin="2010-01-01"),
            keep("2028-01-01", "2028-01-02", SETTLED),
            id="paid late all the same: the tail runs",
        ),
    ],
)
def test_a_claim_is_barred_after_ten_years_or_three(as_of: str, made: dict[str, Any], answer: Answer) -> None:
    assert decided("billing_claim", as_of, claims(made)) == answer


@pytest.mark.parametrize(
    ("made", "answer"),
    [
        pytest.param(
            invoice(("2026-01-31", "payment", 1000)),
            erase("2028-01-31", "2026-11-10", f"{SETTLED} DSR_ERASURE_GRANTED"),
            id="settled",
        ),
        pytest.param(
            invoice(("2026-11-20", "payment", 1000)),
            erase("2028-11-20", "2026-11-10", f"{SETTLED} DSR_ERASURE_GRANTED"),
            id="settled after the decision: always",
        ),
        pytest.param(invoice(), keep(None, None, f"{OPEN} ERASURE_EXEMPT_CLAIM"), id="open"),
        pytest.param(
            invoice(("2026-01-31", "payment", 1001)),
            keep(None, None, f"{OVER} ERASURE_EXEMPT_CLAIM"),
            id="unbalanced",
        ),
        pytest.param(OLD, erase("2026-11-22", TODAY, BARRED), id="barred, for that reason alone"),
    ],
)
def test_a_granted_erasure_reaches_settled_claims_only(made: dict[str, Any], answer: Answer) -> None:
    assert decided("billing_claim", TODAY, claims(made) | granted("2026-11-10")) == answer


def vouchers(*days: str, years: list[tuple[str, str]] | None = None) -> dict[str, Any]:
    made = {"accounting_docs": [{"id": "V", "posting_date": posted} for posted in days]}
    return made | ({"fiscal_years": [{"start": s, "end": e} for s, e in years]} if years else {})


B = "BFL_7_2"
BROKEN = [("2018-07-01", "2019-06-30"), ("2019-07-01", "2020-06-30")]
PROLONGED = [("2018-07-01", "2019-12-31")]
SHORT = [("2019-01-01", "2019-06-30")]


@pytest.mark.parametrize(
    ("as_of", "facts", "answer"),
    [
        pytest.param(
            "2026-12-31", vouchers("2019-01-01"), keep("2026-12-31", "2027-01-01", B), id="last day kept"
        ),
        pytest.param(
            "2027-01-01", vouchers("2019-01-01"), erase("2026-12-31", "2027-01-01", B), id="the day after"
        ),
        pytest.param(
            TODAY, vouchers("2018-12-31"), erase("2025-12-31", "2026-01-01", B), id="posted on 31 December"
        ),
        pytest.param(
            TODAY, vouchers("2018-12-31", years=BROKEN), keep("2026-12-31", "2027-01-01", B), id="broken"
        ),
        pytest.param(
            TODAY,
            vouchers("2019-06-30", years=BROKEN),
            keep("2026-12-31", "2027-01-01", B),
            id="its last day",
        ),
        pytest.param(
            TODAY,
            vouchers("2019-07-01", years=BROKEN),
            keep("2027-12-31", "2028-01-01", B),
            id="the next year's first",
        ),
        pytest.param(
            TODAY,
            vouchers("2018-07-01", years=PROLONGED),
            keep("2026-12-31", "2027-01-01", B),
            id="18 months",
        ),
        pytest.param(
            TODAY, vouchers("2019-03-01", years=SHORT), keep("2026-12-31", "2027-01-01", B), id="six months"
        ),
        pytest.param(
            "2040-01-01",
            vouchers("2017-03-01", years=BROKEN),
            keep(None, None, "DATA_QUALITY_REVIEW"),
            id="in none of the years told: a person looks",
        ),
        pytest.param(
            "2027-06-01",
            vouchers("2019-03-01", years=[*SHORT, ("2018-07-01", "2020-06-30")]),
            keep("2027-12-31", "2028-01-01", B),
            id="in two of them: the later end",
        ),
        pytest.param(
            TODAY,
            vouchers("2024-01-01") | granted("2026-11-10"),
            keep("2031-12-31", "2032-01-01", f"{B} ERASURE_EXEMPT_BFL"),
            id="a granted erasure is answered",
        ),
        pytest.param(
            TODAY,
            vouchers("2018-01-01") | granted("2018-01-10"),
            erase("2025-12-31", "2026-01-01", f"{B} ERASURE_EXEMPT_BFL"),
            id="always answered, and the dates stay",
        ),
        pytest.param(
            TODAY,
            vouchers("2018-01-01") | restriction("2026-01-01"),
            keep("2025-12-31", None, f"{B} RESTRICTION_ART18"),
            id="restricted past its year",
        ),
        pytest.param(
            TODAY,
            vouchers("2018-01-01") | hold("2025-12-31", "2026-01-10"),
            erase("2025-12-31", "2026-01-10", f"{B} DEFERRED_BLOCK_ENDED"),
            id="held over its day",
        ),
        pytest.param(
            TODAY,
            vouchers("2018-01-01") | request("access", "2026-11-01"),
            keep("2025-12-31", None, f"{B} OPEN_DSR"),
            id="an open request lengthens",
        ),
    ],
)
def test_vouchers_are_kept_seven_years_after_the_year_the_financial_year_ended(
    as_of: str, facts: dict[str, Any], answer: Answer
) -> None:
    assert decided("accounting_records", as_of, facts) == answer


def reports(day: str) -> dict[str, Any]:
    return {"credit_checks": [{"obtained_on": day}]}


K = "CREDIT_INFO_3M"


@pytest.mark.parametrize(
    ("as_of", "facts", "answer"),
    [
        pytest.param("2026-11-22", reports("2026-08-22"), keep("2026-11-22", TODAY, K), id="last day kept"),
        pytest.param(TODAY, reports("2026-08-22"), erase("2026-11-22", TODAY, K), id="the day after"),
        pytest.param(
            "2026-03-01", reports("2025-11-30"), erase("2026-02-28", "2026-03-01", K), id="to 28 February"
        ),
        pytest.param(
            TODAY,
            reports("2026-11-10") | granted("2026-11-10"),
            erase("2027-02-10", "2026-11-10", f"{K} DSR_ERASURE_GRANTED"),
            id="granted the day it came",
        ),
        pytest.param(
            TODAY,
            reports("2026-11-11") | granted("2026-11-10"),
            keep("2027-02-11", "2027-02-12", K),
            id="obtained after the decision",
        ),
        pytest.param(
            TODAY,
            reports("2026-08-22") | contracts(("2020-01-01", None)),
            erase("2026-11-22", TODAY, K),
            id="a running contract keeps none",
        ),
    ],
)
def test_credit_reports_go_after_three_months(as_of: str, facts: dict[str, Any], answer: Answer) -> None:
    assert decided("credit_check", as_of, facts) == answer
