"""The support service: what a person does there, day by day, and their tickets (RT-4, RT-6b)."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext as _

from law.calendar import stockholm_day
from subjects.models import Activity, ActivityKind, DataSubject, SupportProfile, SupportTicket
from subjects.services.deed import deed
from subjects.services.errors import HolderErased
from subjects.services.locking import lock_subject
from subjects.services.people import Source


@deed
def record_activity(*, profile: SupportProfile, kind: ActivityKind, at: datetime) -> None:
    """Note that something happened to a profile that Stockholm day; which kinds count, the law says.

    A repetition the same day writes nothing, locks nothing and raises no version. Raises
    HolderErased when a purge came first.
    """
    day = stockholm_day(at)
    if Activity.objects.filter(profile=profile, kind=kind, happened_on=day).exists():
        return
    lock_subject(profile.subject_id)
    if not SupportProfile.objects.filter(pk=profile.pk).exists():
        raise HolderErased(_("Supportkontot är gallrat."))
    Activity.objects.bulk_create(
        [Activity(profile=profile, kind=kind, happened_on=day)], ignore_conflicts=True
    )


@deed
def open_ticket(
    *,
    subject: DataSubject,
    number: str,
    title: str,
    body: str,
    source: Source,
    at: datetime,
    product: str = "",
) -> SupportTicket:
    """Open a ticket in a person's name; with a profile it counts as using the service (RT-4)."""
    person = lock_subject(subject.pk)
    ticket = SupportTicket.objects.create(
        subject=person,
        number=number,
        requester=person.full_name,
        title=title,
        body=body,
        product=product,
        opened_at=at,
        **source.columns,
    )
    _used(person, ActivityKind.TICKET_CREATED, at)
    return ticket


@deed
def reply(*, ticket: SupportTicket, text: str, at: datetime) -> None:
    """Add the requester's reply to a ticket; with a profile it counts as using the service (RT-4).

    Raises HolderErased when the requester was taken out of the ticket.
    """
    person = lock_subject(ticket.subject_id) if ticket.subject_id else None
    current = SupportTicket.objects.filter(pk=ticket.pk).exclude(subject=None).first()
    if person is None or current is None:
        raise HolderErased(_("Anmälaren är borttagen ur ärendet."))
    current.body = f"{current.body}\n\n{text}" if current.body else text
    current.save(update_fields=["body"])
    _used(person, ActivityKind.TICKET_REPLY, at)


def _used(person: DataSubject, kind: ActivityKind, at: datetime) -> None:
    profile = SupportProfile.objects.filter(subject=person).first()
    if profile is not None:
        record_activity(profile=profile, kind=kind, at=at)
