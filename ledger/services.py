"""The deeds of the ledger: write a line, and seal what is written."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from uuid import UUID

from django.db import transaction

from ledger.actor import Actor
from ledger.models import Checkpoint, LedgerEntry
from ledger.sealing import seal_entries


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


def seal(*, at: datetime | None = None) -> Checkpoint:
    """Give every committed entry its place in the tree, sign the head, and keep it outside the database too.

    To be called outside a transaction, when what is to be proved is committed. With nothing new, the last
    head is given again. `at` is a UTC instant, the database's clock when left out. Two callers at once
    wait for each other; a call that fails uses no number and may be repeated.
    Raises HeadsDisagree when the database lacks the head published last (restored or rewritten), Refused
    when the last head is signed by a key not among LEDGER_KEY and LEDGER_PUBLIC_KEYS,
    ImproperlyConfigured without a lasting LEDGER_KEY, and RuntimeError inside a transaction.
    """
    return seal_entries(at=at)
