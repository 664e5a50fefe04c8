"""Send one message: ask the gate, write it, note it, hand it over."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import connection, transaction
from django.utils import timezone

from accounts.models import Controller
from consents.facts import NOBODY, facts_of
from consents.law import Channel, MessageClass, Use, UseDecision, may_use
from consents.models import MessageStatus, OutgoingMessage
from consents.outgoing.delivery import Mail, envelope_sender, hand_over
from consents.outgoing.heading import headers, is_address, new_message_id, sender_of
from consents.outgoing.writing import Letter, spoken, write
from law.calendar import stockholm_day
from subjects.models import DataSubject

HOLDER_ERASED = "HOLDER_ERASED"
BAD_ADDRESS = "BAD_ADDRESS"


def send(
    *,
    controller: Controller | None,
    to: str,
    event: str,
    context: Mapping[str, Any],
    language: str,
    message_class: MessageClass | str,
    subject: DataSubject | None = None,
    purpose: str | None = None,
    category: str | None = None,
    contains_promotion: bool = False,
    message_id: str = "",
    at: datetime | None = None,
) -> OutgoingMessage:
    """Mail a person, if the gate allows it, and give the record of what became of it.

    `event` names the templates `emails/<event>/`; they get `context`, `controller` and `language`.
    `category` is the data the message is about, so that a restriction of other data does not stop
    it. `message_id` is one the caller has noted beforehand (`new_message_id`).

    Inside a transaction the mail leaves when that commits, and never when it is undone; the record
    is `queued` until then. What the gate refuses is recorded with its reasons and not sent; what the
    relay does not accept is `failed` with its code. Neither raises. For somebody who was erased
    meanwhile the record is given but not kept.
    """
    at = at or timezone.now()
    use = Use(
        purpose=purpose or "",
        channel=Channel.EMAIL,
        message_class=MessageClass(message_class),
        opt_out_offered=False,
        sender_address_valid=sender_of(controller).is_valid,
        contains_promotion=contains_promotion,
    )
    language = spoken(language)
    context = {**context, "controller": controller, "language": language}
    letter = write(event, context, language)
    message = OutgoingMessage(
        controller=controller,
        subject=subject,
        event=event,
        message_class=use.message_class,
        purpose=use.purpose,
        channel=use.channel,
        language=language,
        message_id=message_id or new_message_id(),
        at=at,
        title=letter.title[:200] if subject else "",
        body=letter.without_secrets(context) if subject else "",
    )
    with transaction.atomic():
        if subject is not None and not _stays(subject):
            return _marked(message, MessageStatus.REFUSED, HOLDER_ERASED)
        if not (decision := _decide(use, subject, category, at)).allowed:
            return _noted(message, MessageStatus.REFUSED, *decision.reasons)
        if not is_address(to):
            return _noted(message, MessageStatus.FAILED, BAD_ADDRESS)
        _noted(message, MessageStatus.QUEUED, *decision.reasons)
        mail = _mail(message, letter, to)
        transaction.on_commit(lambda: _deliver(message, mail))
    return message


def _decide(use: Use, subject: DataSubject | None, category: str | None, at: datetime) -> UseDecision:
    if subject is None:
        return may_use(use, NOBODY)
    return may_use(use, facts_of([subject.pk], on=stockholm_day(at), category=category)[subject.pk])


def _stays(subject: DataSubject) -> bool:
    """Tell whether a person is still there, and keep a purge away from them until we have noted it."""
    with connection.cursor() as cursor:
        cursor.execute("select 1 from subjects_datasubject where id = %s for key share", [subject.pk])
        return cursor.fetchone() is not None


def _mail(message: OutgoingMessage, letter: Letter, to: str) -> Mail:
    sender = sender_of(message.controller)
    return Mail(
        to=to,
        sender=sender.header,
        bounces_to=envelope_sender(sender.mailbox),
        title=letter.title,
        text=letter.text,
        html=letter.html,
        headers=headers(message_id=message.message_id, message_class=MessageClass(message.message_class)),
    )


def _deliver(message: OutgoingMessage, mail: Mail) -> None:
    """Hand a noted mail over and note how it went; the record may be gone by then, with its person."""
    problem = hand_over(mail)
    _marked(message, MessageStatus.FAILED if problem else MessageStatus.SENT, *message.reasons, problem)
    OutgoingMessage.objects.filter(pk=message.pk, status=MessageStatus.QUEUED).update(
        status=message.status, reasons=message.reasons
    )


def _noted(message: OutgoingMessage, status: MessageStatus, *reasons: str) -> OutgoingMessage:
    _marked(message, status, *reasons).save()
    return message


def _marked(message: OutgoingMessage, status: MessageStatus, *reasons: str) -> OutgoingMessage:
    message.status, message.reasons = status, [str(reason) for reason in reasons if reason]
    return message
