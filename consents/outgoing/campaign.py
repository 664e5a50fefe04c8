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
from consents.outgoing.following import Links, who_may_be_followed
from consents.outgoing.heading import Sender, sender_of
from consents.outgoing.noting import deliver, note_all
from consents.outgoing.once import lock_campaign, who_had_it
from consents.outgoing.posting import Post, Wanted, write_post
from subjects.models import DataSubject

AT_A_TIME = 200
"""So many are asked about at once: a no that comes now holds for everybody not yet asked about."""
ALREADY = "already"


@dataclass(frozen=True, kw_only=True, slots=True)
class Recipient:
    """A person, the address to use, and what is said to this person alone."""

    subject: DataSubject
    to: str
    context: Mapping[str, Any] = field(default_factory=dict)


@dataclass(kw_only=True, slots=True)
class CampaignReport:
    """How many were sent, refused by the gate, not accepted, or had it already; and the gate's reasons."""

    statuses: Counter[str] = field(default_factory=Counter)
    reasons: Counter[str] = field(default_factory=Counter)

    def count(self, post: Post) -> None:
        """Count what became of one mail."""
        self.statuses[post.message.status] += 1
        self.reasons.update(post.message.reasons)


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
    key: str = "",
    tracked: bool = False,
) -> CampaignReport:
    """Send marketing to everybody the gate allows, in each person's language; record the rest as refused.

    To be called outside a transaction: each group is noted and then mailed, so a crash loses at most
    the notes of the group on its way. Memory stays flat.

    With a `key` the same campaign may be sent again, by two workers at once or after a crash: nobody
    gets it twice. Whom the gate refused, or the relay by its own word, is asked about anew. `tracked`
    counts presses on links, of those alone who said yes to that (`following.py`), and needs a key.
    """
    if tracked and not key:
        raise ValueError("a campaign whose links are counted needs a key")
    wanted = Wanted(
        controller=controller,
        event=event,
        message_class=MessageClass.MARKETING,
        purpose=purpose,
        category=category,
        similar_products=similar_products,
        relevant_to_role=relevant_to_role,
        campaign=key,
        at=at,
    )
    links = Links(controller=controller, campaign=key) if tracked else None
    sending = _Sending(wanted=wanted, controller=controller, context=context, links=links)
    with one_connection():
        for group in _groups(recipients):
            sending.send(group)
    return sending.report


@dataclass(kw_only=True, slots=True)
class _Sending:
    """A campaign on its way."""

    wanted: Wanted
    controller: Controller
    context: Mapping[str, Any]
    links: Links | None
    report: CampaignReport = field(default_factory=CampaignReport)
    sender: Sender = field(init=False)

    def __post_init__(self) -> None:
        self.sender = sender_of(self.controller)

    def send(self, group: list[Recipient]) -> None:
        """Note a group's mails and hand them over; what has been noted once is not sent again."""
        with transaction.atomic():
            posts = self._write_all(self._still_to_get_it(group))
            if posts:
                note_all(posts)
        for post in posts:
            if post.message.status == MessageStatus.QUEUED:
                deliver(post)
            self.report.count(post)

    def _still_to_get_it(self, group: list[Recipient]) -> list[Recipient]:
        """Leave out those who had it, and keep every other worker of this campaign waiting meanwhile."""
        if not self.wanted.campaign:
            return group
        lock_campaign(self.controller, self.wanted.campaign)
        had = who_had_it(self.controller, self.wanted.campaign, [one.subject.pk for one in group])
        self.report.statuses[ALREADY] += len(had)
        return [one for one in group if one.subject.pk not in had]

    def _write_all(self, group: list[Recipient]) -> list[Post]:
        ids = [one.subject.pk for one in group]
        followed = who_may_be_followed(self.controller, ids, self.wanted.at) if self.links else frozenset()
        return [self._write(one, followed=one.subject.pk in followed) for one in group]

    def _write(self, one: Recipient, *, followed: bool) -> Post:
        context = {**self.context, **one.context, "followed": followed}
        return write_post(
            self.wanted,
            subject=one.subject,
            to=one.to,
            sender=self.sender,
            context=self.links.counted(context) if followed and self.links else context,
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
