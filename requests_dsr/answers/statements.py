"""The words a person puts beside a value that is not corrected: where they stand, and who is told of them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from connectors.asking import marks_of
from connectors.models import NoticeKind
from connectors.services import note_recipients
from ledger.actor import Actor
from requests_dsr.answers.asked_words import kinds_of_words
from requests_dsr.answers.fields import FIELDS, given_with
from requests_dsr.answers.recipients import carry_out_notices, recipients_of
from requests_dsr.models import DataSubjectRequest
from requests_dsr.refused import is_words_key
from subjects.models import CustomerData, DataSubject, MarketingProfile, SupportProfile
from subjects.models.base import Stated
from subjects.services.statements import forget_statements, put_statement


@dataclass(frozen=True, kw_only=True)
class Statement:
    """A person's words, and what the value beside which they stand is called."""

    field: str
    what: str
    words: str


def keep_statement(subject: DataSubject, fields: Collection[str], words: str) -> None:
    """Put a locked person's words beside each of these values."""
    for name in fields:
        for row in _beside(subject, name):
            put_statement(row, name, words)


def reach_of_a_statement(
    request: DataSubjectRequest, names: Collection[str], plan: Mapping[str, Any]
) -> set[str]:
    """Give the categories in which others may have what a statement stands beside."""
    in_words = kinds_of_words(request, plan) if any(is_words_key(name) for name in names) else set()
    return given_with(names) | in_words


def tell_of_a_statement(
    request: DataSubjectRequest, person: DataSubject, names: Collection[str], *, by: Actor, at: datetime
) -> None:
    """Note whom to tell that a person has completed their data: Art. 19 means all of Art. 16.

    The words stand in the request's file, from which whoever tells a recipient takes them. No connected
    system has room for them, so there too a person tells whoever runs it.
    """
    reach = reach_of_a_statement(request, names, request.file.plan)
    if note_recipients(
        controller=request.controller,
        request_ref=request.ref,
        kind=NoticeKind.COMPLETION,
        recipients=recipients_of(person, reach),
        by=by,
        at=at,
        about=marks_of(person),
    ):
        transaction.on_commit(lambda: carry_out_notices(request, at=at), robust=True)


def forget_statement(subject: DataSubject, name: str) -> None:
    """Let the words beside a value go that has been corrected."""
    for row in _beside(subject, name):
        forget_statements(row, {name})


def statements_of(subject: DataSubject) -> list[Statement]:
    """Give all that a person has put beside their values, in the language of the moment."""
    profiles = SupportProfile.objects.filter(subject=subject)
    work = CustomerData.objects.filter(contact__subject=subject).order_by("pk")
    marketing = MarketingProfile.objects.filter(subject=subject)
    return said_in([subject, *profiles, *work, *marketing])


def said_in(rows: Iterable[Stated]) -> list[Statement]:
    """Give the words that stand in some rows, each once."""
    return list(dict.fromkeys(_said_in(rows)))


def _said_in(rows: Iterable[Stated]) -> Iterator[Statement]:
    for row in rows:
        for name, words in sorted(row.statements.items()):
            yield Statement(field=name, what=value_in_words(name), words=words)


def value_in_words(name: str) -> str:
    """Say what a value is called beside which a statement may stand, in the language of the moment."""
    if is_words_key(name):
        return _("annat som skulle rättas")
    return str(FIELDS[name].title) if name in FIELDS else name


def _beside(subject: DataSubject, name: str) -> list[Stated]:
    """Give the rows a value stands in; the person's own where it stands in none yet, or is an address.

    What was asked to be corrected in words has no row of its own, and its statement stands with the person.
    """
    if is_words_key(name):
        return [subject]
    found = [row for row in FIELDS[name].rows(subject) if isinstance(row, Stated)]
    return [subject if isinstance(row, DataSubject) else row for row in found] or [subject]
