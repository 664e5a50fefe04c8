"""What a rectification asks for in words, beside its fields or alone: it is answered too (Art. 16, 12(3))."""

from __future__ import annotations

from collections.abc import Mapping
from hashlib import sha256
from typing import Any, TypedDict

from requests_dsr.answers.base import Choices
from requests_dsr.answers.pausing import reach_of
from requests_dsr.models import DataSubjectRequest
from requests_dsr.refused import CORRECTED, COVERED, KEPT


class Answered(TypedDict):
    """What came of the words: the outcome, empty while none is chosen; what the person reads; where it is.

    `kinds` are the categories in which the disputed thing stands: whoever was given them is told (Art. 19).
    """

    outcome: str
    said: str
    kinds: list[str]


def words_of(request: DataSubjectRequest) -> str:
    """Give what a person wrote in a rectification; empty where the fields say it all."""
    return request.file.words.strip()


def answered(request: DataSubjectRequest, choices: Choices) -> Answered | None:
    """Give what was chosen of a request's words; None where there are no words to answer.

    Words alone are not answered by fields. What is corrected by hand or kept as it is needs an answer to
    the person, and the kinds of data it is about: short of those there is no outcome yet.
    """
    if not words_of(request):
        return None
    outcome, said = str(choices.get("words", "")), str(choices.get("words_said", "")).strip()
    kinds = sorted(set(choices.get("words_kinds", ())) & reach_of(request, ()))
    if outcome == COVERED:
        return {"outcome": COVERED if request.file.proposed else "", "said": "", "kinds": []}
    whole = outcome in (CORRECTED, KEPT) and said and kinds
    return {"outcome": outcome if whole else "", "said": said, "kinds": kinds}


def kinds_of_words(request: DataSubjectRequest, plan: Mapping[str, Any]) -> set[str]:
    """Give the kinds of data that a request's words are about: those of its answer, else all it may mean."""
    return set(plan.get("words", {}).get("kinds", ())) or reach_of(request, request.categories)


def digest_of_words(request: DataSubjectRequest) -> list[str]:
    """Bind a decision to the words it answers: what is added later is not answered by it."""
    words = words_of(request)
    return ["own_words", sha256(words.encode()).hexdigest()] if words else []
