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
from mailbox.addresses import BadAddress, address_of
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
READ_AT_ONCE = 8 * 1024 * 1024
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
    own = own_of(controller)
    for batch in _batches(new[:MOST_PER_ROUND]):
        _take_batch(controller, server, batch, own, done, at)
        done.left -= len(batch)
    done.removed = sweep(controller=controller, server=server, at=at or timezone.now())


def _take_batch(
    controller: Controller,
    server: Server,
    batch: Sequence[int],
    own: Own,
    done: Round,
    at: datetime | None,
) -> None:
    """Take messages in, as many at once as memory has room for, and move those that are stored whole."""
    envelopes, rows = server.envelopes(batch), []
    for group in _by_size(envelopes):
        for uid, content in server.contents(group, most=MOST_BYTES):
            now, envelope = at or timezone.now(), envelopes[uid]
            arrival = Arrival(
                uidvalidity=server.uidvalidity,
                uid=uid,
                received_at=envelope.received_at or now,
                content=content,
                is_cut=envelope.size > len(content),
            )
            mail = _take_one(controller, arrival, own, done, now)
            rows += [mail] if mail else []
    _set_apart(server, rows)


def _by_size(envelopes: Mapping[int, Envelope]) -> Iterator[list[int]]:
    """Group messages so that no group is larger than what is read at once, or is one message alone."""
    group: list[int] = []
    size = 0
    for uid, envelope in sorted(envelopes.items()):
        if group and size + envelope.size > READ_AT_ONCE:
            yield group
            group, size = [], 0
        group.append(uid)
        size += envelope.size
    if group:
        yield group


def _take_one(controller: Controller, arrival: Arrival, own: Own, done: Round, now: datetime) -> Mail | None:
    """Take one message; a fault with one is told, leaves it where it lies, and stops no other."""
    try:
        message = read_message(arrival.content, cut=arrival.is_cut)
        taken = take(controller=controller, arrival=arrival, message=message, own=own, at=now)
    except Exception as fault:  # the kind alone: what it says can name a person
        log.error("a mail of %s was not stored: %s", controller.slug, type(fault).__name__)
        done.trouble = "MAIL"
        return None
    done.known += not taken.new
    done.taken += taken.new
    return taken.mail if message.is_whole else None


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
