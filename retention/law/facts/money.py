"""Facts of claims, bookkeeping and credit (RT-9, RT-10, RT-13)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum


class EventType(StrEnum):
    """What happens to a claim (RT-9); a write-off in the books changes nothing."""

    PAYMENT = "payment"
    CREDIT_NOTE = "credit_note"
    WAIVER = "waiver"
    REVERSAL = "reversal"
    REFUND = "refund"
    FEE = "fee"
    ACCOUNTING_WRITE_OFF = "accounting_write_off"


class Debtor(StrEnum):
    """Against whom a claim is barred: after ten years, or three against a consumer (PRESK 2 §)."""

    BUSINESS = "business"
    CONSUMER = "consumer"


@dataclass(frozen=True, slots=True)
class InvoiceEvent:
    """What changed a claim on a day; amounts are above 0."""

    on: date
    type: EventType
    amount: Decimal


@dataclass(frozen=True, slots=True)
class Invoice:
    """One claim: its amount, when it arose, what interrupted its prescription, what was paid."""

    amount: Decimal
    claim_origin: date
    interruptions: tuple[date, ...] = ()
    events: tuple[InvoiceEvent, ...] = ()
    debtor: Debtor = Debtor.BUSINESS


@dataclass(frozen=True, slots=True)
class AccountingDoc:
    """A voucher with its underlying invoice."""

    posting_date: date


@dataclass(frozen=True, slots=True)
class FiscalYear:
    """A financial year, both days inclusive; up to 18 months long."""

    start: date
    end: date


@dataclass(frozen=True, slots=True)
class CreditCheck:
    """A credit report."""

    obtained_on: date
