"""What is over leaves the mail server too: spam at once, the rest when its days in the folder have passed.

A mail of which something was deleted here (an identity paper) goes at once, for all else of it is here; so
does what came a second way. Job applications go to the folder of whoever hires. Those that were looked
for longest ago come first: what cannot go now stands in nobody's way, and after a day it is told of.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db.models import F, Q, QuerySet

from accounts.models import Controller
from mailintake.fetching.server import Server
from mailintake.fetching.whereabouts import Folder
from mailintake.models import Mail, MailState, Outcome

MOST_AT_ONCE = 200
GOES_AT_ONCE = (Outcome.NOT_OURS, Outcome.RECRUITMENT, Outcome.DUPLICATE)
TOLD_AFTER = timedelta(days=1)


def sweep(*, controller: Controller, server: Server, at: datetime) -> int:
    """Remove from the folder what has had its time there; give how many messages."""
    rows = _on_server(controller).filter(_over(server.address.keep_days, at), set_apart=True)
    waiting = list(rows.order_by(F("looked_for_at").asc(nulls_first=True), "pk")[:MOST_AT_ONCE])
    place = server.place_of(server.address.folder) if waiting else ""
    if not place or not server.open(place):
        return 0
    folder = Folder(server)
    return sum(_let_go(folder, server, mail, at) for mail in waiting)


def still_there(*, controller: Controller, server: Server, at: datetime) -> int:
    """Count the mails that should have left the mail server more than a day ago, wherever they lie there."""
    before = at - TOLD_AFTER
    over = _over(server.address.keep_days, before) & ~Q(handled_at__gte=before)
    return _on_server(controller).filter(over).count()


def _on_server(controller: Controller) -> QuerySet[Mail]:
    return Mail.objects.filter(controller=controller, on_server=True)


def _over(keep_days: int | None, at: datetime) -> Q:
    over = Q(state=MailState.HANDLED) & (Q(outcome__in=GOES_AT_ONCE) | Q(leaves_server=True))
    if keep_days is not None:
        before = at - timedelta(days=keep_days)
        over |= Q(state=MailState.HANDLED, handled_at__lt=before)
        over |= Q(state=MailState.SET_ASIDE, received_at__lt=before)
    return over


def _let_go(folder: Folder, server: Server, mail: Mail, at: datetime) -> int:
    """Remove a mail's copies from the folder, and note that they are gone."""
    Mail.objects.filter(pk=mail.pk).update(looked_for_at=at)
    found = folder.copies_of(mail)
    if found is None or (found and not _removed(server, mail, found)):
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
