"""What every decision on a mail shares: it is made once, and its mark stands in the same transaction."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from accounts.models import User
from ledger.actor import Actor
from ledger.services import record
from mailintake.models import Mail, MailState, Outcome
from requests_dsr.models import RequestFile
from requests_dsr.services.receiving.opening import LONGEST_WORDS
from subjects.services.errors import Refused


class AlreadyHandled(Refused):
    """Somebody else has said what the mail is."""


@dataclass(frozen=True, kw_only=True)
class Handling:
    """Who decides on a mail, which of its attachments go at once, and which prove who somebody is."""

    by: Actor
    at: datetime
    user: User | None = None
    drop: Collection[int] = ()
    identity: Collection[int] = ()


def locked_again(mail: Mail) -> Mail:
    """Lock a mail that is part of a request already, and whose words are there. Raises AlreadyHandled."""
    rows = Mail.objects.select_for_update(of=["self"]).select_related("controller", "file")
    found = rows.filter(pk=mail.pk).exclude(file=None).first()
    if found is None:
        raise AlreadyHandled(_("Mejlet hör inte till någon begäran."))
    return found


def locked(mail: Mail) -> Mail:
    """Lock a mail that nobody has decided on. Raises AlreadyHandled."""
    found = (
        Mail.objects.select_for_update(of=["self"]).select_related("controller").filter(pk=mail.pk).first()
    )
    if found is None or found.state == MailState.HANDLED:
        raise AlreadyHandled(_("Mejlet är redan avgjort, av dig eller någon annan."))
    return found


def close(mail: Mail, outcome: Outcome, how: Handling, *, file: RequestFile | None = None) -> None:
    """Mark a mail as handled. What belongs to no request has no words left, and no attachments."""
    mail.state, mail.outcome, mail.file = MailState.HANDLED, outcome, file
    mail.handled_at, mail.handled_by = how.at, how.user
    dropped = mail.attachments.filter(number__in=how.drop) if file else mail.attachments.all()
    for attachment in dropped:  # one by one: each leaves its tombstone
        attachment.delete()
    if file is not None:
        mail.attachments.filter(number__in=how.identity).update(shows_identity=True)
        mail.leaves_server = bool(how.drop or how.identity)
    else:
        mail.from_name = mail.from_email = mail.title = mail.body = ""
        mail.suggestion, mail.because, mail.subject, mail.thread = "", [], None, None
    mail.save()
    record(
        controller=mail.controller.slug,
        by=how.by,
        action=f"mail.{outcome}",
        object_type="mailbox.mail",
        counts={"mails": 1},
        at=how.at,
    )


def words_of(mail: Mail) -> str:
    """Give what a mail says as the words of a request: the subject first; what is too long is cut, and said.

    The mail itself stays with the request's file, whole.
    """
    said = "\n\n".join(filter(None, (mail.title, mail.body.strip())))
    if len(said) <= LONGEST_WORDS:
        return said
    rest = "\n\n" + _("[Resten står i mejlet, som hör till ärendet.]")
    return said[: LONGEST_WORDS - len(rest)] + rest
