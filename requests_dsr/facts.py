"""What retention must know of requests: granted erasures. Open requests block as ProcessingBlock rows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime

from law.calendar import stockholm_day
from requests_dsr.models import DataSubjectRequest
from requests_dsr.states import Right, State
from retention.law.facts import Outcome, Request, RequestType

OUTCOME = {State.FULFILLED: Outcome.GRANTED, State.PARTLY_FULFILLED: Outcome.PARTIAL}


def granted_erasures(subject_ids: Sequence[int]) -> Mapping[int, tuple[Request, ...]]:
    """Give the erasures that were granted to persons, for the decision on each of their units."""
    rows = DataSubjectRequest.objects.filter(
        subject_id__in=subject_ids, right=Right.ERASURE, state__in=list(OUTCOME), decided_at__isnull=False
    ).values_list("subject_id", "received_at", "closed_at", "decided_at", "state", "categories")
    found: dict[int, tuple[Request, ...]] = {}
    for subject, received_at, closed_at, decided_at, state, categories in rows:
        request = Request(
            RequestType.ERASURE,
            stockholm_day(received_at),
            closed_on=_day(closed_at),
            decided_on=_day(decided_at),
            outcome=OUTCOME[State(state)],
            categories=frozenset(categories) or None,
        )
        found[subject] = (*found.get(subject, ()), request)
    return found


def _day(at: datetime | None) -> date | None:
    return None if at is None else stockholm_day(at)
