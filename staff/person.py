"""One person's page: dates and reasons first, how to reach them after."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from accounts.models import Role, User
from law.calendar import stockholm_day
from register.selectors import live_policy
from register.wording import policy_words
from requests_dsr.answers.statements import Statement, said_in
from requests_dsr.models import DataSubjectRequest
from retention.live import bound
from retention.models import Reminder
from retention.selectors import kept_for
from staff.access import Staff
from staff.choices import Choice, choices_of
from staff.holdings import Row, rows_of
from staff.masking import masked_name, masked_org, masked_value
from staff.wording.categories import titles_of
from subjects.at_once import ask_at_once, joined
from subjects.models import (
    AccessLog,
    BlockKind,
    Contact,
    CustomerData,
    CustomerOrg,
    DataSubject,
    Disclosure,
    Identity,
    MarketingProfile,
    ProcessingBlock,
    SourceRecord,
    SupportProfile,
)

READINGS = 20
SEES_VALUES = (Role.HANDLER, Role.DPO)
"""Who sees how to reach a person; accounting sees that they can be reached, not how."""


@dataclass(frozen=True, kw_only=True)
class Event:
    """Something that happened, on a day."""

    on: date
    said: str


@dataclass(frozen=True, kw_only=True)
class Person:
    """What the page says. `name` and `identities` are masked where they must be."""

    subject: DataSubject
    name: str
    masked: bool
    restricted: bool
    rows: list[Row]
    choices: list[Choice]
    requests: list[DataSubjectRequest]
    identities: list[tuple[Identity, str]]
    said: list[Statement]
    contacts: list[tuple[Contact, str]]
    blocks: list[ProcessingBlock]
    marketing: MarketingProfile | None
    events: list[Event]
    readings: list[AccessLog]
    disclosures: list[Disclosure]

    @property
    def standing(self) -> list[ProcessingBlock]:
        """Give the blocks that have not ended."""
        return [block for block in self.blocks if block.until_on is None]


def person_of(subject: DataSubject, staff: Staff) -> Person:
    """Gather a person's page for a member of staff, in a constant number of queries; nothing is written."""
    today = staff.today
    version = live_policy(subject.controller)
    words = policy_words(version)
    found = _lists_of(subject)
    restricted = any(restricts(block, today) for block in found["blocks"])
    masked = restricted or not staff.has(subject.controller, *SEES_VALUES)
    named = [(contact, _org_name(contact)) for contact in found["contacts"]]
    return Person(
        subject=subject,
        name=masked_name(subject.full_name) if restricted else subject.full_name,
        masked=masked,
        restricted=restricted,
        rows=rows_of(
            kept_for(subject, today, bound(version)),
            words=words,
            titles=titles_of(words),
            organisations={contact.org_id: name for contact, name in named},
        ),
        choices=choices_of(subject, words, staff.at),
        requests=found["requests"],
        identities=[
            (identity, masked_value(identity.value) if masked else identity.value)
            for identity in found["identities"]
        ],
        said=said_in([subject, *found["profiles"], *found["work"], *found["marketing"]]),
        contacts=named,
        blocks=found["blocks"],
        marketing=next(iter(found["marketing"]), None),
        events=sorted(_events(found), key=lambda event: event.on, reverse=True),
        readings=found["readings"],
        disclosures=found["disclosures"],
    )


def _lists_of(subject: DataSubject) -> dict[str, list[Any]]:
    """Read every list of the page in one statement."""
    readings = AccessLog.objects.filter(subject=subject).order_by("-at", "-pk")[:READINGS]
    found = ask_at_once(
        contacts=Contact.objects.filter(subject=subject).order_by("org__name", "pk"),
        organisations=CustomerOrg.objects.filter(contacts__subject=subject),
        blocks=ProcessingBlock.objects.filter(subject=subject).order_by("-from_on", "-pk"),
        requests=DataSubjectRequest.objects.filter(subject=subject).order_by("-received_at", "-pk"),
        identities=Identity.objects.filter(subject=subject).order_by("kind", "pk"),
        marketing=MarketingProfile.objects.filter(subject=subject),
        sources=SourceRecord.objects.filter(subject=subject),
        profiles=SupportProfile.objects.filter(subject=subject),
        work=CustomerData.objects.filter(contact__subject=subject).order_by("pk"),
        reminders=Reminder.objects.filter(subject=subject),
        readings=readings,
        readers=User.objects.filter(pk__in=readings.values("user")),
        disclosures=Disclosure.objects.filter(subject=subject).order_by("-disclosed_on"),
    )
    joined(found["contacts"], "org", found["organisations"])
    joined(found["blocks"], "controller", [subject.controller])
    joined(found["readings"], "user", found["readers"])
    return found


def restricts(block: ProcessingBlock, today: date) -> bool:
    """Tell whether a block restricts the use of a person's data on a Stockholm day (Art. 18)."""
    stands = block.from_on <= today and (block.until_on is None or block.until_on > today)
    return stands and block.kind == BlockKind.RESTRICTION_ART18


def _org_name(contact: Contact) -> str:
    return masked_org(contact.org.name, natural_person=contact.org.natural_person)


def _events(found: Mapping[str, list[Any]]) -> Iterator[Event]:
    """Give what happened, from the rows that are still there."""
    for source in found["sources"]:
        said = _("Uppgifter kom från: %(source)s") % {"source": source.get_kind_display()}
        yield Event(on=source.obtained_on, said=said)
        if source.notified_on:
            yield Event(on=source.notified_on, said=_("Personen informerades om varifrån uppgifterna kom"))
    for profile in found["profiles"]:
        yield Event(on=stockholm_day(profile.registered_at), said=_("Registrerade ett supportkonto"))
    for contact in found["contacts"]:
        if contact.left_on:
            said = _("Slutade hos %(org)s") % {"org": _org_name(contact)}
            yield Event(on=contact.left_on, said=said)
    for reminder in found["reminders"]:
        said = _("Påminnelse: %(state)s") % {"state": reminder.get_status_display()}
        yield Event(on=stockholm_day(reminder.at), said=said)
    for block in found["blocks"]:
        yield Event(on=block.from_on, said=_("Spärr lades: %(kind)s") % {"kind": block.get_kind_display()})
        if block.until_on:
            said = _("Spärr hävdes: %(kind)s") % {"kind": block.get_kind_display()}
            yield Event(on=block.until_on, said=said)
