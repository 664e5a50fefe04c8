"""The blocks that stand for a request, and when a pause that ends with its answer may end (Art. 18(3)).

The person is told before a pause ends. So the day that the letter names holds only where the letter has
left before it: one that waits to be posted, that no mail server takes or that came back ends nothing.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta
from uuid import UUID

from django.db.models import Max, Q, QuerySet

from law.calendar import stockholm_day
from law.rights import Right
from requests_dsr.identity import is_identified
from requests_dsr.models import DELIVERED, DataSubjectRequest, Letter
from requests_dsr.states import CLOSED, State
from subjects.models import BlockKind, ProcessingBlock

TOLD_BEFORE = timedelta(days=2)
"""From a mailed answer to the end of a pause: a mail that failed is sent again the next morning."""
TOLD_BY_POST = timedelta(days=7)
PAUSING = frozenset({Right.RESTRICTION, Right.OBJECTION, Right.RECTIFICATION})
"""Rights whose asking pauses the use, once it is clear who asks (Art. 18(1))."""
ENDS_IT = ("request_answered", "request_withdrawn", "request_unverified")
"""The letters that tell of the end of a pause that came with a request."""


def standing(request: DataSubjectRequest) -> QuerySet[ProcessingBlock]:
    """Give the blocks that stand for a request: what keeps from erasure, and what pauses the use."""
    return ProcessingBlock.objects.filter(ground__endswith=str(request.ref), until_on=None)


def request_named(block: ProcessingBlock) -> UUID | None:
    """Give the reference of the request a block stands for; None where it was placed by hand."""
    try:
        return UUID(block.ground.rpartition(", ")[2])
    except ValueError:
        return None


def pauses_of(request: DataSubjectRequest) -> QuerySet[ProcessingBlock]:
    """Give those of them that pause the use (Art. 18)."""
    return standing(request).filter(kind=BlockKind.RESTRICTION_ART18)


def is_only_kept(request: DataSubjectRequest) -> bool:
    """Tell whether what an open request asks for is kept, and used as before: it is not clear who asks."""
    if is_identified(request) or State(request.state) in CLOSED:
        return False
    return standing(request).filter(kind=BlockKind.OPEN_REQUEST).exists()


def outlasts(request: DataSubjectRequest, outcome: State) -> bool:
    """Tell whether a pause goes on when its request is closed so: a granted restriction does."""
    return request.right == Right.RESTRICTION and outcome in (State.FULFILLED, State.PARTLY_FULFILLED)


def is_ending(request: DataSubjectRequest) -> bool:
    """Tell whether a request is closed, and its pause waits only for the person to be told."""
    state = State(request.state)
    return state in CLOSED and not outlasts(request, state) and pauses_of(request).exists()


def is_restricted(request: DataSubjectRequest) -> bool:
    """Tell whether a restriction stands for a request, that does not end with the answer on its way."""
    return request.right == Right.RESTRICTION and pauses_of(request).exists() and not is_ending(request)


def end_told_on(day: date, *, by_post: bool) -> date:
    """Give the day on which a letter that is written on a day says that a pause ends."""
    return day + (TOLD_BY_POST if by_post else TOLD_BEFORE)


def pause_would_end_on(
    request: DataSubjectRequest, outcome: State, *, on: date, by_post: bool
) -> date | None:
    """Give the day a pause ends if its request is closed with an outcome; None where none ends."""
    ends = pauses_of(request).exists() and not outlasts(request, outcome)
    return end_told_on(on, by_post=by_post) if ends else None


def pause_ends_on(request: DataSubjectRequest, at: datetime, *, by_post: bool) -> date | None:
    """Give the day a pause that came with a request ends, as its letter says or will say."""
    if is_ending(request):
        letter = letter_of_the_end(request)
        return _told_in(letter) if letter else end_told_on(stockholm_day(at), by_post=by_post)
    ending = ending_pauses(request, on=stockholm_day(at))
    last: date | None = ending.aggregate(last=Max("until_on"))["last"]
    return last


def ending_pauses(request: DataSubjectRequest, *, on: date) -> QuerySet[ProcessingBlock]:
    """Give the pauses of a request that are set to end after a Stockholm day."""
    return ProcessingBlock.objects.filter(
        ground__endswith=str(request.ref), kind=BlockKind.RESTRICTION_ART18, until_on__gt=on
    )


def stays_paused(request: DataSubjectRequest, *, on: date) -> bool:
    """Tell whether another pause, on a Stockholm day, covers some of what this request's pause covers."""
    if request.subject is None:
        return False
    pauses = ProcessingBlock.objects.filter(subject=request.subject, kind=BlockKind.RESTRICTION_ART18)
    own = pauses.filter(ground__endswith=str(request.ref))
    others = pauses.exclude(pk__in=own).filter(Q(until_on=None) | Q(until_on__gt=on))
    scopes = [set(scope) for scope in own.values_list("scope", flat=True)]
    return any(
        not (there and scope) or there & scope
        for there in map(set, others.values_list("scope", flat=True))
        for scope in scopes
    )


def letter_of_the_end(request: DataSubjectRequest) -> Letter | None:
    """Give the letter that tells of the end of a closed request's pause; None before it is written."""
    found = request.letters.filter(event__in=ENDS_IT, written_at__gte=request.closed_at)
    return found.order_by("-written_at", "-pk").first()


def may_end_on(request: DataSubjectRequest) -> date | None:
    """Give the first day without the pause, once its letter has left; None while nobody is told.

    The day that the letter names, and at the earliest the day after it left, as for a restriction that is
    lifted (`services.lifting.may_lift`).
    """
    letter = letter_of_the_end(request) if is_ending(request) else None
    if letter is None or letter.status not in DELIVERED or letter.sent_at is None:
        return None
    return max(_told_in(letter), stockholm_day(letter.sent_at) + timedelta(days=1))


def _told_in(letter: Letter) -> date:
    return end_told_on(stockholm_day(letter.written_at), by_post=not letter.addressee_email)
