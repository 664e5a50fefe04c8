"""How many requests wait at a company, as columns that ride along in another statement.

Every page of the panel shows the count in its menu: it must not cost every page a statement of its own.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, OuterRef, Q, Subquery

from requests_dsr.models import DataSubjectRequest
from requests_dsr.states import OPEN, State

COLUMNS = ("open", "late", "review")


@dataclass(frozen=True, kw_only=True)
class Tally:
    """What waits for an answer: open, of them past the legal limit, and of them to be decided."""

    open: int = 0
    late: int = 0
    review: int = 0

    def __add__(self, other: Tally) -> Tally:
        """Count two companies together."""
        return Tally(
            open=self.open + other.open, late=self.late + other.late, review=self.review + other.review
        )


def waiting_columns(controller: str, *, on: date) -> dict[str, Any]:
    """Give the columns to annotate a query with; `controller` is its column of the company."""
    found = DataSubjectRequest.objects.filter(controller=OuterRef(controller), state__in=sorted(OPEN))
    rows = found.order_by().values("controller").annotate(
        open=Count("pk"),
        late=Count("pk", filter=Q(due_on__lt=on)),
        review=Count("pk", filter=Q(state=State.REVIEW)),
    )  # fmt: skip
    return {f"{name}_requests": Subquery(rows.values(name)) for name in COLUMNS}


def tally_from(row: Any) -> Tally:
    """Read the columns of a row."""
    return Tally(**{name: getattr(row, f"{name}_requests") or 0 for name in COLUMNS})
