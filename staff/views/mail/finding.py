"""Find a mail of one's own companies, and write down that one read it."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.utils.translation import override

from mailintake.models import Mail
from mailintake.services import Handling
from staff.access import Staff
from staff.reading import note_reading
from staff.requests.finding import REQUEST_ROLES


def mails_of(staff: Staff) -> QuerySet[Mail]:
    """Give the mails to somebody's companies."""
    found = Mail.objects.filter(controller__in=staff.controllers)
    return found.select_related("controller", "subject", "thread", "file__request")


def mail_or_404(staff: Staff, ref: UUID) -> Mail:
    """Give a mail to one of somebody's own companies; another company's is not there."""
    return get_object_or_404(mails_of(staff), ref=ref)


def note_looked(staff: Staff, mail: Mail) -> None:
    """Write down that somebody read a person's mail: the mail is the reason, in the person's language."""
    if mail.subject is None:
        return
    with override(mail.subject.language):
        reason = _("Läser ditt mejl till dataskyddsbrevlådan")
    note_reading(staff, mail.controller, [mail.subject], page="mail", reason=reason)


def handling(staff: Staff, mail: Mail, drop: Iterable[str] = (), identity: Iterable[str] = ()) -> Handling:
    """Say who decides on a mail, in which role, and which attachments go now or once they have served."""
    role = staff.role_at(mail.controller, *REQUEST_ROLES)
    assert role is not None, "the door lets nobody else in"
    return Handling(
        by=staff.actor(role),
        at=staff.at,
        user=staff.user,
        drop=[int(number) for number in drop],
        identity=[int(number) for number in identity],
    )
