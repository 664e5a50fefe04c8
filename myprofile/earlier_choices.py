"""What a person has chosen before: their answers to what was asked, and each no of their own."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from consents.law import MARKETING, PROFILING, Channel
from consents.models import ConsentEvent, ConsentEventKind, Objection
from register.wording import PolicyWords
from subjects.models import DataSubject

SHOWN = 30
DID: dict[str, Promise] = {
    ConsentEventKind.GIVEN: _("Du sa ja"),
    ConsentEventKind.REFUSED: _("Du sa nej"),
    ConsentEventKind.WITHDRAWN: _("Du tog tillbaka ditt ja"),
    ConsentEventKind.RENEWED: _("Du sa ja igen"),
    ConsentEventKind.EXPIRED: _("Ditt ja gick ut"),
    ConsentEventKind.STALE: _("Texten ändrades, och ditt ja upphörde"),
}
ADVERTISING: dict[str, Promise] = {
    Channel.EMAIL: _("Reklam med e-post"),
    Channel.SMS: _("Reklam med sms"),
    Channel.LETTER: _("Reklam med brev"),
    Channel.PHONE: _("Reklam per telefon"),
    Channel.SOCIAL: _("Reklam i sociala medier"),
}


@dataclass(frozen=True, kw_only=True)
class Step:
    """One choice: what it was about, what was done, when (UTC), and by what way where that is known."""

    title: str | Promise
    did: str | Promise
    at: datetime
    way: str = ""


def history(person: DataSubject, words: PolicyWords) -> list[Step]:
    """Give the person's earlier choices, the newest first, in two queries."""
    found = [*_answers(person), *_objections(person, words)]
    return sorted(found, key=lambda step: step.at, reverse=True)[:SHOWN]


def _answers(person: DataSubject) -> Iterator[Step]:
    steps = ConsentEvent.objects.filter(subject=person).select_related("record__text")
    for step in steps.order_by("-at", "-pk")[:SHOWN]:
        yield Step(title=step.record.text.title, did=DID[step.kind], at=step.at, way=step.get_way_display())


def _objections(person: DataSubject, words: PolicyWords) -> Iterator[Step]:
    for no in Objection.objects.filter(subject=person).order_by("-objected_at", "-pk")[:SHOWN]:
        title = _title(no, words)
        if no.ended_at is not None:
            yield Step(title=title, did=_("Ditt nej upphörde"), at=no.ended_at)
        yield Step(title=title, did=_("Du sa nej"), at=no.objected_at, way=no.get_way_display())


def _title(no: Objection, words: PolicyWords) -> str | Promise:
    if no.purpose == MARKETING and no.channel in ADVERTISING:
        return ADVERTISING[no.channel]
    if no.purpose == PROFILING:
        return _("Profilering")
    return words.purpose(no.purpose) if no.purpose in words.policy.purposes else no.purpose
