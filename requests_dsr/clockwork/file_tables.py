"""Which tables hold a request's file: those the data map says are `dsr_file`, and no list beside it."""

from __future__ import annotations

from functools import cache
from typing import Any

from django.db import models

from register.datamap import models_in
from requests_dsr.models import DataSubjectRequest

FILE = "dsr_file"
BY_REF = "request_ref"
"""How a table on a floor below names the request whose it is."""


@cache
def file_tables() -> tuple[tuple[type[models.Model], str], ...]:
    """Give each table of a file and the lookup of its request's reference, what hangs on another first.

    Raises LookupError for a table that leads to no request: its rows would stay for ever.
    """
    found = [(model, way_to_the_request(model)) for model in models_in(FILE)]
    lost = [model._meta.label for model, way in found if not way]
    if lost:
        raise LookupError(f"no way from {', '.join(lost)} to the request whose file it is")
    return tuple(sorted(found, key=lambda one: -one[1].count("__")))


def way_to_the_request(model: type[models.Model]) -> str:
    """Give the shortest lookup from a row to the reference of its request; empty where there is none.

    Only what goes with the request leads to it: a mail that only mentions one is not of its file.
    """
    if model is DataSubjectRequest:
        return "ref"
    ways = []
    for column in model._meta.local_fields:
        other = column.related_model
        goes_along = column.remote_field is not None and column.remote_field.on_delete is models.CASCADE
        if (
            goes_along
            and isinstance(other, type)
            and other is not model
            and (way := way_to_the_request(other))
        ):
            ways.append(f"{column.name}__{way}")
        elif column.name == BY_REF:
            ways.append(BY_REF)
    return min(ways, key=len, default="")


def _goes_with(column: models.Field[Any, Any]) -> type[models.Model] | None:
    """Give the table whose row takes this one along when it is deleted."""
    link = column.remote_field
    goes = link is not None and link.on_delete is models.CASCADE
    return column.related_model if goes and isinstance(column.related_model, type) else None
