"""Everything the page of one request shows, asked for in a constant number of queries."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import QuerySet
from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from connectors.models import NoticeKind, NoticeState
from law.rights import Right
from ledger.actor import SUBJECT
from myprofile.requests.catalogue import BY_RIGHT, Offer
from myprofile.requests.clock import AnswerClock, answer_clock
from myprofile.requests.packages import PackageView, package_view
from myprofile.requests.progress import (
    COPIES,
    FILE_FIRST,
    Happening,
    Said,
    Stage,
    happenings,
    is_denied,
    is_own_edit,
    label_of,
    lead_of,
    stages_of,
)
from myprofile.requests.wanted import about_of, wanted_in
from register.selectors import live_policy
from register.wording import PolicyWords, policy_words
from requests_dsr.clocks import waiting_questions
from requests_dsr.guards import Attempt, may_move
from requests_dsr.letters.answer import asks_a_fee
from requests_dsr.models import Certificate, Channel, DataSubjectRequest, IdentityCheck, Letter, Package
from requests_dsr.pauses import PAUSING, is_only_kept, standing
from requests_dsr.selectors import recipients_told, requests_of
from requests_dsr.services.asking.fees import YES, said_of_the_fee
from requests_dsr.services.deciding.stating import stateable
from requests_dsr.states import ANSWERED, CLOSED, State
from requests_dsr.waiting import unopened
from requests_dsr.whose import (
    asked_by_the_person,
    certificates_of_the_person,
    events_of_the_person,
    is_of_another,
    letters_of_the_person,
)
from subjects.models import BlockKind, DataSubject

TELLING = frozenset({Right.ERASURE, Right.RECTIFICATION, Right.RESTRICTION, Right.OTHER_CONTROLLER})
"""Rights that others are told of (Art. 19)."""
ROUTED = gettext_lazy("Är de kund hos oss skickar vi begäran till dem. Vilka som är kunder berättar vi inte.")
"""What everybody reads who does not speak for the company they name: the same, customer or not."""
SENT_ON: dict[str, Promise] = {
    NoticeState.PENDING: gettext_lazy("Inte skickad än. Vi ser efter om de är vår kund."),
    NoticeState.SENT: gettext_lazy("Vi har skickat begäran till dem."),
    NoticeState.CONFIRMED: gettext_lazy("De har bekräftat att de har fått begäran."),
    NoticeState.IMPOSSIBLE: gettext_lazy("Det gick inte att skicka den. Vänd dig direkt till dem."),
}
"""How far a request for another company has come, which the letter of receipt leaves open."""


@dataclass(frozen=True, kw_only=True)
class RequestLine:
    """A request in the list: what, how it stands, and the day of its answer.

    `about` is what it is narrowed to, such as the uses of an objection: two of the same day are told apart.
    """

    request: DataSubjectRequest
    offer: Offer
    tone: str
    label: Said
    waits_for_person: bool
    about: str = ""

    @property
    def name(self) -> str:
        """Give what it is called: an edit of one's own is no request of anything."""
        return _("Du ändrade dina uppgifter") if self.is_own_edit else str(self.offer.words.name)

    @property
    def is_own_edit(self) -> bool:
        """Tell whether it is only the trace of what the person changed alone."""
        return is_own_edit(self.request)

    @property
    def is_by_another(self) -> bool:
        """Tell whether somebody else asked for the person, and is answered instead of them."""
        return bool(self.request.file.on_behalf)

    @property
    def is_receipt(self) -> bool:
        """Tell whether the person has got a receipt for what is another's to answer."""
        return self.request.right == Right.OTHER_CONTROLLER and self.request.state == State.FULFILLED

    @property
    def is_open(self) -> bool:
        """Tell whether it waits for an answer."""
        return State(self.request.state) not in CLOSED


@dataclass(frozen=True, kw_only=True)
class ToldAbout:
    """Somebody we tell of a request, and how far that has come, as the person reads it."""

    recipient: str
    said: str


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
    told: list[ToldAbout]
    kinds: list[str]
    wanted: list[tuple[str, str]]
    may_withdraw: bool
    paused_since: date | None
    is_only_kept: bool
    is_denied: bool
    may_state: bool
    files_first: list[Package]
    fee: int | None
    may_decline: bool
    as_of: date

    @property
    def is_known(self) -> bool:
        """Tell whether it is clear that the person made it: only then are its words theirs to read."""
        return asked_by_the_person(self.line.request)

    @property
    def may_confirm(self) -> bool:
        """Tell whether being logged in answers the question of who asks."""
        asked = self.question is not None and self.question.kind == "identity"
        return asked and self.line.request.channel != Channel.MY_PROFILE

    @property
    def may_change(self) -> bool:
        """Tell whether there is something to add to, or to take back."""
        return self.line.is_open and not self.is_denied

    @property
    def is_answered(self) -> bool:
        """Tell whether there is an answer of ours that may be wrong."""
        request = self.line.request
        return State(request.state) in ANSWERED and not (self.line.is_receipt or self.line.is_own_edit)


def own_requests(person: DataSubject) -> QuerySet[DataSubjectRequest]:
    """Give a person's requests with what their pages need."""
    return requests_of(person).select_related("file", "controller", "subject").prefetch_related("questions")


def line_of(request: DataSubjectRequest, words: PolicyWords | None = None, *, at: datetime) -> RequestLine:
    """Put a request in a line of the list; in the words of a policy it says what it is about too."""
    waits = waiting_question(request) is not None
    tone, label = label_of(request, waiting=waits, at=at)
    return RequestLine(
        request=request,
        offer=BY_RIGHT[Right(request.right)],
        tone=tone,
        label=label,
        waits_for_person=waits,
        about=_about(request, words),
    )


def _about(request: DataSubjectRequest, words: PolicyWords | None) -> str:
    """Say in the list what a request is narrowed to, and that it is not the person's own."""
    if request.file.on_behalf:
        return _("Någon annan bad om det för dig.")
    return capfirst(", ".join(about_of(request, words))) if words else ""


def waiting_question(request: DataSubjectRequest) -> IdentityCheck | None:
    """Give the question of an open request that the person has not answered, the latest."""
    if State(request.state) in CLOSED:
        return None
    theirs = [one for one in waiting_questions(request) if not is_of_another(request, one.whose)]
    return theirs[-1] if theirs else None


def request_page(request: DataSubjectRequest, *, user: User, at: datetime, as_of: date) -> RequestPage:
    """Gather the page of one request on a Stockholm day; nothing is written."""
    question = waiting_question(request)
    right = Right(request.right)
    known = asked_by_the_person(request)
    words = policy_words(live_policy(request.controller))
    packages = list(request.packages.order_by("-made_at")) if right in COPIES else []
    of_erasure = certificates_of_the_person(request).order_by("-erased_at") if right is Right.ERASURE else []
    certificates = list(of_erasure)
    files = _files_first(request, at) if known and right is Right.ERASURE else []
    return RequestPage(
        line=line_of(request, at=at),
        lead=FILE_FIRST if files and question is None else lead_of(request, waiting=bool(question), at=at),
        clock=answer_clock(request),
        stages=stages_of(request),
        happened=happenings(events_of_the_person(request), packages=packages, certificates=certificates),
        question=question,
        letters=list(letters_of_the_person(request)),
        packages=_packages(request, packages, user, at),
        certificates=certificates,
        told=list(_told(request)) if known and right in TELLING else [],
        kinds=[words.category(key) for key in request.categories],
        wanted=list(wanted_in(request, words)) if known else [],
        may_withdraw=bool(may_move(Attempt(request=request, by=SUBJECT, at=at), State.WITHDRAWN)),
        paused_since=paused_since(request) if right in PAUSING else None,
        is_only_kept=is_only_kept(request),
        is_denied=is_denied(request),
        files_first=files,
        fee=_fee(request) if known else None,
        may_decline=not said_of_the_fee(request),
        may_state=known and bool(stateable(request)),
        as_of=as_of,
    )


def _files_first(request: DataSubjectRequest, at: datetime) -> list[Package]:
    """Give the person's files that an open erasure waits for: the login that opens them goes with it."""
    if State(request.state) in CLOSED or request.subject is None:
        return []
    theirs = unopened(at).filter(request__subject=request.subject).select_related("request")
    return [one for one in theirs.order_by("expires_at", "pk") if asked_by_the_person(one.request)]


def _fee(request: DataSubjectRequest) -> int | None:
    """Give the fee in kronor that waits for the person's word; None where none does."""
    waits = asks_a_fee(request) and said_of_the_fee(request) != YES
    return request.file.plan["fee_sek"] if waits else None


def paused_since(request: DataSubjectRequest) -> date | None:
    """Give the day since which an open request pauses the use of what it is about (Art. 18); None if none."""
    if State(request.state) in CLOSED:
        return None
    pauses = standing(request).filter(kind=BlockKind.RESTRICTION_ART18)
    first: date | None = pauses.order_by("from_on").values_list("from_on", flat=True).first()
    return first


def _told(request: DataSubjectRequest) -> Iterator[ToldAbout]:
    """Say of each how far it has come, and the same of nobody twice."""
    known = request.file.plan.get("known")
    said = []
    for one in recipients_told(request):
        forwarded = SENT_ON[one.state] if known else ROUTED
        said.append((one.name, str(forwarded if one.kind == NoticeKind.FORWARDED else capfirst(one.stands))))
    for recipient, stands in dict.fromkeys(said):
        yield ToldAbout(recipient=recipient, said=stands)


def _packages(
    request: DataSubjectRequest, found: list[Package], user: User, at: datetime
) -> list[PackageView]:
    """Judge the packages of a request, the newest first, by one look at the addresses."""
    views = []
    for package in found:
        package.request = request
        views.append(package_view(package, user=user, at=at))
    return views
