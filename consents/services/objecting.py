"""Object to a use (Art. 21): against marketing and profiling at once and absolutely, else weighed."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext as _

from consents.law import MARKETING, PROFILING, Channel
from consents.models import ConsentEventKind, ConsentRecord, Objection, ObjectionOutcome, RecordStatus
from consents.policy import live_file
from consents.services.answers import Said, withdraw
from consents.services.errors import UnknownUse
from consents.services.marketing import marketing_was_objected_to
from consents.services.suppressing import suppress_addresses_of
from ledger.actor import SUBJECT
from ledger.services import record as ledger_line
from subjects.models import DataSubject
from subjects.services.deed import deed
from subjects.services.locking import lock_subject

MARKETING_CHANNELS = (Channel.EMAIL, Channel.SMS, Channel.LETTER, Channel.PHONE, Channel.SOCIAL)
ABSOLUTE = (MARKETING, PROFILING)
YES = (ConsentEventKind.GIVEN, ConsentEventKind.RENEWED)


@deed
def object_to(*, subject: DataSubject, purpose: str, said: Said, channel: str | None = None) -> int:
    """Take a person's objection to a purpose; against marketing on one channel or all. Give how many are new.

    Against marketing and profiling it takes back what consents there are to it; against marketing it
    also closes the addresses and, when it is against all channels, ends the marketing profile
    (Art. 21(2)-(3)). The two are two switches: one leaves the other (WL-55). Done twice it changes
    nothing. A word that comes late (`said.at` before a yes the person gave since) leaves that yes.
    Raises UnknownUse for a purpose or a channel the policy does not know.
    """
    person = lock_subject(subject.pk)
    _refuse_unknown(person, purpose, channel)
    since = _chosen_since(person, purpose, said.at)
    channels = tuple(one for one in _channels(purpose, channel) if one not in since)
    new = sum(_object(person, purpose, one, said) for one in channels)
    if purpose in ABSOLUTE:
        _take_back(person, purpose, channels, said)
    if purpose == MARKETING:
        _stop_marketing(person, channels, said)
    if new:
        ledger_line(
            controller=person.controller.slug,
            by=said.by,
            action="consent.object",
            object_type="objection",
            category="consent_evidence",
            counts={"objections": new},
            at=said.done_at,
        )
    return new


def end_objections(person: DataSubject, *, purpose: str, channel: str, at: datetime) -> int:
    """End a locked person's objection on a channel by their own later act; give how many ended."""
    standing = Objection.objects.filter(subject=person, purpose=purpose, channel=channel, ended_at=None)
    return standing.filter(objected_at__lte=at).update(ended_at=at)


def _object(person: DataSubject, purpose: str, channel: str, said: Said) -> bool:
    _row, new = Objection.objects.get_or_create(
        subject=person,
        purpose=purpose,
        channel=channel,
        ended_at=None,
        defaults={
            "controller": person.controller,
            "objected_at": said.at,
            "way": said.way,
            "outcome": ObjectionOutcome.ABSOLUTE if purpose in ABSOLUTE else ObjectionOutcome.WEIGHED,
        },
    )
    return new


def _chosen_since(person: DataSubject, purpose: str, at: datetime) -> frozenset[str]:
    """Give the channels on which the person themselves said yes later than that: the newest word wins."""
    later = ConsentRecord.objects.filter(
        subject=person, purpose=purpose, status=RecordStatus.GIVEN, decided_at__gt=at
    )
    own = later.filter(events__actor_role=SUBJECT.role, events__kind__in=YES)
    return frozenset(own.values_list("channel", flat=True))


def _take_back(person: DataSubject, purpose: str, channels: tuple[str, ...], said: Said) -> None:
    given = ConsentRecord.objects.filter(
        subject=person, purpose=purpose, status=RecordStatus.GIVEN, decided_at__lte=said.at
    )
    if purpose == MARKETING:
        given = given.filter(channel__in=channels)
    for record in given.select_related("text", "controller", "subject"):
        withdraw(record, said)


def _stop_marketing(person: DataSubject, channels: tuple[str, ...], said: Said) -> None:
    suppress_addresses_of(
        subject_ids=[person.pk],
        controller=person.controller,
        at=said.at,
        channels=[Channel(one) for one in channels],
    )
    if set(channels) == set(MARKETING_CHANNELS):
        marketing_was_objected_to(person, at=said.at)


def _channels(purpose: str, channel: str | None) -> tuple[str, ...]:
    """Give the channels an objection is written for; a purpose that sends nothing has one, empty."""
    if purpose != MARKETING:
        return ("",)
    return MARKETING_CHANNELS if channel is None else (channel,)


def _refuse_unknown(person: DataSubject, purpose: str, channel: str | None) -> None:
    policy = live_file(person.controller)
    known = {*ABSOLUTE, *(policy.purposes if policy else ())}
    if purpose not in known or (channel is not None and channel not in MARKETING_CHANNELS):
        raise UnknownUse(_("Det finns inget sådant att säga nej till."))
