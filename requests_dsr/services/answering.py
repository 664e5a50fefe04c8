"""Take the person's own answer to a question of ours."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from ledger.actor import Actor
from requests_dsr.models import IdentityCheck
from requests_dsr.services.asking import answer
from requests_dsr.services.matching import add_words


@transaction.atomic
def answer_in_words(*, question: IdentityCheck, words: str, by: Actor, at: datetime) -> None:
    """Put the person's words in the file, and let the clock run again; whoever handles it judges them.

    A second answer to the same question is more words. Raises ForbiddenMove.
    """
    add_words(request=question.request, words=words, by=by, at=at)
    answer(question=question, at=at, by=by)
