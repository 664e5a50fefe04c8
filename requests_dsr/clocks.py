"""The clock of a stored request: facts from its rows, the answer from the law."""

from __future__ import annotations

from requests_dsr.law import (
    ClockFacts,
    Deadline,
    Extension,
    Pause,
    PauseKind,
    ServiceLevels,
    deadline,
    service_levels,
)
from requests_dsr.models import DataSubjectRequest


def clock_of(request: DataSubjectRequest) -> Deadline:
    """Give when a request must be answered and why (Art. 12(3)); a reopened one has a month of its own."""
    return deadline(facts_of(request))


def levels_of(request: DataSubjectRequest) -> ServiceLevels:
    """Give the days on which somebody is told something (DL-9)."""
    return service_levels(clock_of(request))


def facts_of(request: DataSubjectRequest) -> ClockFacts:
    """Read the facts of the clock; questions and extensions of an earlier answer do not count again."""
    begins = request.reopened_at or request.received_at
    pauses = tuple(
        Pause(
            kind=PauseKind(question.kind),
            asked_at=question.asked_at,
            answered_at=question.answered_at,
            large_volume=question.large_volume,
        )
        for question in request.questions.all()
        if question.asked_at >= begins
    )
    extension = None
    if request.extended_at is not None and request.extended_at >= begins:
        extension = Extension(notified_at=request.extended_at, reasons=tuple(request.extension_reasons))
    return ClockFacts(received_at=begins, pauses=pauses, extension=extension)


def wind(request: DataSubjectRequest) -> None:
    """Write the clock's days to a request, for the queue's order; the caller saves it."""
    clock = clock_of(request)
    request.due_on = clock.effective.due_on if clock.effective else None
    request.target_on = service_levels(clock).target_on
