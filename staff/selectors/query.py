"""Run one query of figures."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db import connection

from accounts.models import Controller


def figures(sql: str, controllers: Iterable[Controller], **values: Any) -> list[tuple[Any, ...]]:
    """Run a query on the `%(controllers)s` of whoever asks; without any there is nothing to ask."""
    ids = [controller.pk for controller in controllers]
    if not ids:
        return []
    with connection.cursor() as cursor:
        cursor.execute(sql, {"controllers": ids, **values})
        rows: list[tuple[Any, ...]] = cursor.fetchall()
        return rows
