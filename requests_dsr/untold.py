"""Whether the answer to a closed request has left for the person; until then the request is not answered.

Art. 12(3) and (4) ask that the person is told. An answer that waits to be printed, that no mail server
takes or that came back has told nobody, whatever was decided.
"""

from __future__ import annotations

from datetime import date, datetime

from django.db.models import Exists, F, OuterRef, Q, QuerySet, Subquery

from law.calendar import stockholm_day
from requests_dsr.models import DELIVERED, ON_THEIR_WAY, DataSubjectRequest, Letter
from requests_dsr.states import CLOSED, State

ANSWERS = ("request_answered", "request_unverified")
"""Letters that answer: granted, refused, or closed because nobody showed who asks."""


def answers_of(request: OuterRef | DataSubjectRequest) -> QuerySet[Letter]:
    """Give the letters that answer a request; what answered it before it was reopened is another answer."""
    found = Letter.objects.filter(request=request, event__in=ANSWERS)
    since = F("request__reopened_at")
    return found.filter(Q(request__reopened_at=None) | Q(written_at__gt=since)).order_by()


def with_telling(requests: QuerySet[DataSubjectRequest]) -> QuerySet[DataSubjectRequest]:
    """Let each request carry `untold` and `told_at`, in the same query: see `is_untold`, `answered_on`."""
    told = answers_of(OuterRef("pk")).filter(status__in=DELIVERED).order_by("-sent_at")
    return requests.annotate(untold=waits_to_be_told(), told_at=Subquery(told.values("sent_at")[:1]))


def waits_to_be_told() -> Exists:
    """Give the condition on a request that it is closed, and its answer has not left for the person."""
    return Exists(
        answers_of(OuterRef("pk")).filter(status__in=ON_THEIR_WAY, request__state__in=sorted(CLOSED))
    )


def is_untold(request: DataSubjectRequest) -> bool:
    """Tell whether a request is closed, and its answer has not left for the person."""
    known: bool | None = getattr(request, "untold", None)
    if known is not None:
        return known
    return State(request.state) in CLOSED and answers_of(request).filter(status__in=ON_THEIR_WAY).exists()


def answered_on(request: DataSubjectRequest) -> date | None:
    """Give the Stockholm day on which a closed request was answered; None while its answer has not left.

    The day its answer left (DL-5), and the day it was closed where no letter answers: it was withdrawn.
    """
    if request.closed_at is None or is_untold(request):
        return None
    told_at: datetime | None = getattr(request, "told_at", None)
    if not hasattr(request, "told_at"):
        told = answers_of(request).filter(status__in=DELIVERED).order_by("-sent_at")
        told_at = told.values_list("sent_at", flat=True).first()
    return stockholm_day(told_at or request.closed_at)
