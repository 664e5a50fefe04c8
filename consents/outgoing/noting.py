"""Ask the gate about written mails, note what it says, and hand over what may go."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django.db import connection

from consents.facts import NOBODY, facts_of
from consents.law import UseFacts, may_use
from consents.models import MessageStatus, OutgoingMessage
from consents.outgoing.delivery import hand_over
from consents.outgoing.posting import Post

HOLDER_ERASED = "HOLDER_ERASED"
NOBODYS = 0
"""Stands for the person of an address that is nobody's here."""


def note_all(posts: Sequence[Post]) -> None:
    """Settle mails of one message to different people, and write their records, in the caller's transaction.

    A constant number of queries. Of somebody erased nothing is written.
    """
    here = _who_stay([pk for post in posts if (pk := _number(post)) != NOBODYS])
    known = _known(posts)
    for post in posts:
        if _number(post) in here or post.subject is None:
            post.settle(may_use(post.use, known[_number(post)]))
        else:
            post.mark(MessageStatus.REFUSED, HOLDER_ERASED)
    OutgoingMessage.objects.bulk_create(
        post.message for post in posts if HOLDER_ERASED not in post.message.reasons
    )


def deliver(post: Post) -> None:
    """Hand a noted mail over and note how it went; the record may be gone by then, with its person."""
    problem = hand_over(post.mail)
    post.mark(MessageStatus.FAILED if problem else MessageStatus.SENT, *post.message.reasons, problem)
    OutgoingMessage.objects.filter(pk=post.message.pk, status=MessageStatus.QUEUED).update(
        status=post.message.status, reasons=post.message.reasons
    )


def _who_stay(subject_ids: list[int]) -> set[int]:
    """Give those who are still there, and keep a purge away from them until this transaction ends."""
    with connection.cursor() as cursor:
        cursor.execute(
            "select id from subjects_datasubject where id = any(%s) order by id for key share", [subject_ids]
        )
        return {pk for (pk,) in cursor.fetchall()}


def _known(posts: Sequence[Post]) -> Mapping[int, UseFacts]:
    """Give what the gate knows of the recipients; of nobody's address, whether it is closed."""
    wanted = posts[0].wanted
    if wanted.controller is None:
        return {NOBODYS: NOBODY, **{_number(post): NOBODY for post in posts}}
    return facts_of(wanted.asked(posts[0].use), {_number(post): post.to for post in posts})


def _number(post: Post) -> int:
    return NOBODYS if post.subject is None else post.subject.pk
