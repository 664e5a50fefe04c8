"""What others must be told is written with the deed, names nobody, and is claimed by one at a time."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from uuid import UUID, uuid4

import psycopg2
import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction

from ledger.services import NotInTheDeed
from outbox.models import OutboxEvent
from outbox.services import CLAIM, claim, put
from tests.plans import only_nested_loops


@pytest.mark.django_db(transaction=True)
def test_an_event_is_never_put_in_apart_from_its_deed() -> None:
    with pytest.raises(NotInTheDeed, match=r"unit\.erased"):
        put(controller="winston", kind="unit.erased")
    assert not OutboxEvent.objects.exists()


@pytest.mark.django_db
def test_a_unit_is_told_of_once_for_each_kind() -> None:
    ref = uuid4()
    put(controller="winston", kind="unit.erased", unit_ref=ref)
    put(controller="winston", kind="unit.anonymised", unit_ref=ref)
    with pytest.raises(IntegrityError, match="outbox_told_once"), transaction.atomic():
        put(controller="winston", kind="unit.erased", unit_ref=ref)


@pytest.mark.django_db
def test_what_is_told_of_no_unit_may_be_told_again() -> None:
    for _ in range(2):
        put(controller="winston", kind="policy.changed")
    assert OutboxEvent.objects.for_controller("winston").count() == 2


@pytest.mark.django_db
@pytest.mark.parametrize(
    "payload",
    [
        {"name": "Canary Fågelsson"},
        {"email": "canary@example.se"},
        {"phone": "+46701234567"},
        {"address": "Fågelgatan 7"},
        {"who": {"id": 1}},
        {"who": ["canary"]},
        {"who": None},
        {"canary@example.se": 1},
        ["canary"],
        "canary",
    ],
    ids=str,
)
def test_a_payload_holds_ids_and_nothing_else(payload: object) -> None:
    with pytest.raises(DatabaseError), transaction.atomic():
        OutboxEvent.objects.create(controller="winston", kind="unit.erased", payload=payload)


@pytest.mark.django_db
def test_ids_of_every_kind_fit() -> None:
    payload = {"category": "support_profile", "external_id": "CRM-1234:7", "number": 7, "unit": str(uuid4())}
    event = put(controller="winston", kind="unit.erased", payload=payload)
    event.refresh_from_db()
    assert event.payload == payload
    assert (event.state, event.attempts) == ("pending", 0)


@pytest.mark.django_db
def test_a_purge_may_put_in_its_events_in_its_own_sql() -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "insert into outbox_outboxevent (controller, kind, unit_ref) "
            "select 'winston', 'unit.erased', gen_random_uuid() from generate_series(1, 100)"
        )
    assert len(claim(limit=1000)) == 100


@pytest.mark.django_db
def test_a_claim_takes_the_longest_due_first_and_leases_them() -> None:
    first, second, third = (put(controller="winston", kind="unit.erased", unit_ref=uuid4()) for _ in range(3))
    OutboxEvent.objects.filter(pk=third.pk).update(next_try_at=first.created_at - timedelta(hours=1))
    claimed = claim(limit=2)
    assert [event.pk for event in claimed] == [first.pk, third.pk]
    assert [event.attempts for event in claimed] == [1, 1]
    assert [event.pk for event in claim(limit=10)] == [second.pk]
    assert claim(limit=10) == []


@pytest.mark.django_db
def test_a_claim_keeps_its_limit_whatever_the_plan() -> None:
    for _ in range(3):
        put(controller="winston", kind="unit.erased", unit_ref=uuid4())
    only_nested_loops()
    assert [len(claim(limit=1)) for _ in range(4)] == [1, 1, 1, 0]


@pytest.mark.django_db
def test_what_a_dead_worker_claimed_comes_back_and_what_is_acknowledged_does_not() -> None:
    event = put(controller="winston", kind="unit.erased", unit_ref=uuid4())
    claim(limit=1, lease=timedelta(seconds=-1))
    again = claim(limit=1, lease=timedelta(seconds=-1))
    assert [(found.pk, found.attempts) for found in again] == [(event.pk, 2)]
    OutboxEvent.objects.update(state=OutboxEvent.State.SENT)
    assert len(claim(limit=1, lease=timedelta(seconds=-1))) == 1
    OutboxEvent.objects.update(state=OutboxEvent.State.ACKNOWLEDGED)
    assert claim(limit=1) == []


@pytest.fixture
def another() -> Iterator[psycopg2.extensions.connection]:
    """A second session of the same database."""
    session = psycopg2.connect(**connection.get_connection_params())
    yield session
    session.rollback()
    session.close()


@pytest.mark.django_db(transaction=True)
def test_two_workers_never_get_the_same_event_and_never_wait(
    another: psycopg2.extensions.connection,
) -> None:
    with transaction.atomic():
        events = [put(controller="winston", kind="unit.erased", unit_ref=uuid4()) for _ in range(4)]
    cursor = another.cursor()
    cursor.execute(CLAIM, [timedelta(minutes=5), 2])
    theirs = {event_id for (event_id,) in cursor.fetchall()}
    with connection.cursor() as ours:
        ours.execute("set lock_timeout = '1s'")
    mine = {event.pk for event in claim(limit=10)}
    assert theirs | mine == {event.pk for event in events}
    assert not theirs & mine


@pytest.mark.django_db
def test_an_unknown_state_is_refused() -> None:
    event = put(controller="winston", kind="unit.erased", unit_ref=UUID(int=4 << 76))
    event.state = "forgotten"
    with pytest.raises(DatabaseError), transaction.atomic():
        event.save()
