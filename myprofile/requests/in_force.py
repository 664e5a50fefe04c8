"""What a person's own no has put in force: pauses, and objections that hold."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from uuid import UUID

from django.utils.functional import Promise

from consents.models import Objection, ObjectionOutcome
from consents.selectors import standing_objections
from law.calendar import stockholm_day
from register.rights import BY_RIGHT
from register.selectors import live_policy
from register.wording import PolicyWords, policy_words
from requests_dsr.letters.words import WAYS_TO_REACH
from requests_dsr.models import DataSubjectRequest
from requests_dsr.pauses import PAUSING, may_end_on, request_named
from requests_dsr.services.deciding.lifting import lifting_of
from subjects.models import BlockKind, DataSubject, ProcessingBlock
from subjects.selectors import standing_blocks

CHANNELS: Mapping[str, Promise] = WAYS_TO_REACH


@dataclass(frozen=True, kw_only=True)
class Cause:
    """The person's own request that a pause came with."""

    ref: UUID
    name: str
    received_on: date


@dataclass(frozen=True, kw_only=True)
class Pause:
    """A pause in the use of data: since when, until when if that is told, of what, and by which requests.

    It is of everything when nothing is named. `ends_on` is the first day the data are used again.
    """

    since_on: date
    kinds: tuple[str, ...]
    ends_on: date | None = None
    causes: tuple[Cause, ...] = ()


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
        pauses=list(_pauses(pauses_of(person, on=on), _asked(person), words)),
        objections=list(_noes(standing_objections(person), words)),
    )


def _asked(person: DataSubject) -> dict[UUID, DataSubjectRequest]:
    """Give the requests of a person that a pause can have come with, by their references."""
    asked = DataSubjectRequest.objects.filter(subject=person, right__in=PAUSING).select_related("file")
    return {one.ref: one for one in asked}


def _request_of(
    block: ProcessingBlock, asked: Mapping[UUID, DataSubjectRequest]
) -> DataSubjectRequest | None:
    """Give the request a pause stands for; None where staff placed it."""
    ref = request_named(block)
    return asked.get(ref) if ref else None


def _end(block: ProcessingBlock, asked: Mapping[UUID, DataSubjectRequest]) -> date | None:
    """Give the day a pause ends: its own, or the one the person has been told of."""
    request = _request_of(block, asked)
    if block.until_on is not None or request is None:
        return block.until_on
    return lifting_of(request) or may_end_on(request)


def _causes(blocks: Iterable[ProcessingBlock], asked: Mapping[UUID, DataSubjectRequest]) -> Iterator[Cause]:
    for block in blocks:
        if (one := _request_of(block, asked)) is not None:
            name = str(BY_RIGHT[one.right].name)
            yield Cause(ref=one.ref, name=name, received_on=stockholm_day(one.received_at))


def _last(days: Iterable[date | None]) -> date | None:
    """Give the last of some days; None where one of them is open."""
    known = list(days)
    dated = [day for day in known if day is not None]
    return max(dated) if dated and len(dated) == len(known) else None


def _pauses(
    blocks: Iterable[ProcessingBlock], asked: Mapping[UUID, DataSubjectRequest], words: PolicyWords
) -> Iterator[Pause]:
    """Say each pause once, since its first day, whatever the number of requests it stands for.

    What the person asked for and what we paused ourselves are two: the one may end while the other stays.
    """
    alike: dict[tuple[bool, tuple[str, ...]], list[ProcessingBlock]] = {}
    for block in blocks:
        ours = _request_of(block, asked) is None
        alike.setdefault((ours, tuple(sorted(block.scope))), []).append(block)
    for (_ours, scope), standing in alike.items():
        yield Pause(
            since_on=standing[0].from_on,
            kinds=tuple(words.category(key) for key in scope),
            ends_on=_last(_end(block, asked) for block in standing),
            causes=tuple(dict.fromkeys(_causes(standing, asked))),
        )


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
