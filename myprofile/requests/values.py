"""What stands now of what may be corrected: every value in a handful of queries, not one each."""

from __future__ import annotations

from collections import defaultdict

from requests_dsr.answers.fields import FIELDS, Field
from subjects.models import DataSubject

OWN_PAGE = frozenset({"full_name", "language", "work_phone"})
"""What the person changes alone, at once, on the page for it."""


def values_of(person: DataSubject) -> dict[str, str]:
    """Give field -> what stands, for each value that we have and that somebody must look at first."""
    found: dict[str, str] = {}
    for names in _by_table().values():
        columns = [FIELDS[name].column for name in names]
        rows = list(FIELDS[names[0]].rows(person).values(*columns))
        for name in names if rows else ():
            said = (str(row[FIELDS[name].column] or "") for row in rows)
            found[name] = "; ".join(said)
    return {name: found[name] for name in FIELDS if name in found}


def _by_table() -> dict[tuple[object, ...], list[str]]:
    tables: dict[tuple[object, ...], list[str]] = defaultdict(list)
    for name, field in FIELDS.items():
        if name not in OWN_PAGE:
            tables[_table(field)].append(name)
    return tables


def _table(field: Field) -> tuple[object, ...]:
    return field.model, field.to_subject, getattr(field, "kind", "")
