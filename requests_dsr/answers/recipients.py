"""Whom Art. 19 obliges us to tell: everybody who was given, or holds, data of some categories."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import replace
from datetime import datetime

from connectors.asking import systems_of
from connectors.models import NoticeState, RecipientKind, RecipientNotice
from connectors.protocol import Unreachable
from connectors.services import Told
from register.models import Processor, Recipient
from register.policyfile.words import RecipientKind as InPolicy
from register.selectors import live_policy
from requests_dsr.models import DataSubjectRequest
from requests_dsr.services.reaching.recipients import ask_system
from subjects.models import DataSubject, Disclosure


def recipients_of(subject: DataSubject, categories: Collection[str]) -> list[Told]:
    """Give whom to tell of what happens to a person's data of these categories, each once."""
    wanted = frozenset(categories)
    found = []
    for told in _all(subject):
        unknown = told.kind is RecipientKind.SYSTEM and not told.categories
        reached = wanted if unknown else told.categories & wanted
        if reached:
            found.append(replace(told, categories=reached))
    return found


def named(told: Iterable[Told]) -> list[dict[str, str]]:
    """Name recipients for a plan in both languages: the letter is in its reader's, not in the drafter's."""
    return [{"sv": one.name, "en": one.name_en or one.name} for one in told]


def carry_out_notices(request: DataSubjectRequest, *, at: datetime) -> int:
    """Do in the connected systems what a request tells them; give how many did not answer yet."""
    waiting = RecipientNotice.objects.filter(
        request_ref=request.ref, system__isnull=False, state=NoticeState.PENDING
    )
    in_order = waiting.select_related("system", "controller").order_by("created_at", "pk")
    done = [ask_system(request, notice, at=at) for notice in in_order]
    return done.count(False)


def _all(subject: DataSubject) -> Iterator[Told]:
    given: dict[str, frozenset[str]] = {}
    for row in Disclosure.objects.filter(subject=subject):
        given[row.recipient] = given.get(row.recipient, frozenset()) | frozenset(row.categories)
    for name, categories in sorted(given.items()):
        yield Told(name=name, kind=RecipientKind.DISCLOSURE, categories=categories)
    version = live_policy(subject.controller)
    for processor in Processor.objects.filter(policy_version=version, active=True).order_by("pk"):
        yield _of_the_policy(processor, RecipientKind.PROCESSOR)
    # An authority or a partner is told where something was disclosed to it (above); those inside the
    # company read the same rows, and need no message.
    named = Recipient.objects.filter(policy_version=version, kind=InPolicy.CONSENTED)
    for recipient in named.order_by("pk"):
        yield _of_the_policy(recipient, RecipientKind.RECIPIENT)
    for system in systems_of(subject.controller_id):
        try:
            held = system.open().describe().categories
        except Unreachable:
            held = frozenset()  # what it holds cannot be read: it is told, and named until it answers
        yield Told(name=system.title, kind=RecipientKind.SYSTEM, categories=held, system=system)


def _of_the_policy(part: Processor | Recipient, kind: RecipientKind) -> Told:
    swedish, english = part.title_sv, part.title_en
    return Told(
        name=swedish,
        kind=kind,
        categories=frozenset(part.categories),
        name_en="" if english == swedish else english,
    )
