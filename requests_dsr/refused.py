"""Which values an answer left as they are: beside those a statement may stand (Art. 16)."""

from __future__ import annotations

from requests_dsr.models import DataSubjectRequest
from requests_dsr.states import ANSWERED, State

NOT_SHOWN = "A16_NOT_SHOWN"
"""The exception whose words promise that a statement is kept."""
OWN_WORDS = "own_words"
COVERED, CORRECTED, KEPT = "covered", "corrected", "kept"
"""What comes of what a person wrote: the fields answer it, somebody corrected it by hand, or it is kept."""


def words_key(request: DataSubjectRequest) -> str:
    """Name what a request asks to have corrected in words alone, as a value of its own beside the fields.

    Each request has its own: what was written about one thing takes no other's place.
    """
    return f"{OWN_WORDS}:{request.ref}"


def is_words_key(name: str) -> bool:
    """Tell whether a name of a value means what somebody wrote, and no field."""
    return name.startswith(f"{OWN_WORDS}:")


def refused_values(request: DataSubjectRequest) -> list[str]:
    """Give what an answered request asked to have corrected, and that was kept as it is.

    Fields by their names, and what was asked in words by `words_key`. A request that was refused before
    anything was judged has the fields it named, and where it named none, its words.
    """
    if State(request.state) not in ANSWERED or NOT_SHOWN not in request.exception_codes:
        return []
    plan = request.file.plan
    if (judged := plan.get("fields")) is not None:
        kept = [words_key(request)] if plan.get("words", {}).get("outcome") == KEPT else []
        return [str(one["field"]) for one in judged if not one["accepted"]] + kept
    return sorted(request.file.proposed) or [words_key(request)]
