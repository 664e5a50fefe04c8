"""Write everything staged, in order: holders first, then what hangs on them."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from django.db import connection

from imports.staging.tables import STAGED
from imports.writing.holders import write_contacts, write_organisations, write_people
from imports.writing.items import write_items
from imports.writing.statements import Faults, Writer

HOLDERS = ("organisation", "person", "identity", "contact")
ITEMS = tuple(part for part in STAGED if part not in HOLDERS)


@dataclass(slots=True)
class Written:
    """What one writing did: new rows and rows found, by part, and the lines it could not write."""

    new: Counter[str] = field(default_factory=Counter)
    there: Counter[str] = field(default_factory=Counter)
    faults: Faults = field(default_factory=dict)


def write(writer: Writer) -> Written:
    """Write what is staged and not refused; faults mean that nothing of it may stand."""
    faults: Faults = {}
    for step in (write_organisations, write_people, write_contacts):
        faults |= step(writer)
    for part in ITEMS:
        for name, lines in write_items(writer, part).items():
            faults.setdefault(name, []).extend(lines)
    return Written(writer.new, _there(), {name: lines for name, lines in faults.items() if lines})


def _there() -> Counter[str]:
    counts: Counter[str] = Counter()
    with connection.cursor() as cursor:
        for part in STAGED:
            cursor.execute(f"select count(distinct target) from import_{part} where there and not skip")
            counts[part] = cursor.fetchone()[0]
    return counts
