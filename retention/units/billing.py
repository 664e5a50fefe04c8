"""The facts of money: contracts, and claims with what happened to them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from retention.law.facts import Contract, Debtor, EventType, Invoice, InvoiceEvent
from retention.units.rows import grouped, read


def load_contracts(org_ids: Iterable[int]) -> Mapping[int, tuple[Contract, ...]]:
    """Read the contracts of many organisations."""
    rows = grouped(
        "select org_id, start_on, end_on, end_corrected_on from subjects_contract "
        "where org_id = any(%(ids)s)",
        org_ids,
    )
    return {org: tuple(Contract(*row) for row in found) for org, found in rows.items()}


def load_invoices(
    org_ids: Iterable[int], only: Iterable[int] | None = None
) -> Mapping[int, list[tuple[int, Invoice]]]:
    """Read the claims of many organisations (or only those named) with events and interruptions."""
    which = "" if only is None else "and id = any(%(only)s)"
    rows = read(
        "select org_id, id, amount, claim_origin_on, debtor from subjects_invoice "
        f"where org_id = any(%(ids)s) {which} order by id",
        org_ids,
        only=list(only or ()),
    )
    ids = [row[1] for row in rows]
    events = grouped(
        "select invoice_id, happened_on, kind, amount from subjects_invoiceevent "
        "where invoice_id = any(%(ids)s)",
        ids,
    )
    interruptions = grouped(
        "select invoice_id, happened_on from subjects_claiminterruption where invoice_id = any(%(ids)s)", ids
    )
    found: dict[int, list[tuple[int, Invoice]]] = {}
    for org, pk, amount, origin, debtor in rows:
        invoice = Invoice(
            amount=amount,
            claim_origin=origin,
            debtor=Debtor(debtor),
            events=tuple(map(_event, events.get(pk, ()))),
            interruptions=tuple(day for (day,) in interruptions.get(pk, ())),
        )
        found.setdefault(org, []).append((pk, invoice))
    return found


def _event(row: tuple[Any, ...]) -> InvoiceEvent:
    happened_on, kind, amount = row
    return InvoiceEvent(happened_on, EventType(kind), amount)
