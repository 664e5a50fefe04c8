"""Load organisations: each claim, voucher and credit report is a unit of its own (domain.md 3.3)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from retention.law.facts import AccountingDoc, CreditCheck, Facts, FiscalYear
from retention.units.billing import load_invoices
from retention.units.blocks import NO_BLOCKS, Blocks, load_blocks
from retention.units.holders import Holder, Owner, UnitKey
from retention.units.rows import Rows, grouped, read

ItemsByCategory = Mapping[str, Sequence[int]]


@dataclass(frozen=True, slots=True)
class OnlyItems:
    """Load only these items, by category: the due ones of an organisation that has not changed."""

    items: ItemsByCategory

    def of(self, category: str) -> list[int]:
        """Give the items of a category."""
        return list(self.items.get(category, ()))


def fiscal_years(controller_id: int) -> tuple[FiscalYear, ...]:
    """Read a controller's financial years; none stands for calendar years (RT-10)."""
    rows = read(
        "select starts_on, ends_on from subjects_fiscalyear where controller_id = any(%(ids)s)",
        [controller_id],
    )
    return tuple(FiscalYear(*row) for row in rows)


def load_organisations(
    org_ids: Sequence[int], years: tuple[FiscalYear, ...], only: OnlyItems | None = None
) -> list[Holder]:
    """Load organisations with the facts of each item they hold, in a constant number of queries."""
    versions = read(
        "select id, facts_version from subjects_customerorg where id = any(%(ids)s) order by id", org_ids
    )
    ids = [pk for pk, _ in versions]
    blocks = load_blocks("org_id", ids)
    invoices = load_invoices(ids, None if only is None else only.of("billing_claim"))
    vouchers = _days("subjects_voucher", "posting_on", ids, only, "accounting_records")
    reports = _days("subjects_creditcheck", "obtained_on", ids, only, "credit_check")
    holders = [Holder("org", pk, version, owners=[Owner("org", pk, version)]) for pk, version in versions]
    for holder in holders:
        base = blocks.get(holder.pk, NO_BLOCKS)
        holder.units = [
            *(
                (_key("billing_claim", pk, holder), Facts(invoices=(invoice,), **base.as_facts()))
                for pk, invoice in invoices.get(holder.pk, ())
            ),
            *_vouchers(holder, vouchers.get(holder.pk, ()), years, base),
            *(
                (
                    _key("credit_check", pk, holder),
                    Facts(credit_checks=(CreditCheck(day),), **base.as_facts()),
                )
                for pk, day in reports.get(holder.pk, ())
            ),
        ]
    return holders


def _vouchers(
    holder: Holder, rows: Iterable[tuple[Any, ...]], years: tuple[FiscalYear, ...], blocks: Blocks
) -> Iterable[tuple[UnitKey, Facts]]:
    for pk, day in rows:
        docs = (AccountingDoc(day),)
        yield (
            _key("accounting_records", pk, holder),
            Facts(accounting_docs=docs, fiscal_years=years, **blocks.as_facts()),
        )


def _key(category: str, item: int, holder: Holder) -> UnitKey:
    return UnitKey(category, item, org_id=holder.pk)


def _days(table: str, day: str, ids: Sequence[int], only: OnlyItems | None, category: str) -> Rows:
    which = "" if only is None else "and id = any(%(only)s)"
    return grouped(
        f"select org_id, id, {day} from {table} where org_id = any(%(ids)s) {which} order by id",
        ids,
        only=[] if only is None else only.of(category),
    )
