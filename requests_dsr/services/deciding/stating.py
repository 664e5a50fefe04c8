"""What a person adds when a correction is turned down: it stands beside the value from then on (Art. 16)."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext as _

from ledger.actor import Actor
from ledger.services import record
from requests_dsr.answers.fields import FIELDS
from requests_dsr.answers.statements import keep_statement, statements_of, tell_of_a_statement
from requests_dsr.models import DataSubjectRequest
from requests_dsr.refused import is_words_key, refused_values
from requests_dsr.services.moving.noting import note
from requests_dsr.services.moving.transitions import ForbiddenMove
from subjects.services.deed import deed
from subjects.services.locking import lock

STATED = "STATED"
LONGEST_STATEMENT = 2_000


def stateable(request: DataSubjectRequest) -> list[str]:
    """Give what a statement can stand beside: what was turned down, of the fields there are and in words."""
    return [name for name in refused_values(request) if name in FIELDS or is_words_key(name)]


@deed
def add_statement(*, request: DataSubjectRequest, words: str, by: Actor, at: datetime) -> None:
    """Keep a person's words beside the values that were not corrected; newer words take their place.

    Whoever was given those values is told of them (Art. 19).
    Raises ForbiddenMove where nothing was turned down, and for no words or too many; HolderErased.
    """
    if request.subject_id is None or not (names := stateable(request)):
        raise ForbiddenMove(_("Det finns ingen uppgift att lämna ett tillägg till."))
    if not (said := words.strip()):
        raise ForbiddenMove(_("Skriv något först"))
    if len(said) > LONGEST_STATEMENT:
        raise ForbiddenMove(_("Korta ner texten till %(most)d tecken.") % {"most": LONGEST_STATEMENT})
    person = lock(subjects=[request.subject_id])[1][0]
    keep_statement(person, names, said)
    tell_of_a_statement(request, person, names, by=by, at=at)
    note(request, STATED, by=by, at=at, comment=said)
    record(
        controller=request.controller.slug,
        by=by,
        action="statement.keep",
        object_type="requests_dsr.request",
        category=request.right,
        at=at,
    )


def statement_of(request: DataSubjectRequest) -> str:
    """Give the words that stand beside what a request was turned down for; empty where none do."""
    if request.subject is None:
        return ""
    names = stateable(request)
    return next((one.words for one in statements_of(request.subject) if one.field in names), "")
