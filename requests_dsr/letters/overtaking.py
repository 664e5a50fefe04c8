"""Whether a letter that has not left yet is still true: what was taken back or answered is told no more.

A relay that is down for a night must not turn the order of what we say: a restriction that stands would be
told last that it ends, and a question would reach somebody whose request is answered.
"""

from __future__ import annotations

from requests_dsr.clocks import waiting_questions
from requests_dsr.models import DataSubjectRequest, Letter, LetterStatus
from requests_dsr.states import CLOSED, State
from requests_dsr.waiting import OVERTAKEN

LIFTED, KEPT = "request_restriction_lifted", "request_restriction_kept"
OF_AN_END = (LIFTED, KEPT)
QUESTIONS = ("request_identity", "request_clarification", "request_unmatched", "request_nudge")
STILL_WITH_US = (LetterStatus.FAILED, LetterStatus.TO_PRINT)
"""Where a letter is before it has left; one that is queued may be leaving just now."""


def is_overtaken(letter: Letter, request: DataSubjectRequest) -> bool:
    """Tell whether what a letter of a request says is over; `request` is read as it is now."""
    if letter.event not in (*OVERTAKEN, *OF_AN_END):
        return False
    if request.reopened_at is not None and letter.written_at < request.reopened_at:
        return True
    if letter.event in OF_AN_END:  # of an announcement and its being taken back, the last word holds
        return request.letters.filter(event__in=OF_AN_END, pk__gt=letter.pk).exists()
    if State(request.state) in CLOSED:
        return True
    return letter.event in QUESTIONS and not waiting_questions(request)


def overtake(request: DataSubjectRequest) -> None:
    """Let the letters of a locked request that are overtaken leave no more, by mail or by post."""
    with_us = request.letters.filter(status__in=STILL_WITH_US, event__in=(*OVERTAKEN, *OF_AN_END))
    over = [letter.pk for letter in with_us if is_overtaken(letter, request)]
    Letter.objects.filter(pk__in=over, status__in=STILL_WITH_US).update(status=LetterStatus.OVERTAKEN)
