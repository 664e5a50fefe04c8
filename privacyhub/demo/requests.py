"""The demo's requests: a handful at each company, in different states, so that the queue is not empty."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone

from accounts.models import Controller, Role, User
from imports.demo.names import STAR_NAMES, address
from imports.demo.staff import staff_address
from law.rights import Right
from ledger.actor import SUBJECT, Actor
from privacyhub.demo.step import Demo
from requests_dsr.identity import LOGGED_IN
from requests_dsr.models import Channel, DataSubjectRequest
from requests_dsr.services.asking.questions import ask_identity
from requests_dsr.services.deciding.proposals import decide, draft, draft_refusal
from requests_dsr.services.moving.transitions import move
from requests_dsr.services.receiving.opening import Asked, Requester, open_request
from requests_dsr.states import State
from retention.night import controllers
from subjects.models import DataSubject, IdentityKind


@dataclass(frozen=True, kw_only=True)
class Cast:
    """Who works on a request: a handler, and the DPO who decides."""

    handler: dict[str, Any]
    dpo: dict[str, Any]


Deed = Callable[[DataSubjectRequest, Cast, datetime], DataSubjectRequest]


def _start(request: DataSubjectRequest, cast: Cast, at: datetime) -> DataSubjectRequest:
    return move(request=request, to=State.IN_PROGRESS, at=at, **cast.handler)


def _doubt(request: DataSubjectRequest, cast: Cast, at: datetime) -> DataSubjectRequest:
    return ask_identity(request=request, doubt="Adressen är ny för oss.", at=at, **cast.handler)


def _extend(request: DataSubjectRequest, cast: Cast, at: datetime) -> DataSubjectRequest:
    return move(request=request, to=State.EXTENDED, at=at, extension_reasons=("complexity",), **cast.dpo)


def _propose(**choices: Any) -> Deed:
    return lambda request, cast, at: draft(request=request, choices=choices, at=at, **cast.handler)


def _refuse(request: DataSubjectRequest, cast: Cast, at: datetime) -> DataSubjectRequest:
    evidence = "Samma begäran för nionde gången på en månad; inget har ändrats sedan den förra."
    codes = ("A12_5_EXCESSIVE",)
    return draft_refusal(request=request, codes=codes, evidence=evidence, at=at, **cast.handler)


def _decide(request: DataSubjectRequest, cast: Cast, at: datetime) -> DataSubjectRequest:
    outcome = State(request.file.plan["outcome"])
    return decide(request=request, outcome=outcome, at=at, **cast.dpo)


def _withdraw(request: DataSubjectRequest, cast: Cast, at: datetime) -> DataSubjectRequest:
    words = "Ringde och tog tillbaka."
    return move(request=request, to=State.WITHDRAWN, at=at, comment=words, **cast.handler)


@dataclass(frozen=True, kw_only=True)
class Story:
    """One request: when and how it came, what it says, and what has been done with it since."""

    right: Right
    days_ago: int
    words: str
    channel: Channel = Channel.MY_PROFILE
    identity: str = LOGGED_IN
    proposed: dict[str, Any] = field(default_factory=dict)
    deeds: tuple[Deed, ...] = ()
    star: bool = False


STORIES = (
    Story(
        right=Right.ACCESS, days_ago=3, star=True, words="Jag vill se allt ni har om mig.",
        deeds=(_start, _propose(), _decide),
    ),
    Story(right=Right.ERASURE, days_ago=40, words="Ta bort mig, jag har slutat.", deeds=(_start,)),
    Story(
        right=Right.ACCESS, days_ago=25, channel=Channel.LETTER, identity="known_address",
        words="Härmed begär jag ett registerutdrag.",
    ),
    Story(
        right=Right.RECTIFICATION, days_ago=12, channel=Channel.PHONE, identity="call_back",
        words="Mitt namn är felstavat.", proposed={"full_name": "Annika Holm"},
        deeds=(_start, _propose(accepted=["full_name"], words="covered")),
    ),
    Story(
        right=Right.ACCESS, days_ago=5, channel=Channel.MAIL, identity="", words="Vad vet ni om mig?",
        deeds=(_doubt,),
    ),
    Story(
        right=Right.PORTABILITY, days_ago=20, words="Jag vill ta med mig mina uppgifter.",
        deeds=(_start, _extend),
    ),
    Story(right=Right.RESTRICTION, days_ago=2, words="Pausa, uppgifterna är fel.", deeds=(_start,)),
    Story(
        right=Right.COMPLAINT, days_ago=70, words="Ni ringde på en söndag.",
        deeds=(
            _start,
            _propose(answer="Det ska inte hända igen. Vi ringer bara på vardagar.", found="yes"),
            _decide,
        ),
    ),
    Story(
        right=Right.PORTABILITY, days_ago=55, words="En gång till, tack.", deeds=(_start, _refuse, _decide)
    ),
    Story(right=Right.ERASURE, days_ago=30, words="Radera allt.", deeds=(_withdraw,)),
    Story(
        right=Right.OBJECTION, days_ago=1, words="Sluta med reklamen.", proposed={"purposes": ["marketing"]}
    ),
)  # fmt: skip


def ask_once(demo: Demo) -> None:
    """Share the stories out among the companies; where there are requests already, nothing is made."""
    now, companies = timezone.now(), list(controllers())
    for number, controller in enumerate(companies):
        if not DataSubjectRequest.objects.filter(controller=controller).exists():
            told = STORIES[number :: len(companies)]
            for story, subject in zip(told, _people(controller, told), strict=False):
                _tell(story, subject, _cast(controller), now)


def _tell(story: Story, subject: DataSubject, cast: Cast, now: datetime) -> None:
    came_at = now - timedelta(days=story.days_ago)
    known = subject.identities.get(kind=IdentityKind.EMAIL).value
    request = open_request(
        controller=subject.controller,
        asked=Asked(right=story.right, words=story.words, proposed=story.proposed),
        requester=Requester(subject=subject, email=known, identity_method=story.identity),
        channel=story.channel,
        received_at=came_at,
        by=SUBJECT if story.channel == Channel.MY_PROFILE else cast.handler["by"],
        at=came_at,
    )
    for number, deed in enumerate(story.deeds, 1):
        request = deed(request, cast, min(now, came_at + timedelta(days=number)))


def _people(controller: Controller, told: Sequence[Story]) -> Iterator[DataSubject]:
    """Give one person a story: somebody who can log in first, then others who can be reached."""
    stars = [address(*name, 0) for name in STAR_NAMES]
    people = DataSubject.objects.filter(controller=controller, identities__kind=IdentityKind.EMAIL)
    others = people.filter(blocks=None).exclude(identities__value__in=stars).order_by("pk").distinct()
    free = iter(others[: len(told)])
    for story in told:
        star = people.filter(identities__value=stars[1]).first() if story.star else None
        found = star or next(free, None)
        if found is None:
            return
        yield found


def _cast(controller: Controller) -> Cast:
    def acting(role: Role) -> dict[str, Any]:
        user = User.objects.get(email=staff_address(role, controller))
        return {"by": Actor(role=role.value, ref=f"user:{user.pk}"), "user": user}

    return Cast(handler=acting(Role.HANDLER), dpo=acting(Role.DPO))
