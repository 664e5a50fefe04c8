"""One mail to one person, from what the caller wants said to what the relay gets."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from accounts.models import Controller
from consents.facts import Asked
from consents.law import MARKETING, Channel, MessageClass, Use, UseDecision
from consents.models import MessageStatus, OutgoingMessage
from consents.opting_out import opt_out_link
from consents.outgoing.delivery import Mail, envelope_sender
from consents.outgoing.heading import Sender, headers, is_address, new_message_id
from consents.outgoing.writing import Letter, spoken, write
from subjects.models import DataSubject

BAD_ADDRESS = "BAD_ADDRESS"


@dataclass(frozen=True, kw_only=True, slots=True)
class Wanted:
    """What the caller wants sent: the message, its class and purpose, and of which data it speaks.

    `event` names the templates `emails/<event>/`. `similar_products` and `relevant_to_role` are what
    the sender says of a marketing message (domain.md 4.9, rows 4 and 5).
    """

    controller: Controller | None
    event: str
    message_class: MessageClass
    purpose: str = ""
    category: str | None = None
    contains_promotion: bool = False
    similar_products: bool = False
    relevant_to_role: bool = False
    campaign: str = ""
    at: datetime

    @property
    def is_marketing(self) -> bool:
        """Tell whether it is judged as marketing, and so must offer a way out (WL-54)."""
        return self.message_class is MessageClass.MARKETING or self.contains_promotion

    def asked(self, use: Use) -> Asked:
        """Put the question to the gate."""
        assert self.controller is not None
        return Asked(
            controller=self.controller,
            use=use,
            at=self.at,
            category=self.category,
            similar_products=self.similar_products,
            relevant_to_role=self.relevant_to_role,
        )


@dataclass(kw_only=True, slots=True)
class Post:
    """A mail written to one recipient, its record, and the use of data it is."""

    wanted: Wanted
    subject: DataSubject | None
    to: str
    sender: Sender
    letter: Letter
    opt_out: str
    message: OutgoingMessage

    @property
    def use(self) -> Use:
        """Give the use the gate is asked about; the way out counts only where both parts show it."""
        offered = bool(self.opt_out) and self.opt_out in self.letter.text and self.opt_out in self.letter.html
        return Use(
            purpose=self.wanted.purpose or (MARKETING if self.wanted.is_marketing else ""),
            channel=Channel.EMAIL,
            message_class=self.wanted.message_class,
            opt_out_offered=offered,
            sender_address_valid=self.sender.is_valid,
            contains_promotion=self.wanted.contains_promotion,
        )

    def settle(self, decision: UseDecision) -> None:
        """Let the gate's answer decide what becomes of it: refused, not addressable, or on its way."""
        status = MessageStatus.QUEUED if decision.allowed else MessageStatus.REFUSED
        self.mark(status, *decision.reasons)
        if decision.allowed and not is_address(self.to):
            self.mark(MessageStatus.FAILED, BAD_ADDRESS)

    def mark(self, status: MessageStatus, *reasons: str) -> None:
        """Say in the record, not yet in the database, where it stands and why."""
        self.message.status, self.message.reasons = status, [str(reason) for reason in reasons if reason]

    @property
    def mail(self) -> Mail:
        """Give what the relay gets."""
        return Mail(
            to=self.to,
            sender=self.sender.header,
            bounces_to=envelope_sender(self.sender.mailbox),
            title=self.letter.title,
            text=self.letter.text,
            html=self.letter.html,
            headers=headers(
                message_id=self.message.message_id,
                message_class=self.wanted.message_class,
                opt_out=self.opt_out,
            ),
        )


def write_post(
    wanted: Wanted,
    *,
    subject: DataSubject | None,
    to: str,
    sender: Sender,
    context: Mapping[str, Any],
    language: str,
    message_id: str = "",
) -> Post:
    """Write a mail to one recipient. What was said to somebody unknown is not kept."""
    language = spoken(language)
    markets = wanted.is_marketing and wanted.controller is not None
    opt_out = opt_out_link(wanted.controller, subject, to) if markets and wanted.controller else ""
    values = {**context, "controller": wanted.controller, "language": language, "opt_out_link": opt_out}
    letter = write(wanted.event, values, language)
    message = OutgoingMessage(
        controller=wanted.controller,
        subject=subject,
        event=wanted.event,
        message_class=wanted.message_class,
        purpose=wanted.purpose,
        campaign=wanted.campaign,
        channel=Channel.EMAIL,
        language=language,
        message_id=message_id or new_message_id(),
        at=wanted.at,
        title=letter.title[:200] if subject else "",
        body=letter.without_secrets(values) if subject else "",
    )
    return Post(
        wanted=wanted,
        subject=subject,
        to=to,
        sender=sender,
        letter=letter,
        opt_out=opt_out,
        message=message,
    )
