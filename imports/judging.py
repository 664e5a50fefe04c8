"""Ask the law about every unit an import would make: what would be erased tonight is not taken in.

The rows stand in the tables for a moment, inside the transaction, so the facts are read by the same
code as the nightly plan's, and an organisation's contracts count together whichever file they came in.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import partial

from imports.staging.asking import (
    NEW,
    Units,
    holders_of,
    new_items,
    new_of_owners,
    new_of_people,
    rows_that_became,
)
from imports.staging.tables import STAGED, UNITS
from law.dated import LawIsSilent
from retention.law import RetentionDecision, decide
from retention.law.facts import Facts
from retention.live import BoundPolicy
from retention.units.assess import assess
from retention.units.billing import load_contracts
from retention.units.holders import Holder
from retention.units.organisations import load_organisations, only_items
from retention.units.people import load_people

HELD_BY_ORGANISATIONS = ("invoice", "voucher")


@dataclass(frozen=True, slots=True)
class Past:
    """A unit that is past its date: the staged rows that would make it, and by what decision."""

    part: str
    targets: tuple[int, ...]
    category: str
    decision: RetentionDecision
    rows: tuple[tuple[int, int], ...] = ()
    """Id and line of every staged row: lines further down may have become the same row."""


def past_their_date(as_of: date, live: BoundPolicy) -> list[Past]:
    """Give what of the written rows would be erased or anonymised on a Stockholm day."""
    found = [
        *_of_organisations(as_of, live),
        *_of_people(as_of, live),
        *_of_bare_contracts(as_of, live),
    ]
    staged = {
        part: rows_that_became(part, [t for past in found if past.part == part for t in past.targets])
        for part in {past.part for past in found}
    }
    return [
        replace(past, rows=tuple(row for target in past.targets for row in staged[past.part][target]))
        for past in found
    ]


def _of_organisations(as_of: date, live: BoundPolicy) -> Iterator[Past]:
    """Judge claims and vouchers, some at a time: one organisation may have them all."""
    for part in HELD_BY_ORGANISATIONS:
        for chunk in new_items(part):
            only = only_items({STAGED[part].category: [pk for pk, _org in chunk]})
            holders = load_organisations(sorted({org for _pk, org in chunk}), only)
            yield from _past(holders, as_of, live, partial(_item_itself, part))


def _item_itself(part: str, _category: str, item: int) -> tuple[str, tuple[int, ...]]:
    return part, (item,)


def _of_people(as_of: date, live: BoundPolicy) -> Iterator[Past]:
    parts = [part for part in UNITS if part not in HELD_BY_ORGANISATIONS]
    people = " union ".join(
        f"select p.target as owner from import_{part} x join import_person p on p.line = x.line where {NEW}"
        for part in parts
    )
    for subjects in holders_of(people):
        new = {part: new_of_people(part, subjects) for part in parts}

        def found(category: str, item: int, new: Mapping[str, Units] = new) -> tuple[str, tuple[int, ...]]:
            part = next((p for p in parts if STAGED[p].category == category), "record")
            return part, new[part].get(item, ())

        yield from _past(load_people(subjects, unpaid_scope=live.rules.unpaid_scope), as_of, live, found)


def _of_bare_contracts(as_of: date, live: BoundPolicy) -> Iterator[Past]:
    """Judge contracts of lines that make no unit: by what the customer relation would be kept."""
    other = " union all ".join(f"select line from import_{part}" for part in UNITS)
    bare = f"select x.owner, x.id from import_contract x where {NEW} and x.line not in ({other})"
    for orgs in holders_of(f"select owner from ({bare}) o"):
        contracts = load_contracts(orgs)
        ids: dict[int, list[int]] = {}
        for org, pk in new_of_owners(bare, orgs):
            ids.setdefault(org, []).append(pk)
        for org, new in ids.items():
            try:
                decision = decide("customer_data", Facts(contracts=contracts[org]), as_of, live.rules)
            except LawIsSilent:
                continue
            if decision.is_destructive:
                yield Past("contract", tuple(new), "customer_data", decision)


def _past(
    holders: list[Holder],
    as_of: date,
    live: BoundPolicy,
    found: Callable[[str, int], tuple[str, tuple[int, ...]]],
) -> Iterator[Past]:
    wanted = {STAGED[part].category for part in UNITS} | {
        key.category for holder in holders for key, facts in holder.units if facts.records
    }
    for holder in holders:
        for unit in assess(holder, as_of, live):
            if unit.key.category not in wanted or not unit.decision.is_destructive:
                continue
            part, ids = found(unit.key.category, unit.key.item_id)
            if ids:
                yield Past(part, ids, unit.key.category, unit.decision)
