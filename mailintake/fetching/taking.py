"""Take one mail in: the row, what is attached, what is suggested, and a clear no, in one transaction."""

from __future__ import annotations

import hashlib
import logging
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO

from django.db import InterfaceError, OperationalError, transaction

from accounts.models import Controller
from consents.keyed import Address
from consents.models import OutgoingMessage
from consents.services import suppress
from ledger.actor import WORKER
from ledger.services import record
from mailintake.guessing import is_clear_no, suggest
from mailintake.models import Attachment, Mail, MailState, Outcome
from mailintake.own import own_addresses
from mailintake.reading import Attached, Machine, Message, Own, machine_behind
from mailintake.threads import thread_of
from requests_dsr.package.files.sealing import SealedWriter, new_key
from requests_dsr.services.reaching.bouncing import record_returned_mail
from subjects.models import IdentityKind
from subjects.selectors import find_subject
from subjects.services.errors import Refused

log = logging.getLogger(__name__)


@dataclass(frozen=True, kw_only=True)
class Arrival:
    """A message as it lies on the server: where, when it was received (UTC), and its bytes."""

    uidvalidity: int
    uid: int
    received_at: datetime
    content: bytes
    is_cut: bool = False


@dataclass(frozen=True, kw_only=True)
class Taken:
    """The row of a message, and whether it is new."""

    mail: Mail
    new: bool


def own_of(controller: Controller) -> Own:
    """Give what is ours, for recognising loops."""
    sent = OutgoingMessage.objects.filter(controller=controller)
    return Own(addresses=own_addresses(controller), sent=lambda found: sent.filter(message_id=found).exists())


@transaction.atomic
def take(*, controller: Controller, arrival: Arrival, message: Message, own: Own, at: datetime) -> Taken:
    """Store a message as a draft, or set aside what a machine answered; one that is known is found again.

    Whoever calls may move the message once this is committed.
    """
    known = Mail.objects.for_controller(controller).filter(digest=message.digest).first()
    if known is not None:
        return Taken(mail=_found_again(known, arrival), new=False)
    machine = machine_behind(message.raw, own)
    mail = _row(controller, arrival, message, machine, at)
    mail.save()
    if mail.state != MailState.HANDLED:
        Attachment.objects.bulk_create(_sealed(mail, message.attachments))
        _act_at_once(mail, arrival.content, at)
    record(
        controller=controller.slug,
        by=WORKER,
        action="mail.receive",
        object_type="mailbox.mail",
        counts={"mails": 1, "attachments": len(message.attachments)},
        at=at,
    )
    return Taken(mail=mail, new=True)


def _found_again(known: Mail, arrival: Arrival) -> Mail:
    """Note where a known message lies now: the server has numbered its messages anew, or never moved it."""
    known.uidvalidity, known.uid, known.on_server, known.set_apart = (
        arrival.uidvalidity,
        arrival.uid,
        True,
        False,
    )
    known.save(update_fields=["uidvalidity", "uid", "on_server", "set_apart"])
    return known


def _row(
    controller: Controller, arrival: Arrival, message: Message, machine: Machine | None, at: datetime
) -> Mail:
    mail = Mail(
        controller=controller,
        uidvalidity=arrival.uidvalidity,
        uid=arrival.uid,
        digest=message.digest,
        words_digest=_words_digest(message),
        message_id=message.message_id,
        received_at=min(arrival.received_at, at),
        fetched_at=at,
        troubles=sorted(message.troubles),
        machine=machine.code if machine else "",
        state=MailState.SET_ASIDE if machine and machine.set_aside else MailState.DRAFT,
    )
    if _is_duplicate(mail):
        mail.state, mail.outcome, mail.handled_at = MailState.HANDLED, Outcome.DUPLICATE, at
        return mail
    mail.from_name, mail.from_email = message.from_name, message.from_email
    mail.title, mail.body = message.title, message.text
    if message.from_email:
        mail.subject = find_subject(controller=controller, kind=IdentityKind.EMAIL, value=message.from_email)
    thread = thread_of(
        controller, references=message.references, title=message.title, text=message.text, at=at
    )
    mail.thread, mail.round_trip = thread.request, thread.round_trip
    if mail.state == MailState.DRAFT:
        suggested = suggest(message.title, message.text)
        mail.suggestion, mail.because = suggested.kind, list(suggested.because)
        mail.address_closed = _says_no(mail)
    return mail


def _words_digest(message: Message) -> str:
    """Hash what a person sees of a mail: the same however it travelled."""
    seen = [message.from_email, message.title, message.text, *(one.digest for one in message.attachments)]
    return hashlib.sha256("\x1f".join(seen).encode()).hexdigest()


def _is_duplicate(mail: Mail) -> bool:
    """Tell whether the same mail came another way: the same number, and the same words."""
    same = Mail.objects.filter(
        controller=mail.controller, message_id=mail.message_id, words_digest=mail.words_digest
    )
    return bool(mail.message_id) and same.exists()


def _says_no(mail: Mail) -> bool:
    """Tell whether a person said no to marketing beyond doubt, from an address that can be closed."""
    return bool(mail.from_email) and not mail.machine and is_clear_no(mail.title, mail.body)


def _act_at_once(mail: Mail, content: bytes, at: datetime) -> None:
    if mail.address_closed:
        suppress(controller=mail.controller, addresses=[Address(IdentityKind.EMAIL, mail.from_email)], at=at)
    if mail.machine == "BOUNCE":
        _note_bounce(content, at)


def _note_bounce(content: bytes, at: datetime) -> None:
    """Note which of our mails came back; a report about none of ours stays what it is: a mail set aside."""
    try:
        with transaction.atomic():
            record_returned_mail(content, at=at)
    except Refused:
        pass
    except (OperationalError, InterfaceError):  # the mail stays in the inbox, and the report is read again
        raise
    except Exception as fault:  # what the report says is a stranger's: it must not stop the mailbox
        log.warning("a returned mail could not be read: %s", type(fault).__name__)


def _sealed(mail: Mail, attachments: list[Attached]) -> list[Attachment]:
    return [_seal(mail, number, one) for number, one in enumerate(attachments, start=1)]


def _seal(mail: Mail, number: int, one: Attached) -> Attachment:
    row = Attachment(
        mail=mail, number=number, name=one.name, kind=one.kind, size=one.size, refused=one.refused
    )
    if not one.refused:
        key, row.wrapped_key = new_key()
        into = BytesIO()
        writer = SealedWriter(into, key, row.ref)
        writer.write(one.content)
        writer.finish()
        row.content = into.getvalue()
    return row
