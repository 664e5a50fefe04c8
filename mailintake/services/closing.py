"""A mail that is no request: an inquiry, a job application, or nothing for us. Its words go at once."""

from __future__ import annotations

from enum import StrEnum

from django.db import transaction
from django.utils.translation import gettext as _

from mailintake.models import Mail, MailState, Outcome
from mailintake.services.applicants import tell_applicant
from mailintake.services.handling import AlreadyHandled, Handling, close, locked, words_of
from requests_dsr.services.receiving.matching import count_recruitment
from subjects.models import DataSubject, IdentityKind, Inquiry, InquiryKind, SubjectKind
from subjects.selectors import find_subject
from subjects.services.errors import NotPossible
from subjects.services.locking import lock_subject
from subjects.services.people import Recognised, Source, create_subject


class Reason(StrEnum):
    """Why a mail is nothing for us: a code and no words, so that nothing of it stays."""

    SPAM = "spam"
    ADVERTISING = "advertising"
    WRONG_COMPANY = "wrong_company"
    PRIVATE = "private"
    EMPTY = "empty"
    MACHINE = "machine"


@transaction.atomic
def as_inquiry(*, mail: Mail, kind: InquiryKind, how: Handling) -> Inquiry:
    """Keep a mail as an inquiry of whoever sent it, for as long as inquiries are kept (RT-8, WL-35).

    Somebody new is taken in by the address they wrote from. Raises AlreadyHandled, NotPossible.
    """
    mail = locked(mail)
    inquiry = Inquiry.objects.create(
        subject=_sender(mail, how), kind=kind, received_at=mail.received_at, message=words_of(mail)
    )
    close(mail, Outcome.INQUIRY, how)
    return inquiry


@transaction.atomic
def as_recruitment(*, mail: Mail, how: Handling) -> None:
    """Count a job application, tell its sender where it goes, and keep nothing of it (WL-15).

    The next round moves the mail itself to who hires. Raises AlreadyHandled.
    """
    mail = locked(mail)
    tell_applicant(mail, how)
    count_recruitment(controller=mail.controller, by=how.by, at=how.at)
    close(mail, Outcome.RECRUITMENT, how)


@transaction.atomic
def as_not_ours(*, mail: Mail, reason: Reason, how: Handling) -> None:
    """Delete what is nothing for us, with a reason; the next round deletes it on the mail server too."""
    mail = locked(mail)
    mail.reason = reason
    close(mail, Outcome.NOT_OURS, how)


@transaction.atomic
def take_back(*, mail: Mail) -> Mail:
    """Make a draft of a mail that was set aside as a machine's answer. Raises AlreadyHandled."""
    mail = locked(mail)
    if mail.state != MailState.SET_ASIDE or not mail.body:
        raise AlreadyHandled(_("Mejlet är inte lagt åt sidan, eller dess text är glömd."))
    mail.state = MailState.DRAFT
    mail.save(update_fields=["state"])
    return mail


def _sender(mail: Mail, how: Handling) -> DataSubject:
    if not mail.from_email:
        raise NotPossible(_("Mejlet har ingen avsändare att svara till."))
    known = find_subject(controller=mail.controller, kind=IdentityKind.EMAIL, value=mail.from_email)
    if known is not None:
        return lock_subject(known.pk)
    return create_subject(
        controller=mail.controller,
        full_name=mail.from_name or mail.from_email,
        identities=[Recognised(kind=IdentityKind.EMAIL, value=mail.from_email)],
        source=Source(),
        kind=SubjectKind.LEAD,
        at=how.at,
    )
