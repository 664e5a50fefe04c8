"""What is over leaves the mail server too: spam at once, the rest when its days in the folder have passed.

A mail of which something was deleted here (an identity paper) goes at once: all else of it is here.
Job applications go to the folder of whoever hires. A message is found by its Message-ID, and is left
alone as long as any mail of that number is not over, or where more lie there than we know of.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db.models import Q

from accounts.models import Controller
from mailintake.fetching.server import Server
from mailintake.models import Mail, MailState, Outcome

MOST_AT_ONCE = 200
GOES_AT_ONCE = (Outcome.NOT_OURS, Outcome.RECRUITMENT)


def sweep(*, controller: Controller, server: Server, at: datetime) -> int:
    """Remove from the folder what has had its time there; give how many messages."""
    over = _over(server.address.keep_days, at)
    rows = Mail.objects.filter(controller=controller, on_server=True, set_apart=True)
    waiting = list(rows.filter(over).order_by("pk")[:MOST_AT_ONCE])
    place = server.place_of(server.address.folder) if waiting else ""
    if not place or not server.open(place):
        return 0
    return sum(_let_go(server, mail, over) for mail in waiting)


def _over(keep_days: int | None, at: datetime) -> Q:
    over = Q(state=MailState.HANDLED) & (Q(outcome__in=GOES_AT_ONCE) | Q(leaves_server=True))
    if keep_days is not None:
        before = at - timedelta(days=keep_days)
        over |= Q(state=MailState.HANDLED, handled_at__lt=before)
        over |= Q(state=MailState.SET_ASIDE, received_at__lt=before)
    return over


def _let_go(server: Server, mail: Mail, over: Q) -> int:
    """Remove a mail's copies from the folder, and note that they are gone."""
    found: list[int] = []
    if mail.message_id:
        same = Mail.objects.filter(controller=mail.controller_id, message_id=mail.message_id)
        found = server.find(mail.message_id)
        if same.exclude(over).exists() or len(found) > same.count():
            return 0
    if found and not _removed(server, mail, found):
        return 0
    mail.on_server = False
    if mail.file_id is None and mail.state == MailState.HANDLED:
        mail.message_id = ""
    mail.save(update_fields=["on_server", "message_id"])
    return len(found)


def _removed(server: Server, mail: Mail, found: list[int]) -> bool:
    if mail.outcome == Outcome.RECRUITMENT:
        return server.set_apart(found, server.address.recruitment)
    return server.remove(found)
