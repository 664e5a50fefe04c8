"""Take the person's own answer to a question of ours."""

from __future__ import annotations

from datetime import datetime

from accounts.models import User
from ledger.actor import Actor
from requests_dsr.models import IdentityCheck
from requests_dsr.services.asking.questions import answer
from requests_dsr.services.receiving.matching import add_words
from subjects.services.deed import deed


@deed
def answer_in_words(*, question: IdentityCheck, words: str, by: Actor, at: datetime) -> None:
    """Put the person's words in the file, and let the clock run again; whoever handles it judges them.

    A second answer to the same question is more words. Raises ForbiddenMove.
    """
    note_answer(question=question, words=words, answered_at=at, by=by, at=at)


@deed
def note_answer(
    *,
    question: IdentityCheck,
    words: str,
    answered_at: datetime,
    by: Actor,
    at: datetime,
    user: User | None = None,
) -> None:
    """Note an answer on the instant it came, and put what it said in the file, where anything is typed.

    An instant before the question is the question's own. Raises ForbiddenMove.
    """
    if words.strip():
        add_words(request=question.request, words=words, by=by, at=at, user=user)
    answer(question=question, at=max(answered_at, question.asked_at), by=by, user=user)
