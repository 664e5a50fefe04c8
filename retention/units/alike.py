"""Load a person with units that are alike read once: of thousands of inquiries, those of each day together.

The law reads an inquiry as its Stockholm days and whether it became an order; those with the same have
the same decision. Who wants to know what is kept and until when needs no more than one of each, and how
many there are.
"""

from __future__ import annotations

from law.calendar import STOCKHOLM
from law.shapes import UnpaidScope
from retention.units.holders import Holder, UnitKey
from retention.units.people import PARTS, people_in, read_people
from retention.units.together import Part


def _day(column: str) -> str:
    return f"({column} at time zone '{STOCKHOLM.key}')::date"


def _alike(columns: str, table: str, facts: str) -> Part:
    """Give a row for each set of facts, with how many rows have them last."""
    rows = (
        f"select subject_id, min(id) as id, {columns}, count(*) as n from {table} "
        f"where subject_id = any(%(ids)s) group by subject_id, {facts}"
    )
    names = ", ".join(f"t.{column.rpartition(' ')[2]}" for column in columns.split(", "))
    return Part(f"t.subject_id, t.id, {names}, t.n", f"from ({rows}) t", order="t.id")


ALIKE = {
    "crm_inquiry": (
        "inquiries",
        _alike(
            "min(received_at) as received_at, min(last_contact_at) as last_contact_at, converted",
            "subjects_inquiry",
            f"{_day('received_at')}, {_day('last_contact_at')}, converted",
        ),
    ),
    "phone_message": (
        "phone",
        _alike("min(taken_at) as taken_at", "subjects_phonemessage", _day("taken_at")),
    ),
}


def load_alike(
    subject_id: int, *, unpaid_scope: UnpaidScope = UnpaidScope.CLAIM
) -> tuple[list[Holder], dict[UnitKey, int]]:
    """Load a person as `load_people` does, and how many units each stands for."""
    found = read_people(PARTS | dict(ALIKE.values()), [subject_id], unpaid_scope)
    counts = {
        UnitKey(category, row[1], subject_id): row.pop()
        for category, (part, _rows) in ALIKE.items()
        for row in found[part]
    }
    return people_in(found), counts
