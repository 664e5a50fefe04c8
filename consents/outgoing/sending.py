"""Send one message: ask the gate, write it, note it, hand it over."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from accounts.models import Controller
from consents.law import MessageClass
from consents.models import MessageStatus, OutgoingMessage
from consents.outgoing.heading import sender_of
from consents.outgoing.noting import deliver, note_all
from consents.outgoing.posting import Wanted, write_post
from subjects.models import DataSubject


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
    similar_products: bool = False,
    relevant_to_role: bool = False,
    message_id: str = "",
    at: datetime | None = None,
) -> OutgoingMessage:
    """Mail a person, if the gate allows it, and give the record of what became of it.

    `event` names the templates `emails/<event>/`; they get `context`, `controller`, `language`, and
    for marketing `opt_out_link`, which both parts have to show. `category` is the data the message is
    about, so that a restriction of other data does not stop it. `message_id` is one the caller has
    noted beforehand (`new_message_id`).

    Inside a transaction the mail leaves when that commits, and never when it is undone; the record
    is `queued` until then. What the gate refuses is recorded with its reasons and not sent; what the
    relay does not accept is `failed` with its code. Neither raises. For somebody who was erased
    meanwhile the record is given but not kept.
    """
    wanted = Wanted(
        controller=controller,
        event=event,
        message_class=MessageClass(message_class),
        purpose=purpose or "",
        category=category,
        contains_promotion=contains_promotion,
        similar_products=similar_products,
        relevant_to_role=relevant_to_role,
        at=at or timezone.now(),
    )
    post = write_post(
        wanted,
        subject=subject,
        to=to,
        sender=sender_of(controller),
        context=context,
        language=language,
        message_id=message_id,
    )
    with transaction.atomic():
        note_all([post])
        if post.message.status == MessageStatus.QUEUED:
            transaction.on_commit(lambda: deliver(post))
    return post.message
