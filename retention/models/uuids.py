"""A random UUID made by the database, so that set-based inserts need no Python."""

from django.db.models import Func, UUIDField


class RandomUUID(Func):
    """PostgreSQL's `gen_random_uuid()`: version 4, in core since PostgreSQL 13."""

    template = "gen_random_uuid()"
    output_field = UUIDField()
