"""The ledger as it is read: lines in the order they were written, and how it is sealed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from accounts.models import Controller
from ledger.heads import repeats_its_note
from ledger.keys import signature_holds, trusted_keys
from ledger.models import LedgerEntry
from ledger.selectors import count_waiting, latest_head
from ledger.tree import DatabaseHashes, tree_at
from ledger.verify import Refused, check_head

INSTALLATION = "privacyhub"
"""Deeds of no single company."""
LINES = 50
LARGEST = 2**63 - 1


@dataclass(frozen=True, kw_only=True, slots=True)
class Lines:
    """A piece of the ledger, the newest line first, and the number below which the next piece begins."""

    lines: list[LedgerEntry]
    older: int | None


def lines_of(
    controllers: Iterable[Controller],
    *,
    action: str = "",
    category: str = "",
    run: UUID | None = None,
    before: int | None = None,
) -> Lines:
    """Give the lines of some companies and of no single one, by keyset: the ledger has no last page."""
    slugs = [*(controller.slug for controller in controllers), INSTALLATION]
    found = LedgerEntry.objects.filter(controller__in=slugs).select_related("ledgerleaf").order_by("-id")
    if action:
        found = found.filter(action__startswith=action)
    if category:
        found = found.filter(category=category)
    if run:
        found = found.filter(run=run)
    if before is not None:
        found = found.filter(pk__lt=min(before, LARGEST))
    rows = list(found[: LINES + 1])
    return Lines(lines=rows[:LINES], older=rows[LINES - 1].pk if len(rows) > LINES else None)


@dataclass(frozen=True, kw_only=True, slots=True)
class Seal:
    """How the ledger is sealed: over how many lines, when, how many wait, and whether the head holds."""

    size: int = 0
    sealed_at: datetime | None = None
    waiting: int = 0
    holds: bool = True
    why_not: str = ""


def seal_status() -> Seal:
    """Check the newest head: its signature, its columns, and that the tree kept in the database leads to it.

    Reads a few hundred hashes, however long the ledger is. That every line gives its hash is what
    `ledger.audit` checks.
    """
    head, waiting = latest_head(), count_waiting()
    if head is None:
        return Seal(waiting=waiting)
    why_not = ""
    try:
        check_head(head.note, trusted_keys(), signature_holds)
        if not repeats_its_note(head):
            why_not = "columns"
        elif tree_at(DatabaseHashes(), head.size).root() != bytes(head.root):
            why_not = "tree"
    except (Refused, IndexError):
        why_not = "signature"
    return Seal(size=head.size, sealed_at=head.sealed_at, waiting=waiting, holds=not why_not, why_not=why_not)
