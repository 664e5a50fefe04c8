"""The facts of money: contracts, and claims with what happened to them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal

from retention.law.facts import Contract, Debtor, EventType, Invoice, InvoiceEvent
from retention.units.together import Part, Row, day, grouped, read_together

Invoices = Mapping[int, list[tuple[int, Invoice]]]
"""Claims with their ids, by organisation."""


def contract_part(whose: str) -> Part:
    """Give the contracts of organisations; `whose` says which."""
    return Part(
        "k.org_id, k.start_on, k.end_on, k.end_corrected_on",
        f"from subjects_contract k where k.org_id {whose}",
        order="k.id",
    )


def contracts_in(rows: Iterable[Row]) -> Mapping[int, tuple[Contract, ...]]:
    """Take the contracts out of what was read, by organisation."""
    return {
        org: tuple(Contract(date.fromisoformat(start), day(end), day(moved)) for start, end, moved in found)
        for org, found in grouped(rows).items()
    }


def load_contracts(org_ids: Iterable[int]) -> Mapping[int, tuple[Contract, ...]]:
    """Read the contracts of many organisations."""
    parts = {"contracts": contract_part("= any(%(ids)s)")}
    return contracts_in(read_together(parts, ids=list(org_ids))["contracts"])


def invoice_parts(which: str) -> dict[str, Part]:
    """Give claims (`i`) with events and interruptions; `which` is the condition on them."""
    those = f"from subjects_invoice i where {which}"
    return {
        "invoices": Part(
            "i.org_id, i.id, i.amount::text, i.claim_origin_on, i.debtor", those, order="i.org_id, i.id"
        ),
        "events": Part(
            "e.invoice_id, e.happened_on, e.kind, e.amount::text",
            f"from subjects_invoiceevent e where e.invoice_id in (select i.id {those})",
            order="e.id",
        ),
        "interruptions": Part(
            "x.invoice_id, x.happened_on",
            f"from subjects_claiminterruption x where x.invoice_id in (select i.id {those})",
            order="x.id",
        ),
    }


def invoices_in(found: Mapping[str, list[Row]]) -> Invoices:
    """Take the claims out of what was read, by organisation."""
    events, interruptions = grouped(found["events"]), grouped(found["interruptions"])
    claims: dict[int, list[tuple[int, Invoice]]] = {}
    for org, pk, amount, origin, debtor in found["invoices"]:
        invoice = Invoice(
            amount=Decimal(amount),
            claim_origin=date.fromisoformat(origin),
            debtor=Debtor(debtor),
            events=tuple(map(_event, events.get(pk, ()))),
            interruptions=tuple(date.fromisoformat(on) for (on,) in interruptions.get(pk, ())),
        )
        claims.setdefault(org, []).append((pk, invoice))
    return claims


def _event(row: Row) -> InvoiceEvent:
    happened_on, kind, amount = row
    return InvoiceEvent(date.fromisoformat(happened_on), EventType(kind), Decimal(amount))
