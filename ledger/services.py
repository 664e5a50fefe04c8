"""The deeds of the ledger: write a line, and seal what is written."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from uuid import UUID

from django.db import transaction

from ledger.actor import Actor
from ledger.models import LedgerEntry


class NotInTheDeed(RuntimeError):
    """A ledger line was to be written outside a transaction, apart from the deed it tells of."""


def record(
    *,
    controller: str,
    by: Actor,
    action: str,
    object_type: str = "",
    unit_ref: UUID | None = None,
    category: str = "",
    rule_codes: Iterable[str] = (),
    policy_version: str | int | UUID = "",
    counts: Mapping[str, int] | None = None,
    run: UUID | None = None,
    at: datetime | None = None,
) -> LedgerEntry:
    """Write one line in the transaction of the deed, so that both stand or both fall.

    `action` is `app.verb` (`consent.give`); a change of state names both states
    (`request.received_to_in_progress`). `counts` is rows per table. `at` is a UTC instant and is the
    database's transaction time when left out. Deeds of no single controller use `privacyhub`.
    Raises NotInTheDeed outside a transaction, and IntegrityError where a value has not the form of
    its column (`ledger/patterns.py`) or the unit was already erased or anonymised.
    """
    if not transaction.get_connection().in_atomic_block:
        raise NotInTheDeed(f"write {action} inside transaction.atomic(), together with what it tells of")
    given = {} if at is None else {"at": at}
    return LedgerEntry.objects.create(
        controller=controller,
        actor_role=by.role,
        actor_ref=by.ref,
        action=action,
        object_type=object_type,
        unit_ref=unit_ref,
        category=category,
        rule_codes=",".join(sorted(set(rule_codes))),
        policy_version=str(policy_version),
        counts=dict(counts or {}),
        run=run,
        **given,
    )
