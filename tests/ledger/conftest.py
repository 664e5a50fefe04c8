"""A ledger to write, seal and tamper with."""

from __future__ import annotations

from collections.abc import Callable
from uuid import uuid4

import pytest
from django.conf import LazySettings
from django.db import connection, transaction

from ledger.actor import WORKER
from ledger.models import LedgerEntry
from ledger.services import record

KEY = bytes(range(32))


@pytest.fixture(autouse=True)
def _lasting_key(settings: LazySettings) -> None:
    settings.LEDGER_KEY = KEY
    settings.LEDGER_PUBLIC_KEYS = []
    settings.THROWN_AWAY_KEYS = ()


@pytest.fixture
def write() -> Callable[[int], list[LedgerEntry]]:
    """Write so many entries, each with something in every column."""

    def write(count: int) -> list[LedgerEntry]:
        with transaction.atomic():
            return [_entry(number) for number in range(count)]

    return write


def _entry(number: int) -> LedgerEntry:
    return record(
        controller="winston",
        by=WORKER,
        action="retention.erase",
        object_type="unit",
        unit_ref=uuid4(),
        category="support_profile",
        rule_codes=["SUPPORT_24M", "BFL_7_2"],
        policy_version="winston/3",
        counts={"subjects_activity": number, "subjects_supportprofile": 1},
        run=uuid4(),
    )


@pytest.fixture
def tamper() -> Callable[..., None]:
    """Do what only the owner of the tables can: run SQL with the triggers out of the way."""

    def tamper(sql: str, *values: object) -> None:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("set local session_replication_role = replica")
            cursor.execute(sql, list(values) or None)
            cursor.execute("set local session_replication_role = origin")

    return tamper
