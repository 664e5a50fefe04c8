"""Read what is new in an inbox: each mail in a transaction of its own, and only then out of the inbox.

At least once: a message is moved only when its row is committed, and a row is found again by the
message's bytes. Killed anywhere, the next round goes on.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar

from django.utils import timezone

from accounts.models import Controller
from mailintake.fetching.server import Envelope, Server
from mailintake.fetching.taking import Arrival, own_of, take
from mailintake.models import Mail
from mailintake.reading import Own, read_message
from mailintake.reading.limits import MOST_BYTES
from mailintake.reading.message import NOT_WHOLE

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


class Inbox:
    """One company's inbox while it is read; `at` is the clock's when left out."""

    def __init__(self, controller: Controller, server: Server, done: Round, *, at: datetime | None) -> None:
        self.controller, self.server, self.done, self._at = controller, server, done, at
        self.own: Own = own_of(controller)

    def read(self, *, dry_run: bool) -> None:
        """Take in what is new and move it; with `dry_run` only count it."""
        uids = self.server.uids()
        known = self._known(uids)
        new = [uid for uid in uids if uid not in known]
        self.done.left = len(new)
        if dry_run:
            return
        for rows in _batches([row for row in known.values() if not NOT_WHOLE & set(row.troubles)]):
            self._set_apart(rows)  # an earlier round took them in, and had no time to move them
        for batch in _batches(new[:MOST_PER_ROUND]):
            self._set_apart(self._taken(batch))
            self.done.left -= len(batch)
        self._note_moved(uids)

    def _note_moved(self, uids: Sequence[int]) -> None:
        """Note which mails lie in the inbox no more: the answer to a move can be lost when it was done.

        A mail under a number of an earlier inbox has been found again by now, if it lies in this one.
        """
        rows = Mail.objects.filter(controller=self.controller, on_server=True, set_apart=False)
        here, inside = self.server.uidvalidity, set(uids)
        away = {uid: pk for pk, uid in rows.filter(uidvalidity=here).values_list("pk", "uid")}
        away = {uid: pk for uid, pk in away.items() if uid not in inside}
        gone = [away[uid] for batch in _batches(sorted(away)) for uid in self.server.gone(batch)]
        if not self.done.left:
            gone += rows.exclude(uidvalidity=here).values_list("pk", flat=True)
        Mail.objects.filter(pk__in=gone).update(set_apart=True)

    def now(self) -> datetime:
        """Give the instant of what is done now."""
        return self._at or timezone.now()

    def _known(self, uids: Sequence[int]) -> dict[int, Mail]:
        rows = Mail.objects.filter(
            controller=self.controller, uidvalidity=self.server.uidvalidity, uid__in=uids, set_apart=False
        )
        return {row.uid: row for row in rows.only("pk", "uid", "troubles")}

    def _taken(self, batch: Sequence[int]) -> list[Mail]:
        """Take messages in, as many at once as memory has room for; give those that are stored whole."""
        envelopes, rows = self.server.envelopes(batch), []
        for group in _by_size(envelopes):
            for uid, content in self.server.contents(group, most=MOST_BYTES):
                mail = self._take(self._arrival(uid, envelopes[uid], content))
                rows += [mail] if mail else []
        return rows

    def _arrival(self, uid: int, envelope: Envelope, content: bytes) -> Arrival:
        return Arrival(
            uidvalidity=self.server.uidvalidity,
            uid=uid,
            received_at=envelope.received_at or self.now(),
            content=content,
            is_cut=envelope.size > len(content),
        )

    def _take(self, arrival: Arrival) -> Mail | None:
        """Take one message; a fault with one is told, leaves it where it lies, and stops no other."""
        try:
            message = read_message(arrival.content, cut=arrival.is_cut)
            taken = take(
                controller=self.controller, arrival=arrival, message=message, own=self.own, at=self.now()
            )
        except Exception as fault:  # the kind alone: what it says can name a person
            log.error("a mail of %s was not stored: %s", self.controller.slug, type(fault).__name__)
            self.done.trouble = "MAIL"
            return None
        self.done.known += not taken.new
        self.done.taken += taken.new
        return taken.mail if message.is_whole else None

    def _set_apart(self, rows: Sequence[Mail]) -> None:
        if rows and self.server.set_apart([row.uid for row in rows], self.server.address.folder):
            Mail.objects.filter(pk__in=[row.pk for row in rows]).update(set_apart=True)


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


def _batches(items: Sequence[_T]) -> Iterator[Sequence[_T]]:
    for start in range(0, len(items), AT_A_TIME):
        yield items[start : start + AT_A_TIME]
