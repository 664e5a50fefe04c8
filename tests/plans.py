"""Make PostgreSQL choose the plan that statistics of an empty table choose."""

from __future__ import annotations

from django.db import connection


def only_nested_loops() -> None:
    """Leave the planner nothing but nested loops, for the rest of the test's transaction."""
    with connection.cursor() as cursor:
        for way in ("hashjoin", "mergejoin", "hashagg", "sort", "material"):
            cursor.execute(f"set local enable_{way} = off")
