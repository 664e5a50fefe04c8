"""Write what was assessed to the units: new ones in, changed ones over, those without a row out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import connection
from psycopg2.extras import execute_values

from retention.live import BoundPolicy
from retention.units.assess import Assessment
from retention.units.holders import Holder
from retention.units.rows import read

Stored = tuple[str, date | None, date | None, date | None, date | None, list[str], int]

UnitIds = dict[tuple[str, int], int]
Assessed = Mapping[int, Sequence[Assessment]]

INSERT = """
insert into retention_retentionunit (controller_id, category, item_id, subject_id, contact_id, org_id,
    action, retain_until, action_date, remind_on, look_on, reasons, policy_version_id)
values %s on conflict (category, item_id) do nothing returning id, category, item_id
"""
UPDATE = """
update retention_retentionunit u set action = v.action, retain_until = v.retain_until::date,
    action_date = v.action_date::date, remind_on = v.remind_on::date, look_on = v.look_on::date,
    reasons = v.reasons, policy_version_id = v.policy, computed_at = now()
from (values %s) v (id, action, retain_until, action_date, remind_on, look_on, reasons, policy)
where u.id = v.id
"""
COLUMNS = (
    "id, category, item_id, action, retain_until, action_date, remind_on, look_on, reasons, policy_version_id"
)


@dataclass(slots=True)
class StoredUnit:
    """A unit as it stands in the table."""

    pk: int
    values: Stored


@dataclass(slots=True)
class Difference:
    """Units to insert, to change and to delete, and the ids of those that stay."""

    new: list[Assessment]
    changed: list[tuple[Any, ...]]
    orphans: list[int]
    ids: UnitIds


class UnitStore:
    """The units of a chunk of holders: read once, brought in line with what was assessed."""

    def __init__(self, controller_id: int, live: BoundPolicy, only: Iterable[int] | None = None) -> None:
        self.controller_id = controller_id
        self.live = live
        self.only = None if only is None else list(only)

    def compare(self, holders: Sequence[Holder], assessed: Assessed) -> Difference:
        """Give what the table has to change to say what was assessed."""
        stored = self._stored(holders)
        wanted = {(a.key.category, a.key.item_id): a for found in assessed.values() for a in found}
        return Difference(
            new=[a for key, a in wanted.items() if key not in stored],
            changed=[
                (stored[key].pk, *self._values(a))
                for key, a in wanted.items()
                if key in stored and stored[key].values != self._values(a)
            ],
            orphans=[unit.pk for key, unit in stored.items() if key not in wanted],
            ids={key: unit.pk for key, unit in stored.items() if key in wanted},
        )

    def bring_in_line(self, holders: Sequence[Holder], assessed: Assessed) -> UnitIds:
        """Store the assessments of holders (by position) and give each unit's id by category and item."""
        difference = self.compare(holders, assessed)
        with connection.cursor() as cursor:
            if difference.new:
                rows = [self._row(a) for a in difference.new]
                found = execute_values(cursor.cursor, INSERT, rows, page_size=1000, fetch=True)
                difference.ids |= {(category, item): pk for pk, category, item in found}
            if difference.changed:
                execute_values(cursor.cursor, UPDATE, difference.changed, page_size=1000)
            if difference.orphans:
                cursor.execute("delete from retention_retentionunit where id = any(%s)", [difference.orphans])
        return difference.ids

    def _stored(self, holders: Sequence[Holder]) -> dict[tuple[str, int], StoredUnit]:
        column = "subject_id" if holders and holders[0].kind == "subject" else "org_id"
        whole = "" if column == "subject_id" else "and subject_id is null"
        which = "" if self.only is None else "and id = any(%(only)s)"
        rows = read(
            f"select {COLUMNS} from retention_retentionunit where {column} = any(%(ids)s) {whole} {which}",
            [holder.pk for holder in holders],
            only=self.only,
        )
        return {(row[1], row[2]): StoredUnit(row[0], tuple(row[3:])) for row in rows}

    def _values(self, assessment: Assessment) -> Stored:
        decision = assessment.decision
        return (
            decision.action.value,
            decision.retain_until,
            decision.action_date,
            decision.remind_on,
            assessment.look_on,
            [str(reason) for reason in decision.reasons],
            self.live.version_id,
        )

    def _row(self, assessment: Assessment) -> tuple[Any, ...]:
        return (self.controller_id, *assessment.key, *self._values(assessment))
