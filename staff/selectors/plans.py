"""One plan, taken apart: how many of each kind, and for what reasons."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from django.db.models import Count, Min, QuerySet

from accounts.models import Controller
from retention.models import ItemState, PurgeItem, PurgeRun, RetentionUnit
from subjects.models import CustomerOrg, DataSubject


@dataclass(frozen=True, kw_only=True, slots=True)
class Heap:
    """Items of a plan that share category, action, reasons and state."""

    category: str
    action: str
    reasons: tuple[str, ...]
    state: str
    items: int
    oldest_on: date


@dataclass(frozen=True, kw_only=True, slots=True)
class Kind:
    """One kind of data in a plan: how many items, of how many units there are now."""

    category: str
    items: int
    done: int
    moved: int
    units: int

    @property
    def percent(self) -> int:
        """Give the share of the kind that the plan takes."""
        whole = max(self.units, self.items)
        return round(100 * self.items / whole) if whole else 0


@dataclass(frozen=True, kw_only=True, slots=True)
class Cause:
    """Items that share their reasons."""

    reasons: tuple[str, ...]
    items: int
    oldest_on: date


def heaps(run: PurgeRun) -> list[Heap]:
    """Count a plan's items in one query, the largest heaps first."""
    rows = PurgeItem.objects.filter(run=run).values_list("category", "action", "reasons", "state")
    counted = rows.annotate(items=Count("id"), oldest_on=Min("action_date")).order_by("-items", "category")
    return [
        Heap(category=c, action=a, reasons=tuple(r), state=s, items=n, oldest_on=oldest)
        for c, a, r, s, n, oldest in counted
    ]


def kinds(run: PurgeRun, found: Iterable[Heap]) -> list[Kind]:
    """Add heaps up by kind of data, beside how many units of the kind there are."""
    units = RetentionUnit.objects.filter(controller=run.controller).values("category")
    there = dict(units.annotate(n=Count("id")).values_list("category", "n").order_by())
    by_kind = groupby(sorted(found, key=lambda heap: heap.category), key=lambda heap: heap.category)
    told = []
    for category, grouped in by_kind:
        rows = list(grouped)
        told.append(
            Kind(
                category=category,
                items=sum(row.items for row in rows),
                done=sum(row.items for row in rows if row.state == ItemState.DONE),
                moved=sum(row.items for row in rows if row.state == ItemState.MOVED),
                units=there.get(category, 0),
            )
        )
    return sorted(told, key=lambda kind: -kind.items)


def causes(found: Iterable[Heap]) -> list[Cause]:
    """Add heaps up by reasons, the most common first."""
    told = []
    for reasons, grouped in groupby(sorted(found, key=lambda h: h.reasons), key=lambda h: h.reasons):
        rows = list(grouped)
        total, oldest = sum(row.items for row in rows), min(row.oldest_on for row in rows)
        told.append(Cause(reasons=reasons, items=total, oldest_on=oldest))
    return sorted(told, key=lambda cause: -cause.items)


def items_of(run: PurgeRun, *, category: str = "", reason: str = "", state: str = "") -> QuerySet[PurgeItem]:
    """Give a plan's items in the order of their holders, those of a category, reason or state alone."""
    items = PurgeItem.objects.filter(run=run).order_by("holder", "id")
    if category:
        items = items.filter(category=category)
    if reason:
        items = items.filter(reasons__contains=[reason])
    return items.filter(state=state) if state else items


@dataclass(frozen=True, slots=True)
class Holder:
    """Whose an item is, as far as an address may say."""

    subject_ref: str = ""
    org_ref: str = ""


def holders_of(items: Iterable[PurgeItem], controller: Controller) -> dict[int, Holder]:
    """Give the holder of each item that is still there, in two queries."""
    items = list(items)
    subject_ids = {item.subject_id for item in items if item.subject_id}
    org_ids = {item.org_id for item in items if item.org_id and not item.subject_id}
    people = DataSubject.objects.for_controller(controller).filter(pk__in=subject_ids)
    orgs = CustomerOrg.objects.for_controller(controller).filter(pk__in=org_ids)
    person_refs = dict(people.values_list("pk", "ref"))
    org_refs = dict(orgs.values_list("pk", "ref"))
    return {
        item.pk: Holder(
            str(person_refs.get(item.subject_id or 0, "")),
            "" if item.subject_id else str(org_refs.get(item.org_id or 0, "")),
        )
        for item in items
    }
