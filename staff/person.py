"""One person's page: dates and reasons first, how to reach them after."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from accounts.models import Role
from law.calendar import stockholm_day
from register.selectors import live_policy
from register.wording import policy_words
from requests_dsr.models import DataSubjectRequest
from retention.models import Reminder
from retention.selectors import kept_for
from staff.access import Staff
from staff.choices import Choice, choices_of
from staff.holdings import Row, rows_of
from staff.masking import masked_name, masked_org, masked_value
from staff.selectors.categories import category_titles
from subjects.models import (
    AccessLog,
    BlockKind,
    Contact,
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
    contacts = list(Contact.objects.filter(subject=subject).select_related("org").order_by("org__name", "pk"))
    placed = ProcessingBlock.objects.filter(subject=subject).select_related("controller")
    blocks = list(placed.order_by("-from_on", "-pk"))
    restricted = any(_restricts(block, today) for block in blocks)
    masked = restricted or not staff.has(subject.controller, *SEES_VALUES)
    named = [(contact, _org_name(contact)) for contact in contacts]
    readings = AccessLog.objects.filter(subject=subject).select_related("user").order_by("-at", "-pk")
    words = policy_words(live_policy(subject.controller))
    return Person(
        subject=subject,
        name=masked_name(subject.full_name) if restricted else subject.full_name,
        masked=masked,
        restricted=restricted,
        rows=rows_of(
            kept_for(subject, today),
            words=words,
            titles=category_titles([subject.controller]),
            organisations={contact.org_id: name for contact, name in named},
        ),
        choices=choices_of(subject, words),
        requests=list(DataSubjectRequest.objects.filter(subject=subject).order_by("-received_at", "-pk")),
        identities=[
            (identity, masked_value(identity.value) if masked else identity.value)
            for identity in subject.identities.order_by("kind", "pk")
        ],
        contacts=named,
        blocks=blocks,
        marketing=MarketingProfile.objects.filter(subject=subject).first(),
        events=sorted(_events(subject, contacts, blocks), key=lambda event: event.on, reverse=True),
        readings=list(readings[:READINGS]),
        disclosures=list(Disclosure.objects.filter(subject=subject).order_by("-disclosed_on")),
    )


def _restricts(block: ProcessingBlock, today: date) -> bool:
    stands = block.from_on <= today and (block.until_on is None or block.until_on > today)
    return stands and block.kind == BlockKind.RESTRICTION_ART18


def _org_name(contact: Contact) -> str:
    return masked_org(contact.org.name, natural_person=contact.org.natural_person)


def _events(subject: DataSubject, contacts: list[Contact], blocks: list[ProcessingBlock]) -> Iterator[Event]:
    """Give what happened, from the rows that are still there."""
    for source in SourceRecord.objects.filter(subject=subject):
        said = _("Uppgifter kom från: %(source)s") % {"source": source.get_kind_display()}
        yield Event(on=source.obtained_on, said=said)
        if source.notified_on:
            yield Event(on=source.notified_on, said=_("Personen informerades om varifrån uppgifterna kom"))
    for profile in SupportProfile.objects.filter(subject=subject):
        yield Event(on=stockholm_day(profile.registered_at), said=_("Registrerade ett supportkonto"))
    for contact in contacts:
        if contact.left_on:
            said = _("Slutade hos %(org)s") % {"org": _org_name(contact)}
            yield Event(on=contact.left_on, said=said)
    for reminder in Reminder.objects.filter(subject=subject):
        said = _("Påminnelse: %(state)s") % {"state": reminder.get_status_display()}
        yield Event(on=stockholm_day(reminder.at), said=said)
    for block in blocks:
        yield Event(on=block.from_on, said=_("Spärr lades: %(kind)s") % {"kind": block.get_kind_display()})
        if block.until_on:
            said = _("Spärr hävdes: %(kind)s") % {"kind": block.get_kind_display()}
            yield Event(on=block.until_on, said=said)
