"""The words a person puts beside a value that is not corrected: where they stand (Art. 16)."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

from requests_dsr.answers.fields import FIELDS
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
            what = str(FIELDS[name].title) if name in FIELDS else name
            yield Statement(field=name, what=what, words=words)


def _beside(subject: DataSubject, name: str) -> list[Stated]:
    """Give the rows a value stands in; the person's own where it stands in none yet, or is an address."""
    found = [row for row in FIELDS[name].rows(subject) if isinstance(row, Stated)]
    return [subject if isinstance(row, DataSubject) else row for row in found] or [subject]
