"""Everything the page of one request says, gathered in a constant number of queries."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from law.rights import Right
from register.rights import SHORT
from register.selectors import live_policy
from register.wording import PolicyWords, policy_words
from requests_dsr.answers.fields import FIELDS
from requests_dsr.clocks import clock_of
from requests_dsr.explaining import remarks_in_words, sum_in_words
from requests_dsr.letters.address import Addressee, addressee_of, language_of
from requests_dsr.models import Certificate, DataSubjectRequest, IdentityCheck, Letter, Package, RequestEvent
from requests_dsr.package.words.wording import LANGUAGES
from requests_dsr.pauses import PAUSING, is_only_kept
from requests_dsr.selectors import asked_beside, notices_of
from requests_dsr.services.deciding.lifting import lifting_of
from requests_dsr.services.deciding.refusing import extension_in_words
from requests_dsr.services.reaching.posting import may_print
from requests_dsr.states import CLOSED, State
from requests_dsr.whose import is_of_another
from retention.permission import Permission
from staff.access import Staff
from staff.choices import CHANNELS
from staff.person import restricts
from staff.requests.acts import Act
from staff.requests.finding import acting, full_name, other_asker, short_ref
from staff.requests.matters import Matter, matters_of
from staff.requests.offered import acts_for
from staff.requests.plans import Shown, shown
from staff.requests.timeleft import TimeLeft, time_left
from staff.wording.requests import GROUNDS, event_reasons, event_words, identity_words
from subjects.models import ProcessingBlock


@dataclass(frozen=True, kw_only=True)
class Button:
    """One act with where it leads, and whether it is open."""

    act: Act
    link: str
    may: Permission


@dataclass(frozen=True, kw_only=True)
class Head:
    """What stands at the top of every page of a request."""

    request: DataSubjectRequest
    ref: str
    headline: str
    name: str
    asker: str
    left: TimeLeft
    sum: str
    remarks: list[str]
    paused: str
    writes_in: str
    lifted_on: date | None
    target_passed: bool


@dataclass(frozen=True, kw_only=True)
class Detail:
    """What the page says of one request below its head."""

    identity: str
    only_kept: bool
    will_pause: bool
    to: Addressee
    prints: Permission
    asked: list[tuple[str, str]]
    plan: Shown | None
    buttons: list[Button]
    events: list[tuple[RequestEvent, str, list[str]]]
    questions: list[IdentityCheck]
    letters: list[Letter]
    written_before: frozenset[UUID]
    matters: list[Matter]
    today: date
    beside: list[DataSubjectRequest]
    packages: list[Package]
    certificates: list[Certificate]


def head_of(request: DataSubjectRequest, staff: Staff) -> Head:
    """Say whose request it is, what it asks, and how its clock stands."""
    clock = clock_of(request)
    blocks = ProcessingBlock.objects.filter(subject=request.subject) if request.subject else ()
    return Head(
        request=request,
        ref=short_ref(request),
        headline=str(SHORT[request.right]),
        name=full_name(request) or _("okänd person"),
        asker=other_asker(request),
        left=time_left(request, staff.today),
        sum=sum_in_words(clock),
        remarks=[*remarks_in_words(clock), *extension_in_words(request, clock, at=staff.at)],
        paused=_paused([block for block in blocks if restricts(block, staff.today)], request),
        writes_in=str(LANGUAGES[language_of(request)]),
        lifted_on=lifting_of(request),
        target_passed=request.target_on is not None
        and request.target_on < staff.today
        and State(request.state) not in CLOSED,
    )


def _paused(blocks: Collection[ProcessingBlock], request: DataSubjectRequest) -> str:
    """Name what is paused (Art. 18); empty where nothing is."""
    if not blocks:
        return ""
    if not all(block.scope for block in blocks):
        return _("alla uppgifter om personen")
    words = policy_words(live_policy(request.controller))
    return ", ".join(words.category(key) for key in sorted({key for block in blocks for key in block.scope}))


def detail_of(request: DataSubjectRequest, staff: Staff) -> Detail:
    """Gather a request for a member of staff; nothing is written. Raises NoLivePolicy."""
    events = request.events.select_related("user")
    letters = list(request.letters.all())
    return Detail(
        identity=identity_words(request),
        only_kept=is_only_kept(request),
        will_pause=Right(request.right) in PAUSING,
        to=addressee_of(request, at=staff.at),
        prints=may_print(request, at=staff.at),
        asked=asked_of(request),
        plan=shown(request, request.file.plan, at=staff.at),
        buttons=buttons_of(request, staff),
        events=[(event, event_words(event), event_reasons(event)) for event in events],
        questions=list(request.questions.all()),
        letters=letters,
        written_before=frozenset(one.ref for one in letters if is_of_another(request, one.whose)),
        matters=matters_of(notices_of(request)),
        today=staff.today,
        beside=list(asked_beside(request, at=staff.at)) if request.closed_at is None else [],
        packages=list(request.packages.select_related("signed_by")),
        certificates=list(request.certificates.all()),
    )


def buttons_of(request: DataSubjectRequest, staff: Staff) -> list[Button]:
    """Give the acts of a request; what is grey says why."""
    who, at = acting(staff, request), staff.at
    return [
        Button(act=act, link=link_of(act, request), may=act.may(request, who, at))
        for act in acts_for(request)
    ]


def link_of(act: Act, request: DataSubjectRequest) -> str:
    """Give the address of an act's page."""
    if act.page:
        return reverse(f"admin:{act.page}", args=[request.ref])
    return reverse("admin:request_act", args=[request.ref, act.key])


def asked_of(request: DataSubjectRequest) -> list[tuple[str, str]]:
    """Say what is asked for beyond the right itself: kinds of data, values, purposes. Raises NoLivePolicy."""
    return list(_asked(request, policy_words(live_policy(request.controller))))


def _asked(request: DataSubjectRequest, words: PolicyWords) -> Iterator[tuple[str, str]]:
    if request.categories:
        yield _("Omfattar"), ", ".join(words.category(key) for key in request.categories)
    proposed: Mapping[str, Any] = request.file.proposed
    for name, value in sorted(proposed.items()):
        if name in FIELDS:
            yield capfirst(str(FIELDS[name].title)), str(value)
    if purposes := proposed.get("purposes"):
        yield _("Gäller"), ", ".join(words.purpose(str(one)) for one in purposes)
    for ground in proposed.get("grounds", ()):
        yield _("Skäl"), str(GROUNDS.get(str(ground), ground))
    if channel := proposed.get("channel"):
        yield _("På sättet"), str(CHANNELS.get(str(channel), channel))
    if other := proposed.get("controller"):
        yield _("Hör till"), str(other)
