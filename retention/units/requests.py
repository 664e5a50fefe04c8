"""The requests a decision must know of; who keeps them is a floor above, and says here how they are read."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from retention.law.facts import Facts, Request
from retention.units.together import Part, Row, read_together

GIVEN = "= any(%(ids)s)"


@dataclass(frozen=True, slots=True)
class RequestTable:
    """Where requests are kept: `part` gives their rows for a `{whose}` of persons, `request` reads one.

    The first column is the person; it is left out of the row that `request` gets.
    """

    part: Part
    request: Callable[[Row], Request]

    def of(self, whose: str) -> Part:
        """Give the rows of some persons: `= any(...)` or `in (...)`."""
        return replace(self.part, rows=self.part.rows.format(whose=whose))


_tables: list[RequestTable] = []


def provide_requests(table: RequestTable) -> None:
    """Register where data-subject requests are kept (`requests_dsr`, a floor above)."""
    _tables.append(table)


def request_parts(whose: str) -> dict[str, Part]:
    """Give the parts that read the requests of some persons."""
    return {f"requests_{number}": table.of(whose) for number, table in enumerate(_tables)}


def requests_in(found: Mapping[str, Sequence[Row]]) -> dict[int, tuple[Request, ...]]:
    """Take the requests out of what was read, by person."""
    known: dict[int, tuple[Request, ...]] = {}
    for number, table in enumerate(_tables):
        for person, *row in found[f"requests_{number}"]:
            known[person] = (*known.get(person, ()), table.request(row))
    return known


def asked_to_be_forgotten(subject_ids: Sequence[int]) -> set[int]:
    """Give those who had an erasure of everything granted, not only of one kind of data."""
    if not subject_ids or not _tables:
        return set()
    known = requests_in(read_together(request_parts(GIVEN), ids=list(subject_ids)))
    return {
        person
        for person, requests in known.items()
        if any(request.categories is None for request in requests)
    }


def asked_about(category: str, facts: Facts) -> Facts:
    """Leave out the requests that do not ask about a unit's category."""
    if all(request.asks_about(category) for request in facts.dsrs):
        return facts
    return replace(facts, dsrs=tuple(r for r in facts.dsrs if r.asks_about(category)))
