"""Which values an answer left as they are: beside those a statement may stand (Art. 16)."""

from __future__ import annotations

from requests_dsr.models import DataSubjectRequest
from requests_dsr.states import ANSWERED, State

NOT_SHOWN = "A16_NOT_SHOWN"
"""The exception whose words promise that a statement is kept."""


def refused_values(request: DataSubjectRequest) -> list[str]:
    """Give the fields that an answered request asked to have corrected, and that were kept as they are.

    A request that was refused before any value was judged has those it named.
    """
    if State(request.state) not in ANSWERED or NOT_SHOWN not in request.exception_codes:
        return []
    if (judged := request.file.plan.get("fields")) is not None:
        return [str(one["field"]) for one in judged if not one["accepted"]]
    return sorted(request.file.proposed)
