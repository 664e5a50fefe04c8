"""One reading of every mailbox, or of one: alone, and with its trouble told instead of raised."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

from django.conf import settings
from django.db import connection
from django.utils import timezone

from accounts.models import Controller
from mailintake.addresses import BadAddress, MailboxAddress, address_of, name_of
from mailintake.fetching.inbox import Inbox, Round
from mailintake.fetching.server import connected
from mailintake.fetching.sweeping import still_there, sweep
from mailintake.fetching.telling import tell, tell_of_what_stays
from mailintake.fetching.troubles import CannotRead

log = logging.getLogger(__name__)


def fetch_every(*, at: datetime | None = None) -> list[Round]:
    """Read every company's mailbox that has one; what fails for one does not stop the others."""
    for name in nobodys():
        log.error("MAILBOX_%s_URL is the mailbox of no company there is", name)
    controllers = Controller.objects.order_by("slug")
    return [done for c in controllers if (done := _fetch_whatever_happens(c, at)) is not None]


def _fetch_whatever_happens(controller: Controller, at: datetime | None) -> Round | None:
    try:
        return fetch_one(controller=controller, at=at)
    except Exception as fault:  # not even its trouble could be told; the next company has its turn
        log.error("the mailbox of %s was not read: %s", controller.slug, type(fault).__name__)
        return Round(slug=controller.slug, trouble="FAULT")


def nobodys() -> list[str]:
    """Give the names of mailboxes that are set and belong to no company: a slip that would read nothing."""
    ours = {name_of(slug) for slug in Controller.objects.values_list("slug", flat=True)}
    return sorted(set(settings.MAILBOXES) - ours)


def fetch_one(*, controller: Controller, at: datetime | None = None, dry_run: bool = False) -> Round | None:
    """Read one company's mailbox; None where it has none. `dry_run` counts what is new and writes nothing.

    One round of a company runs at a time. What stands in the way is a finding and stands in `Reading`;
    it is never raised.
    """
    done = Round(slug=controller.slug)
    try:
        address = address_of(controller.slug, settings.MAILBOXES)
        if address is None:
            return None
        with _alone(controller) as alone:
            if not alone:
                done.skipped = True
                return done
            _read(controller, address, done, at, dry_run=dry_run)
    except BadAddress:
        done.trouble = "ADDRESS"
    except CannotRead as trouble:
        done.trouble = trouble.code
    except Exception as fault:  # the kind alone: what it says can name a person
        log.error("the reading of %s's mailbox stopped: %s", controller.slug, type(fault).__name__)
        done.trouble = "FAULT"
    if not dry_run:
        tell(controller, done.trouble, left=done.left, at=at or timezone.now())
    return done


def _read(
    controller: Controller, address: MailboxAddress, done: Round, at: datetime | None, *, dry_run: bool
) -> None:
    with connected(address) as server:
        inbox = Inbox(controller, server, done, at=at)
        inbox.read(dry_run=dry_run)
        if not dry_run:
            done.removed = sweep(controller=controller, server=server, at=inbox.now())
            stays = still_there(controller=controller, server=server, at=inbox.now())
            tell_of_what_stays(controller, stays, at=inbox.now())


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
