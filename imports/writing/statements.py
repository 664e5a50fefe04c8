"""Run the statements of an import with its values, and count what is new."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import connection

from accounts.models import Controller
from imports.mapping.schema import Source
from law.calendar import stockholm_day
from subjects.models import CustomerOrg, DataSubject
from subjects.services.blocks import extend_to_organisation

Faults = dict[str, list[int]]
"""The lines of each kind of fault, named as in `imports.services.WHY`."""


@dataclass(slots=True)
class Writer:
    """Writes for one controller, from one source, at one instant."""

    controller: Controller
    source: Source
    at: datetime
    new: Counter[str] = field(default_factory=Counter)

    @property
    def values(self) -> Mapping[str, Any]:
        """Give the values that the statements name."""
        return {
            "controller": self.controller.pk,
            "source_kind": self.source.kind.value,
            "source_name": self.source.name,
            "at": self.at,
            "today": stockholm_day(self.at),
        }

    def run(self, sql: str) -> int:
        """Run a statement and give how many rows it touched."""
        with connection.cursor() as cursor:
            cursor.execute(sql, self.values)
            return int(cursor.rowcount)

    def insert(self, part: str, sql: str) -> None:
        """Run an insert and count its rows as new."""
        self.new[part] += self.run(sql)

    def rows(self, sql: str) -> list[tuple[Any, ...]]:
        """Run a question."""
        with connection.cursor() as cursor:
            cursor.execute(sql, self.values)
            return list(cursor.fetchall())

    def lines(self, sql: str) -> list[int]:
        """Run a question for lines."""
        return [row[0] for row in self.rows(sql)]

    def extend_blocks(self, sql: str) -> None:
        """Write what blocks a person for each organisation (person, organisation) that the question gives."""
        for subject, org in self.rows(sql):
            extend_to_organisation(
                subject=DataSubject.objects.get(pk=subject),
                org=CustomerOrg.objects.get(pk=org),
                on=stockholm_day(self.at),
            )
