"""Questions about mails; nothing here writes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from io import BytesIO

from django.conf import settings
from django.db.models import QuerySet

from accounts.models import Controller
from law.calendar import stockholm_day
from mailintake.addresses import name_of
from mailintake.models import Attachment, Mail, MailState, Reading
from requests_dsr.clocks import facts_for
from requests_dsr.law import ClockFacts, deadline
from requests_dsr.models import DataSubjectRequest
from requests_dsr.package.files.sealing import opened, unwrap
from requests_dsr.states import OPEN


def mails_in(controllers: Iterable[Controller], state: MailState) -> QuerySet[Mail]:
    """Give the mails in a state, without their words, those whose clock has run longest first."""
    found = Mail.objects.filter(controller__in=list(controllers), state=state)
    return found.select_related("controller", "subject").defer("body").order_by("received_at", "pk")


def due_on(mail: Mail) -> date:
    """Give the legal day of an answer, if the mail is a request: its clock runs already (DL-1)."""
    return due_days([mail])[mail.pk]


def due_days(mails: Iterable[Mail]) -> dict[int, date]:
    """Give the legal day of each mail by its id, as of a request that came then; each policy is read once."""
    facts: dict[int, ClockFacts] = {}
    found = {}
    for mail in mails:
        if mail.controller_id not in facts:
            facts[mail.controller_id] = facts_for(mail.controller, received_at=mail.received_at)
        limit = deadline(replace(facts[mail.controller_id], received_at=mail.received_at)).effective
        assert limit is not None, "without a question the clock does not stand still"
        found[mail.pk] = limit.due_on
    return found


def days_waiting(mail: Mail, today: date) -> int:
    """Give how many Stockholm days ago a mail was received."""
    return (today - stockholm_day(mail.received_at)).days


@dataclass(frozen=True, kw_only=True)
class Mailbox:
    """A company's mailbox: whether one is connected, and its last reading, None before the first."""

    controller: Controller
    is_connected: bool
    reading: Reading | None


def mailboxes_of(controllers: Iterable[Controller]) -> list[Mailbox]:
    """Give the mailboxes that are connected, or were once read."""
    companies = list(controllers)
    read = {one.controller_id: one for one in Reading.objects.filter(controller__in=companies)}
    found = [
        Mailbox(
            controller=one,
            is_connected=bool(settings.MAILBOXES.get(name_of(one.slug))),
            reading=read.get(one.pk),
        )
        for one in companies
    ]
    return [one for one in found if one.is_connected or one.reading]


def requests_to_add_to(mail: Mail) -> list[DataSubjectRequest]:
    """Give the open requests a mail may belong to: the one it answers first, then the sender's own."""
    still_open = DataSubjectRequest.objects.filter(
        controller=mail.controller, state__in=[state.value for state in OPEN]
    )
    wanted = still_open.filter(pk=mail.thread_id) if mail.thread_id else still_open.none()
    own = still_open.filter(subject=mail.subject_id) if mail.subject_id else still_open.none()
    return list({one.pk: one for one in [*wanted, *own.order_by("-received_at")]}.values())


def content_of(attachment: Attachment) -> Iterator[bytes]:
    """Open an attachment's content, chunk by chunk. Raises `sealing.Unreadable`."""
    key = unwrap(bytes(attachment.wrapped_key))
    return opened(BytesIO(bytes(attachment.content or b"")), key, attachment.ref)
