"""What retention must know of requests: granted erasures. Open requests block as ProcessingBlock rows."""

from __future__ import annotations

from datetime import datetime

from law.calendar import stockholm_day
from law.rights import Right
from requests_dsr.states import State
from retention.law.facts import Outcome, Request, RequestType
from retention.units.requests import RequestTable
from retention.units.together import Part, Row, day_of

OUTCOME = {State.FULFILLED: Outcome.GRANTED, State.PARTLY_FULFILLED: Outcome.PARTIAL}
STATES = ", ".join(f"'{state}'" for state in OUTCOME)


def _request(row: Row) -> Request:
    received_at, closed_at, decided_at, state, categories = row
    return Request(
        RequestType.ERASURE,
        stockholm_day(datetime.fromisoformat(received_at)),
        closed_on=day_of(closed_at),
        decided_on=day_of(decided_at),
        outcome=OUTCOME[State(state)],
        categories=frozenset(categories) or None,
    )


GRANTED_ERASURES = RequestTable(
    Part(
        "r.subject_id, r.received_at, r.closed_at, r.decided_at, r.state, r.categories",
        f"""from requests_dsr_datasubjectrequest r where r.subject_id {{whose}}
            and r.right = '{Right.ERASURE}' and r.state in ({STATES}) and r.decided_at is not null""",
        order="r.id",
    ),
    _request,
)
"""The erasures that were granted to persons, for the decision on each of their units."""
