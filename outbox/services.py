"""The deeds of the outbox: put in what others must be told, and claim what is due for delivery."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from uuid import UUID

from django.db import transaction

from ledger.services import NotInTheDeed
from outbox.models import OutboxEvent

# An array is made once, whatever the plan: a subquery that locks may be asked again for each row it
# is compared with, and each time skips what it took before, so that more than `limit` are taken.
CLAIM = """
update outbox_outboxevent set attempts = attempts + 1, next_try_at = statement_timestamp() + %s
where id = any(array(
    select id from outbox_outboxevent
    where state <> 'acknowledged' and next_try_at <= statement_timestamp()
    order by next_try_at, id limit %s for update skip locked))
returning id
"""


def put(
    *,
    controller: str,
    kind: str,
    unit_ref: UUID | None = None,
    payload: Mapping[str, int | str] | None = None,
) -> OutboxEvent:
    """Put in one event, in the transaction of the deed, so that both stand or both fall.

    `kind` is `thing.what_happened` (`unit.erased`); `payload` holds ids only. Raises NotInTheDeed
    outside a transaction, and IntegrityError where a value has not the form of its column or the
    same was already told of the unit.
    """
    if not transaction.get_connection().in_atomic_block:
        raise NotInTheDeed(f"put {kind} inside transaction.atomic(), together with what it tells of")
    return OutboxEvent.objects.create(
        controller=controller, kind=kind, unit_ref=unit_ref, payload=dict(payload or {})
    )


def claim(*, limit: int, lease: timedelta = timedelta(minutes=5)) -> list[OutboxEvent]:
    """Take up to `limit` due events for delivery, the longest due first; nobody else gets them meanwhile.

    An event that is not acknowledged comes back when the lease is over, so a worker that dies loses
    nothing; whoever delivers must send the event's id along as an idempotency key.
    """
    with transaction.atomic():
        with transaction.get_connection().cursor() as cursor:
            cursor.execute(CLAIM, [lease, limit])
            claimed = [event_id for (event_id,) in cursor.fetchall()]
        return list(OutboxEvent.objects.filter(pk__in=claimed).order_by("id"))
