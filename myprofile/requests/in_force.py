"""What a person's own no has put in force: pauses, and objections that hold."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from consents.law import Channel
from consents.models import Objection, ObjectionOutcome
from consents.selectors import standing_objections
from law.calendar import stockholm_day
from register.selectors import live_policy
from register.wording import PolicyWords, policy_words
from subjects.models import BlockKind, DataSubject, ProcessingBlock
from subjects.selectors import standing_blocks

CHANNELS: dict[str, Promise] = {
    Channel.EMAIL: _("mejl"),
    Channel.SMS: _("sms"),
    Channel.LETTER: _("brev"),
    Channel.PHONE: _("telefon"),
    Channel.SOCIAL: _("sociala medier"),
}


@dataclass(frozen=True, kw_only=True)
class Pause:
    """A pause in the use of data: since when, and of what; of everything when nothing is named."""

    since_on: date
    kinds: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class NoTo:
    """A use the person has said no to: on which channels, since when, and whether it is being weighed."""

    title: str
    channels: tuple[str, ...]
    since_on: date
    is_weighed: bool


@dataclass(frozen=True, kw_only=True)
class InForce:
    """What holds now."""

    pauses: list[Pause]
    objections: list[NoTo]

    def __bool__(self) -> bool:
        return bool(self.pauses or self.objections)


def pauses_of(person: DataSubject, *, on: date) -> list[ProcessingBlock]:
    """Give the restrictions that stand on a Stockholm day (Art. 18)."""
    standing = standing_blocks(person, on=on).filter(kind=BlockKind.RESTRICTION_ART18)
    return list(standing.order_by("from_on", "pk"))


def in_force(person: DataSubject, *, on: date) -> InForce:
    """Give the pauses and objections of a person that hold on a Stockholm day."""
    words = policy_words(live_policy(person.controller))
    return InForce(
        pauses=list(_pauses(pauses_of(person, on=on), words)),
        objections=list(_noes(standing_objections(person), words)),
    )


def _pauses(blocks: Iterable[ProcessingBlock], words: PolicyWords) -> Iterator[Pause]:
    """Say each pause once, since its first day, whatever the number of requests it stands for."""
    since: dict[tuple[str, ...], date] = {}
    for block in blocks:
        since.setdefault(tuple(sorted(block.scope)), block.from_on)
    for scope, from_on in since.items():
        yield Pause(since_on=from_on, kinds=tuple(words.category(key) for key in scope))


def _noes(objections: Iterable[Objection], words: PolicyWords) -> Iterator[NoTo]:
    """Say a no once for each purpose, whatever the number of channels it was written for."""
    for purpose, each in groupby(objections, key=lambda one: one.purpose):
        said = list(each)
        yield NoTo(
            title=words.purpose(purpose),
            channels=tuple(str(CHANNELS[one.channel]) for one in said if one.channel in CHANNELS),
            since_on=stockholm_day(min(one.objected_at for one in said)),
            is_weighed=any(one.outcome == ObjectionOutcome.WEIGHED for one in said),
        )
