"""One reading of a mailbox: new mails in, each in a transaction of its own; then out of the inbox.

At least once: a message is moved only when its row is committed, and a row is found again by the
message's bytes. Killed anywhere, the next round goes on. One round of a company at a time.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar

from django.conf import settings
from django.db import connection
from django.utils import timezone

from accounts.models import Controller
from consents.policy import live_file
from mailbox.addresses import BadAddress, MailboxAddress, address_of
from mailbox.fetching.server import Envelope, Server, connected
from mailbox.fetching.sweeping import sweep
from mailbox.fetching.taking import Arrival, own_of, take
from mailbox.fetching.telling import tell
from mailbox.fetching.troubles import CannotRead
from mailbox.models import Mail
from mailbox.reading import Own, read_message
from mailbox.reading.limits import MOST_BYTES

log = logging.getLogger(__name__)
_T = TypeVar("_T")
AT_A_TIME = 100
MOST_PER_ROUND = 2_000


@dataclass(kw_only=True)
class Round:
    """What one reading came to: mails taken in, found again, removed from the server; what is left."""

    slug: str
    taken: int = 0
    known: int = 0
    removed: int = 0
    left: int = 0
    trouble: str = ""
    skipped: bool = False


def fetch_every(*, at: datetime | None = None) -> list[Round]:
    """Read every company's mailbox that has one; what fails for one does not stop the others."""
    controllers = Controller.objects.order_by("slug")
    return [done for c in controllers if (done := fetch_one(controller=c, at=at)) is not None]


def fetch_one(*, controller: Controller, at: datetime | None = None, dry_run: bool = False) -> Round | None:
    """Read one company's mailbox; None where it has none. `dry_run` counts what is new and writes nothing.

    What stands in the way is a finding and stands in `Reading`; it is never raised.
    """
    try:
        address = address_of(controller.slug, settings.MAILBOXES)
    except BadAddress:
        return _troubled(controller, "ADDRESS", at, dry_run=dry_run)
    if address is None:
        return None
    with _alone(controller) as alone:
        if not alone:
            return Round(slug=controller.slug, skipped=True)
        done = Round(slug=controller.slug)
        try:
            with connected(address) as server:
                _read(controller, server, done, at, dry_run=dry_run)
        except CannotRead as trouble:
            done.trouble = trouble.code
        if not dry_run:
            tell(controller, done.trouble, left=done.left, at=at or timezone.now())
        return done


def _troubled(controller: Controller, code: str, at: datetime | None, *, dry_run: bool) -> Round:
    if not dry_run:
        tell(controller, code, left=0, at=at or timezone.now())
    return Round(slug=controller.slug, trouble=code)


def _read(controller: Controller, server: Server, done: Round, at: datetime | None, *, dry_run: bool) -> None:
    uids = server.uids()
    known = _known(controller, server.uidvalidity, uids)
    new = [uid for uid in uids if uid not in known]
    done.left = len(new)
    if dry_run:
        return
    _move_known(server, known)
    own = own_of(controller, _own_addresses(controller, server.address))
    for batch in _batches(new[:MOST_PER_ROUND]):
        rows = [
            mail
            for uid, envelope in sorted(server.envelopes(batch).items())
            if (mail := _take_one(controller, server, uid, envelope, own, done, at)) is not None
        ]
        _set_apart(server, rows)
        done.left -= len(batch)
    done.removed = sweep(controller=controller, server=server, at=at or timezone.now())


def _take_one(
    controller: Controller,
    server: Server,
    uid: int,
    envelope: Envelope,
    own: Own,
    done: Round,
    at: datetime | None,
) -> Mail | None:
    """Take one message; a fault with one is told, leaves it where it lies, and stops no other."""
    content = server.content(uid, most=MOST_BYTES)
    if not content:
        return None
    now = at or timezone.now()
    try:
        message = read_message(content, cut=envelope.size > len(content))
        arrival = Arrival(
            uidvalidity=server.uidvalidity,
            uid=uid,
            received_at=envelope.received_at or now,
            content=content,
        )
        before = Mail.objects.filter(controller=controller, digest=message.digest).exists()
        mail = take(controller=controller, arrival=arrival, message=message, own=own, at=now)
    except Exception as fault:  # the kind alone: what it says can name a person
        log.error("a mail of %s was not stored: %s", controller.slug, type(fault).__name__)
        done.trouble = "MAIL"
        return None
    done.known += before
    done.taken += not before
    return mail if message.is_whole else None


def _known(controller: Controller, uidvalidity: int, uids: Sequence[int]) -> dict[int, Mail]:
    rows = Mail.objects.filter(controller=controller, uidvalidity=uidvalidity, uid__in=uids, set_apart=False)
    return {row.uid: row for row in rows.only("pk", "uid", "troubles", "set_apart")}


def _move_known(server: Server, known: Mapping[int, Mail]) -> None:
    """Move what an earlier round took in and had no time to move; what could not be read whole stays."""
    whole = [row for row in known.values() if not {"UNREADABLE", "TOO_LARGE", "TOO_DEEP"} & set(row.troubles)]
    for batch in _batches(whole):
        _set_apart(server, batch)


def _set_apart(server: Server, rows: Sequence[Mail]) -> None:
    if rows and server.set_apart([row.uid for row in rows], server.address.folder):
        Mail.objects.filter(pk__in=[row.pk for row in rows]).update(set_apart=True)


def _own_addresses(controller: Controller, address: MailboxAddress) -> frozenset[str]:
    policy = live_file(controller)
    named = {address.user, settings.DEFAULT_FROM_EMAIL, settings.BOUNCE_MAILBOX}
    if policy is not None:
        named |= {policy.controller.dpo_mailbox, policy.controller.sender_mailbox}
    return frozenset(name.strip().lower() for name in named if "@" in name)


def _batches(items: Sequence[_T]) -> Iterator[Sequence[_T]]:
    for start in range(0, len(items), AT_A_TIME):
        yield items[start : start + AT_A_TIME]


@contextmanager
def _alone(controller: Controller) -> Iterator[bool]:
    """Let one round of a company run at a time; PostgreSQL frees the lock of whoever dies."""
    with connection.cursor() as cursor:
        cursor.execute("select pg_try_advisory_lock(hashtext('mailbox.fetch'), %s)", [controller.pk])
        (alone,) = cursor.fetchone()
    try:
        yield bool(alone)
    finally:
        if alone:
            with connection.cursor() as cursor:
                cursor.execute("select pg_advisory_unlock(hashtext('mailbox.fetch'), %s)", [controller.pk])
