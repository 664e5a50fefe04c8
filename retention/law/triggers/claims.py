"""The settlement of a claim, and the day it is barred (RT-9, RT-9b; PRESK 2 §, 5 §; WN-33, WN-34)."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

from law.periods import Period
from law.reasons import Code
from law.shapes import UnpaidScope
from law.statutes import CONSUMER_PRESCRIPTION_MONTHS, PRESCRIPTION_MONTHS
from retention.law.facts import Debtor, EventType, Facts, Invoice, InvoiceEvent
from retention.law.limit import IN_DOUBT, Limit, Standing
from retention.law.policy import RetentionPolicy
from retention.law.shapes import apply

SIGN: dict[EventType, int] = {
    EventType.PAYMENT: -1,
    EventType.CREDIT_NOTE: -1,
    EventType.WAIVER: -1,
    EventType.REVERSAL: +1,
    EventType.REFUND: +1,
    EventType.FEE: +1,
}
"""What each event does to the balance. A write-off in the books is absent: the claim still exists."""


def claim_limit(invoice: Invoice, facts: Facts, as_of: date, policy: RetentionPolicy) -> Limit:
    """Keep the claim file while anything is owed either way; then so long after it was settled.

    The outer limit is prescription, and only of what is owed to us (fine point 19): a barred claim
    goes at once, without the tail.
    """
    rule = policy.rule("billing_claim")
    owed = balance(invoice, as_of)
    barred_after = _barred_after(invoice, as_of)
    if owed > 0 and as_of > barred_after:
        return Limit(barred_after, barred_after + timedelta(days=1), (Code.CLAIM_TIME_BARRED,))
    return apply(rule, _standing(invoice, owed, barred_after, as_of), as_of)


def _standing(invoice: Invoice, owed: Decimal, barred_after: date, as_of: date) -> Standing:
    if owed > 0:
        turn = barred_after + timedelta(days=1)
        return Standing(None, Code.CLAIM_OPEN, exempt=Code.ERASURE_EXEMPT_CLAIM, turns=(turn,))
    if owed < 0:
        return Standing(None, Code.CLAIM_BALANCE_NOT_ZERO, exempt=Code.ERASURE_EXEMPT_CLAIM)
    settled_on = max((event.on for event in _events(invoice, as_of)), default=None)
    return Standing(settled_on) if settled_on else IN_DOUBT


def claim_known(invoice: Invoice, facts: Facts, granted_on: date, limit: Limit) -> bool:
    """Tell whether a granted erasure speaks of the claim: a barred one goes for that reason alone."""
    return Code.CLAIM_TIME_BARRED not in limit.reasons


def balance(invoice: Invoice, as_of: date) -> Decimal:
    """Give what is owed: amount - payments - credit notes - waivers + reversals + refunds + fees."""
    return invoice.amount + sum(SIGN[event.type] * event.amount for event in _events(invoice, as_of))


def unsettled_blocks_all(facts: Facts, as_of: date, policy: RetentionPolicy) -> bool:
    """Tell whether an unsettled invoice keeps the customer's other data too (RT-9b, fine point 19)."""
    if (facts.settings.unpaid_scope or policy.unpaid_scope) is not UnpaidScope.ALL:
        return False
    return any(balance(invoice, as_of) != 0 for invoice in facts.invoices)


def _events(invoice: Invoice, as_of: date) -> list[InvoiceEvent]:
    """Give what has changed the balance so far; what is dated later is ignored (fine point 10)."""
    return [event for event in invoice.events if event.on <= as_of and event.type in SIGN]


def _barred_after(invoice: Invoice, as_of: date) -> date:
    months = CONSUMER_PRESCRIPTION_MONTHS if invoice.debtor is Debtor.CONSUMER else PRESCRIPTION_MONTHS
    restarts = [day for day in invoice.interruptions if day <= as_of]
    return Period(months=months.at(as_of).value).after(max(invoice.claim_origin, *restarts, date.min))
