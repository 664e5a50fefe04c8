"""One message to many people: each asked about, each with their own way out, over one connection."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import transaction

from accounts.models import Controller
from consents.law import MARKETING, MessageClass
from consents.models import MessageStatus
from consents.outgoing.delivery import one_connection
from consents.outgoing.heading import Sender, sender_of
from consents.outgoing.noting import deliver, note_all
from consents.outgoing.posting import Post, Wanted, write_post
from subjects.models import DataSubject

AT_A_TIME = 200
"""So many are asked about at once: a no that comes now holds for everybody not yet asked about."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Recipient:
    """A person, the address to use, and what is said to this person alone."""

    subject: DataSubject
    to: str
    context: Mapping[str, Any] = field(default_factory=dict)


@dataclass(kw_only=True, slots=True)
class CampaignReport:
    """How many were sent, refused by the gate or not accepted, and the gate's reasons."""

    statuses: Counter[str] = field(default_factory=Counter)
    reasons: Counter[str] = field(default_factory=Counter)


def send_campaign(
    *,
    controller: Controller,
    recipients: Iterable[Recipient],
    event: str,
    context: Mapping[str, Any],
    at: datetime,
    purpose: str = MARKETING,
    category: str | None = None,
    similar_products: bool = False,
    relevant_to_role: bool = False,
) -> CampaignReport:
    """Send marketing to everybody the gate allows, in each person's language; record the rest as refused.

    To be called outside a transaction: each group is noted and then mailed, so a crash loses at most
    the notes of the group on its way. Memory stays flat.
    """
    wanted = Wanted(
        controller=controller,
        event=event,
        message_class=MessageClass.MARKETING,
        purpose=purpose,
        category=category,
        similar_products=similar_products,
        relevant_to_role=relevant_to_role,
        at=at,
    )
    report, sender = CampaignReport(), sender_of(controller)
    with one_connection():
        for group in _groups(recipients):
            _send_group([_write(wanted, one, context, sender) for one in group], report)
    return report


def _send_group(posts: list[Post], report: CampaignReport) -> None:
    with transaction.atomic():
        note_all(posts)
    for post in posts:
        if post.message.status == MessageStatus.QUEUED:
            deliver(post)
        report.statuses[post.message.status] += 1
        report.reasons.update(post.message.reasons)


def _write(wanted: Wanted, one: Recipient, context: Mapping[str, Any], sender: Sender) -> Post:
    return write_post(
        wanted,
        subject=one.subject,
        to=one.to,
        sender=sender,
        context={**context, **one.context},
        language=one.subject.language,
    )


def _groups(recipients: Iterable[Recipient]) -> Iterator[list[Recipient]]:
    """Cut into groups in which nobody stands twice."""
    group: dict[int, Recipient] = {}
    for one in recipients:
        if len(group) >= AT_A_TIME or one.subject.pk in group:
            yield list(group.values())
            group = {}
        group[one.subject.pk] = one
    if group:
        yield list(group.values())
