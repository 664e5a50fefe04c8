"""Ask several questions in one statement: a page about somebody makes one round trip for its lists.

Each question is an ordinary queryset of whole rows. PostgreSQL answers all of them as JSON, of one
instant; the rows come back as instances of their models (docs/adr/0007).
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from django.db import connection, models


def ask_at_once(**questions: models.QuerySet[Any]) -> dict[str, list[Any]]:
    """Answer querysets by name, in one statement; their order is kept.

    Raises ValueError for a queryset that is no list of whole rows (`values`, `select_related`,
    annotations): ask for the related rows beside, and join them with `joined`.
    """
    parts: list[str] = []
    values: list[Any] = []
    for name, rows in questions.items():
        _refuse_half_rows(name, rows)
        sql, given = rows.query.sql_with_params()
        parts.append(f"'{name}', (select coalesce(json_agg(row_to_json(x)), '[]') from ({sql}) x)")
        values += given
    with connection.cursor() as cursor:
        cursor.execute(f"select json_build_object({', '.join(parts)})::text", values)
        found = json.loads(cursor.fetchone()[0], parse_float=Decimal)
    return {name: [_instance(rows.model, row) for row in found[name]] for name, rows in questions.items()}


def joined(rows: Iterable[Any], relation: str, others: Iterable[models.Model]) -> list[Any]:
    """Give rows with what a foreign key of theirs points at, found among `others`."""
    by_id = {other.pk: other for other in others}
    joined_rows = list(rows)
    for row in joined_rows:
        setattr(row, relation, by_id.get(getattr(row, f"{relation}_id")))
    return joined_rows


def _refuse_half_rows(name: str, rows: models.QuerySet[Any]) -> None:
    query = rows.query
    if query.select_related or query.values_select or query.annotation_select or query.deferred_loading[0]:
        raise ValueError(f"{name} asks for something else than whole rows of {rows.model._meta.label}")


def _instance(model: type[models.Model], row: dict[str, Any]) -> models.Model:
    """Read one row as its model does: days and instants of ISO text, money of numbers kept exact."""
    fields = model._meta.concrete_fields
    values = [field.to_python(row[field.column or field.attname]) for field in fields]
    return model.from_db(connection.alias, [field.attname for field in fields], values)
