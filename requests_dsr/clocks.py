"""The clock of a stored request: facts from its rows, the answer from the law."""

from __future__ import annotations

from datetime import date, datetime

from accounts.models import Controller
from consents.policy import live_file
from requests_dsr.law import (
    ClockFacts,
    Deadline,
    Extension,
    Pause,
    PauseKind,
    ServiceLevels,
    closing_on,
    deadline,
    service_levels,
)
from requests_dsr.models import DELIVERED, DataSubjectRequest, IdentityCheck
from requests_dsr.states import State

EXTENSION_LETTER = "request_extended"


def clock_of(request: DataSubjectRequest) -> Deadline:
    """Give when a request must be answered and why (Art. 12(3)); a reopened one has a month of its own."""
    return deadline(facts_of(request))


def levels_of(request: DataSubjectRequest) -> ServiceLevels:
    """Give the days on which somebody is told something (DL-9)."""
    return service_levels(clock_of(request))


def closes_on(request: DataSubjectRequest) -> date | None:
    """Give the day from which a request may be closed because nobody showed who asks (DL-3).

    What the letter promises, the page says and the guard holds to is this one day.
    """
    return closing_on(facts_of(request).pauses)


def facts_of(request: DataSubjectRequest) -> ClockFacts:
    """Read the facts of the clock; questions and extensions of an earlier answer do not count again."""
    begins = _begins(request)
    pauses = tuple(
        Pause(
            kind=PauseKind(question.kind),
            asked_at=question.asked_at,
            answered_at=question.answered_at,
            large_volume=question.large_volume,
        )
        for question in _questions(request)
    )
    return facts_for(
        request.controller, received_at=begins, pauses=pauses, extension=_extension(request, begins)
    )


def waiting_questions(request: DataSubjectRequest) -> list[IdentityCheck]:
    """Give the questions that wait for an answer, the latest last; none of an earlier answer does."""
    waiting = [question for question in _questions(request) if question.answered_at is None]
    return sorted(waiting, key=lambda question: (question.asked_at, question.pk))


def question_to_answer(request: DataSubjectRequest) -> IdentityCheck | None:
    """Give the question that waits for words, the first; one of identity is answered by evidence instead."""
    return next((one for one in waiting_questions(request) if one.kind == "clarification"), None)


def _questions(request: DataSubjectRequest) -> list[IdentityCheck]:
    return [question for question in request.questions.all() if question.asked_at >= _begins(request)]


def _begins(request: DataSubjectRequest) -> datetime:
    return request.reopened_at or request.received_at


def facts_for(
    controller: Controller,
    *,
    received_at: datetime,
    pauses: tuple[Pause, ...] = (),
    extension: Extension | None = None,
) -> ClockFacts:
    """Give the facts of a clock by the policy of a company: the eves that count as holidays are its own."""
    policy = live_file(controller)
    return ClockFacts(
        received_at=received_at,
        pauses=pauses,
        extension=extension,
        eves_nonworking=policy is not None and policy.settings.eves_nonworking,
    )


def _extension(request: DataSubjectRequest, begins: datetime) -> Extension | None:
    """Give the extension the person was told of; one that nobody has told them yet gives no time (DL-6).

    A mail counts from when it is handed over, and a letter on paper from when somebody posted it; of several
    the first. Before any is written, and once the file is forgotten, the decision itself counts.
    """
    decided_at = request.extended_at
    if decided_at is None or not is_extended(request):
        return None
    letters = request.letters.filter(event=EXTENSION_LETTER, written_at__gte=begins)
    told_at: datetime | None = decided_at
    if written := list(letters.values_list("status", "sent_at")):
        told_at = min((at for status, at in written if at and status in DELIVERED), default=None)
    return Extension(notified_at=told_at, reasons=tuple(request.extension_reasons)) if told_at else None


def is_extended(request: DataSubjectRequest) -> bool:
    """Tell whether an extension was decided since the clock began, whether or not the person knows yet."""
    return request.extended_at is not None and request.extended_at >= _begins(request)


def rewind(request: DataSubjectRequest) -> bool:
    """Write the clock's days anew where a fact changed outside a move; tell whether they are others now."""
    before = (request.due_on, request.target_on)
    wind(request)
    if (request.due_on, request.target_on) == before:
        return False
    request.save(update_fields=["due_on", "target_on"])
    return True


def wind(request: DataSubjectRequest) -> None:
    """Write the clock's days to a request, for the queue's order; the caller saves it.

    A refusal has its month, also where the answer had been extended (Art. 12(4), DL-7). An extension says
    that we do not make it as early as we meant to: from then there is no target of our own (DL-9).
    """
    clock = clock_of(request)
    limit = clock.refusal if request.state == State.REFUSED else clock.effective
    request.due_on = limit.due_on if limit else None
    request.target_on = None if is_extended(request) else service_levels(clock).target_on
