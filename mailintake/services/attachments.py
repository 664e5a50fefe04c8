"""What becomes of attachments: most stay with the request, identity papers for days, and some go at once.

A paper that shows who somebody is goes when it has done so, and after seven days at the most (12(6),
RT-13). Then the copy in the mail server's folder has to go too, so the mail leaves it at the next round.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from law.calendar import midnight_after, stockholm_day
from law.defaults import IDENTITY_DOCUMENT_DAYS
from ledger.actor import WORKER, Actor
from ledger.services import record
from mailintake.models import Attachment, Mail
from mailintake.services.handling import Handling, locked_again
from subjects.services.errors import NotPossible


def papers_leave_on(mail: Mail) -> date:
    """Give the Stockholm day on which identity papers of a mail are deleted at the latest."""
    return stockholm_day(mail.fetched_at) + timedelta(days=IDENTITY_DOCUMENT_DAYS)


@transaction.atomic
def drop_attachment(*, mail: Mail, number: int, how: Handling) -> None:
    """Delete one attachment of a mail that is part of a request. Raises AlreadyHandled, NotPossible."""
    mail = locked_again(mail)
    attachment = mail.attachments.filter(number=number).first()
    if attachment is None:
        raise NotPossible(_("Bilagan är redan raderad."))
    attachment.delete()
    Mail.objects.filter(pk=mail.pk).update(leaves_server=True)
    _told(mail, how.by, how.at)


@transaction.atomic
def forget_identity_papers(*, at: datetime) -> int:
    """Delete the papers that have shown who somebody is, or whose seven days are over; give how many."""
    before = midnight_after(stockholm_day(at) - timedelta(days=IDENTITY_DOCUMENT_DAYS))
    over = Q(mail__fetched_at__lt=before) | ~Q(mail__file__request__identity_method="")
    due = Attachment.objects.filter(over, shows_identity=True, mail__file__isnull=False)
    gone = list(due.select_related("mail__controller").defer("content").select_for_update(of=["self"]))
    for attachment in gone:  # one by one: each leaves its tombstone
        attachment.delete()
        _told(attachment.mail, WORKER, at)
    return len(gone)


def _told(mail: Mail, by: Actor, at: datetime) -> None:
    record(
        controller=mail.controller.slug,
        by=by,
        action="mail.drop_attachment",
        object_type="mailbox.attachment",
        counts={"attachments": 1},
        at=at,
    )
