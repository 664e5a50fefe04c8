"""Everything the page of one request shows, asked for in a constant number of queries."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import QuerySet

from accounts.models import User
from connectors.models import RecipientNotice
from law.rights import Right
from ledger.actor import SUBJECT
from myprofile.requests.catalogue import BY_RIGHT, Offer
from myprofile.requests.clock import AnswerClock, answer_clock
from myprofile.requests.packages import PackageView, package_view
from myprofile.requests.progress import (
    COPIES,
    LABELS,
    Happening,
    Said,
    Stage,
    happenings,
    lead_of,
    stages_of,
)
from myprofile.requests.wanted import wanted_in
from register.selectors import live_policy
from register.wording import policy_words
from requests_dsr.guards import Attempt, may_move
from requests_dsr.models import Certificate, Channel, DataSubjectRequest, IdentityCheck, Letter
from requests_dsr.selectors import recipients_told, requests_of
from requests_dsr.states import CLOSED, State
from subjects.models import DataSubject

TELLING = frozenset({Right.ERASURE, Right.RECTIFICATION, Right.RESTRICTION, Right.OTHER_CONTROLLER})
"""Rights that others are told of (Art. 19)."""


@dataclass(frozen=True, kw_only=True)
class RequestLine:
    """A request in the list: what, how it stands, and the day of its answer."""

    request: DataSubjectRequest
    offer: Offer
    tone: str
    label: Said
    waits_for_person: bool

    @property
    def is_open(self) -> bool:
        """Tell whether it waits for an answer."""
        return State(self.request.state) not in CLOSED


@dataclass(frozen=True, kw_only=True)
class RequestPage:
    """What the page of a request says."""

    line: RequestLine
    lead: Said
    clock: AnswerClock
    stages: list[Stage]
    happened: list[Happening]
    question: IdentityCheck | None
    letters: list[Letter]
    packages: list[PackageView]
    certificates: list[Certificate]
    told: list[RecipientNotice]
    kinds: list[str]
    wanted: list[tuple[str, str]]
    may_withdraw: bool
    as_of: date

    @property
    def is_known(self) -> bool:
        """Tell whether it is clear that the person made it: only then are its words theirs to read."""
        return bool(self.line.request.identity_method)

    @property
    def may_confirm(self) -> bool:
        """Tell whether being logged in answers the question of who asks."""
        asked = self.question is not None and self.question.kind == "identity"
        return asked and self.line.request.channel != Channel.MY_PROFILE


def own_requests(person: DataSubject) -> QuerySet[DataSubjectRequest]:
    """Give a person's requests with what their pages need."""
    return requests_of(person).select_related("file", "controller", "subject").prefetch_related("questions")


def line_of(request: DataSubjectRequest) -> RequestLine:
    """Put a request in a line of the list."""
    tone, label = LABELS[State(request.state)]
    if request.right == Right.OTHER_CONTROLLER and request.state == State.FULFILLED:
        tone, label = LABELS[State.RECEIVED]  # ours is to send it on, and theirs to answer
    waits = waiting_question(request) is not None
    tone, label = LABELS[State.IDENTITY_PENDING] if waits else (tone, label)
    return RequestLine(
        request=request,
        offer=BY_RIGHT[Right(request.right)],
        tone=tone,
        label=label,
        waits_for_person=waits,
    )


def waiting_question(request: DataSubjectRequest) -> IdentityCheck | None:
    """Give the question of an open request that the person has not answered, the latest."""
    if State(request.state) in CLOSED:
        return None
    waiting = [one for one in request.questions.all() if one.answered_at is None]
    return max(waiting, key=lambda one: (one.asked_at, one.pk), default=None)


def request_page(request: DataSubjectRequest, *, user: User, at: datetime, as_of: date) -> RequestPage:
    """Gather the page of one request on a Stockholm day; nothing is written."""
    question = waiting_question(request)
    right = Right(request.right)
    known = bool(request.identity_method)
    words = policy_words(live_policy(request.controller))
    return RequestPage(
        line=line_of(request),
        lead=lead_of(request, waiting=question is not None),
        clock=answer_clock(request),
        stages=stages_of(request),
        happened=happenings(request.events.all()),
        question=question,
        letters=list(request.letters.all()) if known else [],
        packages=_packages(request, user, at) if right in COPIES else [],
        certificates=list(request.certificates.order_by("-erased_at")) if right is Right.ERASURE else [],
        told=list(recipients_told(request)) if known and right in TELLING else [],
        kinds=[words.category(key) for key in request.categories],
        wanted=list(wanted_in(request, words)) if known else [],
        may_withdraw=bool(may_move(Attempt(request=request, by=SUBJECT, at=at), State.WITHDRAWN)),
        as_of=as_of,
    )


def _packages(request: DataSubjectRequest, user: User, at: datetime) -> list[PackageView]:
    """Give the packages of a request, the newest first; all are judged by one look at the addresses."""
    found = request.packages.order_by("-made_at")
    views = []
    for package in found:
        package.request = request
        views.append(package_view(package, user=user, at=at))
    return views
