"""Everything the first page of Min profil shows, asked for in a constant number of queries."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Q, QuerySet

from accounts.models import Controller, Place, SecurityEvent
from consents.models import ConsentRecord
from consents.selectors import answers_at
from law.calendar import add_months, stockholm_day
from myprofile.kept.rows import Row, rows_of
from myprofile.looks import Looks, together
from register.models import PolicyVersion
from register.receivers import receivers_in, where_of
from register.wording import PolicyWords, policy_words
from retention.law import RetentionPolicy
from retention.live import bound
from retention.selectors import Kept, kept_for
from subjects.at_once import ask_at_once, joined
from subjects.models import (
    AccessLog,
    BlockKind,
    CustomerOrg,
    DataSubject,
    Disclosure,
    Identity,
    ProcessingBlock,
    SourceRecord,
)
from subjects.own_business import own_businesses
from subjects.selectors import standing_blocks

LOOKS_SHOWN = 20
EVENTS_SHOWN = 5


@dataclass(frozen=True, kw_only=True)
class Receiver:
    """Who gets data of a kind that is kept of this person, what for, and where (Art. 15(1)(c), 15(2))."""

    name: str
    text: str
    where: list[str]


@dataclass(frozen=True, kw_only=True)
class Overview:
    """What the page says."""

    rows: list[Row]
    identities: list[Identity]
    sources: list[SourceRecord]
    said_yes: list[ConsentRecord]
    asked_again: list[ConsentRecord]
    looks: list[Looks]
    days_looked_at: int
    security: list[SecurityEvent]
    same_login_at: list[str]
    receivers: list[Receiver]
    disclosures: list[Disclosure]

    @property
    def kinds(self) -> int:
        """Count the kinds of data."""
        return len({row.category for row in self.rows})

    @property
    def next_to_go(self) -> Row | None:
        """Give the row that is erased first."""
        dated = [row for row in self.rows if row.goes_on]
        return min(dated, key=lambda row: row.goes_on or date.max, default=None)


def overview_of(person: DataSubject, *, version: PolicyVersion, at: datetime) -> Overview:
    """Gather the page for one person at an instant, under the policy that holds; nothing is written.

    `asked_again` are yeses that ended by themselves and whose question still stands: here, to whoever
    has logged in, is where they are asked again, and never in a mail (domain.md 4.8).
    """
    on, words, live = stockholm_day(at), policy_words(version), bound(version)
    answers = answers_at(person, at)
    asked = {(text.purpose, text.channel) for text in words.policy.consent_texts.values()}
    found = ask_at_once(
        **about_rows(person, on=on),
        identities=Identity.objects.filter(subject=person),
        sources=SourceRecord.objects.filter(subject=person).order_by("obtained_on"),
        looks=AccessLog.objects.filter(subject=person, at__date__gt=add_months(on, -12)).order_by("-at"),
        security=_security_of(person, since=add_months(on, -12)),
        disclosures=Disclosure.objects.filter(subject=person).order_by("-disclosed_on"),
        companies=Controller.objects.filter(subjects__user=person.user_id).distinct().order_by("pk"),
    )
    rows = in_rows(kept_for(person, on, live), words=words, rules=live.rules, found=found)
    return Overview(
        rows=rows,
        identities=found["identities"],
        sources=found["sources"],
        said_yes=[one.record for one in answers if one.is_yes],
        asked_again=[
            one.record for one in answers if one.was_yes and (one.record.purpose, one.record.channel) in asked
        ],
        looks=together(found["looks"])[:LOOKS_SHOWN],
        days_looked_at=len({stockholm_day(look.at) for look in found["looks"]}),
        security=_each_once(joined(found["security"], "controller", found["companies"]))[:EVENTS_SHOWN],
        same_login_at=[one.name for one in found["companies"] if one.pk != person.controller_id],
        receivers=list(receivers_of({row.category for row in rows}, words)),
        disclosures=found["disclosures"],
    )


def _security_of(person: DataSubject, *, since: date) -> QuerySet[SecurityEvent]:
    """Ask what happened to the person's login here or on another company's pages; nobody's are nobody's.

    One login serves every company of the installation, so what was done with it anywhere is theirs to see
    here. A copy has only what is this company's (`requests_dsr.package.paths`).
    """
    events = SecurityEvent.objects.filter(user__subjects=person, at__date__gt=since)
    return events.filter(Q(controller=person.controller) | Q(place=Place.HERE)).order_by("-at", "-pk")


def _each_once(events: Iterable[SecurityEvent]) -> list[SecurityEvent]:
    """Tell an event once, with its place, that stands at an employer too."""
    told = list(events)
    placed = {(one.kind, one.at) for one in told if one.place == Place.HERE}
    return [one for one in told if one.place == Place.HERE or (one.kind, one.at) not in placed]


def about_rows(person: DataSubject, *, on: date) -> dict[str, QuerySet[Any]]:
    """Ask what `in_rows` needs beside what is kept: the customers a person speaks for, and their pauses."""
    pauses = standing_blocks(person, on=on).filter(kind=BlockKind.RESTRICTION_ART18)
    customers = CustomerOrg.objects.filter(contacts__subject=person)
    return {"customers": customers, "own_businesses": own_businesses(person), "pauses": pauses}


def in_rows(
    kept: list[Kept], *, words: PolicyWords, rules: RetentionPolicy, found: Mapping[str, list[Any]]
) -> list[Row]:
    """Put what is kept of a person in rows, each with the name of the customer it is about.

    `found` holds what `about_rows` asks.
    """
    customers: list[CustomerOrg] = found["customers"]
    pauses: list[ProcessingBlock] = found["pauses"]
    return rows_of(
        kept,
        words=words,
        rules=rules,
        companies={customer.pk: customer.name for customer in customers},
        is_party=bool(found["own_businesses"]),
        is_paused=lambda category: any(not one.scope or category in one.scope for one in pauses),
    )


def receivers_of(categories: set[str], words: PolicyWords) -> Iterator[Receiver]:
    """Give the suppliers in use and the recipients that get any of these categories."""
    for key, part in receivers_in(words.policy):
        if categories & set(part.categories):
            text = part.text.in_language(words.language)
            yield Receiver(name=words.recipient(key), text=text, where=where_of(words, key, part))
