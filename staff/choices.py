"""What a person has said yes and no to, in the words of the policy that holds."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from consents.models import Objection
from consents.selectors import Answer, answers_at, standing_objections
from register.wording import PolicyWords
from subjects.models import DataSubject

CHANNELS: dict[str, Promise] = {
    "email": _("mejl"),
    "sms": _("sms"),
    "letter": _("brev"),
    "phone": _("telefon"),
    "social": _("sociala medier"),
    "web": _("webb"),
    "internal": _("internt"),
    "": _("alla vägar"),
}


@dataclass(frozen=True, kw_only=True)
class Choice:
    """One answer: yes or no, to what, by which way, since when. A yes that ran out or went stale is no."""

    yes: bool
    purpose: str
    channel: str
    since_at: datetime


def choices_of(subject: DataSubject, words: PolicyWords, at: datetime) -> list[Choice]:
    """Give a person's standing objections, and the answers as they stand at an instant, in three queries."""
    return [*_refusals(standing_objections(subject), words), *_answers(answers_at(subject, at), words)]


def _refusals(rows: Iterable[Objection], words: PolicyWords) -> Iterator[Choice]:
    for row in rows:
        yield _choice(row.purpose, row.channel, row.objected_at, words, yes=False)


def _answers(rows: Iterable[Answer], words: PolicyWords) -> Iterator[Choice]:
    for row in rows:
        record = row.record
        yield _choice(record.purpose, record.channel, record.decided_at, words, yes=row.is_yes)


def _choice(purpose: str, channel: str, at: datetime, words: PolicyWords, *, yes: bool) -> Choice:
    channel_word = str(CHANNELS.get(channel, channel))
    return Choice(yes=yes, purpose=words.purpose(purpose), channel=channel_word, since_at=at)
