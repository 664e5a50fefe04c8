"""Load organisations: each claim, voucher and credit report is a unit of its own (domain.md 3.3).

A sole trader is a person: what was granted to them reaches what their own business holds (fine
point 6). The business is theirs alone when nobody else speaks for it; of any other organisation the
claims and vouchers are not one person's, and follow their own rule.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from retention.law.facts import AccountingDoc, CreditCheck, Facts, FiscalYear, Request
from retention.units.billing import invoice_parts, invoices_in
from retention.units.blocks import NO_BLOCKS, block_part, blocks_in
from retention.units.holders import Holder, Owner, UnitKey
from retention.units.requests import asked_about, request_parts, requests_in
from retention.units.together import Part, Row, grouped, read_together
from subjects.own_business import OWN_BUSINESS

FIRST = f"""
with org as materialized (
    select o.id, o.facts_version, o.controller_id from subjects_customerorg o where o.id {{orgs}}),
own as materialized (
    select o.id as org_id, c.subject_id from subjects_customerorg o join subjects_contact c on c.org_id = o.id
    where o.id in (select id from org) and {OWN_BUSINESS})
"""
TABLES = {
    "accounting_records": ("subjects_voucher", "posting_on"),
    "credit_check": ("subjects_creditcheck", "obtained_on"),
}


@dataclass(frozen=True, slots=True)
class Items:
    """Which organisations are loaded and which of their items: a condition (on `i`) for each category.

    `values` are the parameters of the conditions, beside `ids`.
    """

    orgs: str = "= any(%(ids)s)"
    of: Mapping[str, str] = field(default_factory=dict)
    values: Mapping[str, Any] = field(default_factory=dict)

    def which(self, category: str) -> str:
        """Give the condition on the items of a category."""
        return f"i.org_id in (select id from org) and ({self.of.get(category, 'true')})"


EVERY_ITEM = Items()


def only_items(items: Mapping[str, Sequence[int]]) -> Items:
    """Load only these items, by category: the due ones of an organisation that has not changed."""
    categories = ("billing_claim", *TABLES)
    return Items(
        of={category: f"i.id = any(%({category})s::bigint[])" for category in categories},
        values={category: list(items.get(category, ())) for category in categories},
    )


CONCERNING = Items(
    orgs="""in (select c.org_id from subjects_contact c where c.subject_id = any(%(ids)s)
        union select i.org_id from subjects_invoice i join subjects_contact c on c.id = i.reference_contact_id
        where c.subject_id = any(%(ids)s))""",
    of={
        "billing_claim": """i.org_id in (select org_id from own where subject_id = any(%(ids)s))
            or i.reference_contact_id in (
                select c.id from subjects_contact c where c.subject_id = any(%(ids)s))""",
        "accounting_records": """i.org_id in (select org_id from own where subject_id = any(%(ids)s))
            or i.reference_name in (
                select s.full_name from subjects_datasubject s where s.id = any(%(ids)s))""",
        "credit_check": "i.org_id in (select org_id from own where subject_id = any(%(ids)s))",
    },
)
"""What organisations hold that concerns a person: all of their own business, elsewhere what names them."""


def load_organisations(org_ids: Sequence[int], items: Items = EVERY_ITEM) -> list[Holder]:
    """Load organisations with the facts of each item they hold, in one statement and so of one instant."""
    return _load(org_ids, items) if org_ids else []


def load_concerning(subject_id: int) -> list[Holder]:
    """Load what organisations hold that concerns one person."""
    return _load([subject_id], CONCERNING)


def _load(ids: Sequence[int], items: Items) -> list[Holder]:
    parts = {
        "orgs": Part("o.id, o.facts_version, o.controller_id", "from org o", order="o.id"),
        "own": Part(
            "w.org_id, s.id, s.facts_version",
            "from own w join subjects_datasubject s on s.id = w.subject_id",
        ),
        "years": Part(
            "y.controller_id, y.starts_on, y.ends_on",
            "from subjects_fiscalyear y where y.controller_id in (select controller_id from org)",
        ),
        "blocks": block_part("org_id", "in (select id from org)"),
        **request_parts("in (select subject_id from own)"),
        **invoice_parts(items.which("billing_claim")),
        **{
            category: Part(
                f"i.org_id, i.id, i.{on}", f"from {table} i where {items.which(category)}", order="i.id"
            )
            for category, (table, on) in TABLES.items()
        },
    }
    first = FIRST.format(orgs=items.orgs)
    return _Chunk(read_together(parts, first=first, ids=list(ids), **items.values)).holders()


class _Chunk:
    """What was read of a chunk of organisations, handed out one by one."""

    def __init__(self, found: Mapping[str, list[Row]]) -> None:
        self.orgs = found["orgs"]
        self.own: dict[int, Owner] = {
            org: Owner("subject", person, version) for org, person, version in found["own"]
        }
        self.years = grouped(found["years"])
        self.blocks = blocks_in(found["blocks"])
        self.requests = requests_in(found)
        self.invoices = invoices_in(found)
        self.vouchers = grouped(found["accounting_records"])
        self.reports = grouped(found["credit_check"])

    def holders(self) -> list[Holder]:
        """Give each organisation with owners and units."""
        return [self._holder(*org) for org in self.orgs]

    def _holder(self, pk: int, version: int, controller: int) -> Holder:
        trader = self.own.get(pk)
        owners = [Owner("org", pk, version), *([trader] if trader else [])]
        requests = self.requests.get(trader.pk, ()) if trader else ()
        units = list(self._units(pk, controller, requests))
        return Holder("org", pk, version, owners=owners, units=units)

    def _units(
        self, pk: int, controller: int, requests: tuple[Request, ...]
    ) -> Iterable[tuple[UnitKey, Facts]]:
        base: dict[str, Any] = {**self.blocks.get(pk, NO_BLOCKS).as_facts(), "dsrs": requests}
        for category, item, fact in self._items(pk, controller):
            yield UnitKey(category, item, org_id=pk), asked_about(category, Facts(**fact, **base))

    def _items(self, pk: int, controller: int) -> Iterable[tuple[str, int, dict[str, Any]]]:
        for item, invoice in self.invoices.get(pk, ()):
            yield "billing_claim", item, {"invoices": (invoice,)}
        years = self._fiscal_years(controller) if pk in self.vouchers else ()
        for item, posted_on in self.vouchers.get(pk, ()):
            docs = (AccountingDoc(date.fromisoformat(posted_on)),)
            yield "accounting_records", item, {"accounting_docs": docs, "fiscal_years": years}
        for item, obtained_on in self.reports.get(pk, ()):
            yield "credit_check", item, {"credit_checks": (CreditCheck(date.fromisoformat(obtained_on)),)}

    def _fiscal_years(self, controller: int) -> tuple[FiscalYear, ...]:
        """Give a controller's financial years; none stands for calendar years (RT-10)."""
        days = self.years.get(controller, ())
        return tuple(FiscalYear(date.fromisoformat(start), date.fromisoformat(end)) for start, end in days)
