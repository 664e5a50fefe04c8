"""A new e-mail address is the person's once whoever reads it has pressed a button (GDPR Art. 5(1)(d), (f)).

An address is typed by somebody, and a slip of the finger is somebody else's. Until its reader has said yes
it is none of the person's: nothing is sent there but the question, it opens no login, and letters go where
the person was reached before (`selectors.may_be_used` says no to it at every door).
"""

from __future__ import annotations

from datetime import datetime, timedelta

from django.conf import settings
from django.core import signing
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from connectors.asking import marks_of
from consents import outgoing
from consents.law import MessageClass
from consents.models import OutgoingMessage
from ledger.actor import SUBJECT
from ledger.services import record
from requests_dsr.answers.fields import FIELDS
from requests_dsr.answers.recipients import carry_out_notices
from requests_dsr.answers.statements import forget_statement
from requests_dsr.models import DataSubjectRequest
from requests_dsr.selectors import usable_addresses
from requests_dsr.services.receiving.address_alarms import (
    LEFT,
    changed_address_at,
    is_stopped,
    tell_the_old_address,
    to_confirm,
)
from requests_dsr.services.receiving.address_written import write_down_address
from requests_dsr.states import ANSWERED
from subjects.identifiers import normalise_email
from subjects.models import DataSubject, Identity, IdentityKind
from subjects.services.errors import NotPossible
from subjects.services.locking import lock

SALT = "requests_dsr.address_confirming"
CONFIRMED = "ADDRESS_CONFIRMED"
QUESTION = "address_confirm"
LINK_LIVES = timedelta(days=7)  # [POLICY] as an unconfirmed registration (domain.md 5)


def is_theirs(person: DataSubject, address: str) -> bool:
    """Tell whether an address is one of the person's already: then nobody is asked about it."""
    own = Identity.objects.filter(subject=person, kind=IdentityKind.EMAIL)
    return own.filter(normalised=normalise_email(address)).exists()


def ask_the_new_address(request: DataSubjectRequest, person: DataSubject, *, to: str, at: datetime) -> None:
    """Ask whoever reads an address whether it is theirs; the mail names nobody and no request."""
    path = reverse("confirm_address", args=[person.controller.slug, confirm_token(request)])
    outgoing.send(
        controller=person.controller,
        subject=person,
        to=to,
        event=QUESTION,
        context={"link": f"{settings.SITE_URL}{path}"},
        language=request.file.language,
        message_class=MessageClass.LEGAL,
        at=at,
    )


def ask_again(request: DataSubjectRequest, *, at: datetime) -> bool:
    """Ask anew where the question never left and may still be answered; tell whether it was asked."""
    if request.subject is None or not awaits_address(request, at=at):
        return False
    asked = OutgoingMessage.objects.filter(controller=request.controller, event=QUESTION, status__in=LEFT)
    if asked.filter(subject=request.subject, at__gte=request.decided_at).exists():
        return False
    ask_the_new_address(request, request.subject, to=to_confirm(request), at=at)
    return True


def confirm_token(request: DataSubjectRequest) -> str:
    """Give the secret of a mail to the new address: it stands for one decision of one request."""
    return signing.dumps([str(request.ref), request.file.plan_digest[:16]], salt=SALT, compress=True)


def confirmable(token: str, *, at: datetime) -> DataSubjectRequest | None:
    """Give the request whose new address a link confirms, or has confirmed; None when forged or too late."""
    try:
        ref, digest = signing.loads(token, salt=SALT)
    except (signing.BadSignature, ValueError):
        return None
    found = DataSubjectRequest.objects.filter(ref=ref, subject__isnull=False)
    request = found.select_related("controller", "subject", "file").first()
    if request is None or request.file.plan_digest[:16] != digest or is_stopped(request):
        return None
    return request if is_confirmed(request) or awaits_address(request, at=at) else None


def awaits_address(request: DataSubjectRequest, *, at: datetime) -> bool:
    """Tell whether a granted change of address waits for the reader of the new one."""
    return _is_granted(request) and not is_confirmed(request) and _expires_at(request) > at


def has_lapsed(request: DataSubjectRequest, *, at: datetime) -> bool:
    """Tell whether nobody who reads the new address said yes in time: the old one stands."""
    return _is_granted(request) and not is_confirmed(request) and _expires_at(request) <= at


def is_confirmed(request: DataSubjectRequest) -> bool:
    """Tell whether whoever reads the new address has said yes to it."""
    return bool(to_confirm(request)) and changed_address_at(request) is not None


def confirm_new_address(*, request: DataSubjectRequest, at: datetime) -> None:
    """Let a granted address take the old one's place, on the word of whoever reads its mail.

    The old address is told at that instant and may stop it for 72 hours, and so long the new one opens
    nothing (T1). Whoever was given the old one is told (Art. 19). Done twice it changes nothing. Raises
    IdentityTaken, HolderErased, and NotPossible where another address is the person's main one by now.
    """
    if _confirm(request, at=at):
        carry_out_notices(request, at=at)


def put_address(request: DataSubjectRequest, person: DataSubject, new: str, *, at: datetime) -> None:
    """Write an address of a locked person's, and tell the one it takes the place of. Raises IdentityTaken."""
    known = set(usable_addresses(person, at).values_list("value", flat=True))
    FIELDS["email"].write(person, new, at=at)
    own = Identity.objects.filter(subject=person, kind=IdentityKind.EMAIL)
    gone = known - set(own.values_list("value", flat=True))  # one that was held itself stops nothing
    for address in sorted(gone):
        tell_the_old_address(request, person, to=address, at=at)


@transaction.atomic
def _confirm(request: DataSubjectRequest, *, at: datetime) -> bool:
    """Confirm an address once; tell whether this did."""
    assert request.subject_id is not None
    person = lock(subjects=[request.subject_id])[1][0]
    request.file.refresh_from_db(fields=["plan"])  # whoever pressed first has written it under this lock
    if not awaits_address(request, at=at):
        return False
    line = next(one for one in request.file.plan["fields"] if one.get("to_confirm"))
    if FIELDS["email"].read(person) != line["old"]:
        raise NotPossible(_("Uppgifterna har ändrats sedan bytet beslutades. Be oss igen."))
    marks = set(marks_of(person))
    put_address(request, person, line["new"], at=at)
    forget_statement(person, "email")
    own = Identity.objects.filter(subject=person, kind=IdentityKind.EMAIL, verified_at=None)
    own.filter(normalised=normalise_email(line["new"])).update(verified_at=at)
    request.file.plan = {**request.file.plan, "confirmed_at": at.isoformat()}
    request.file.save(update_fields=["plan"])
    write_down_address(
        request,
        person,
        address=line["new"],
        known_before=marks,
        code=CONFIRMED,
        at=at,
    )
    record(
        controller=request.controller.slug,
        by=SUBJECT,
        action="address_change.confirm",
        object_type="requests_dsr.request",
        category=request.right,
        at=at,
    )
    return True


def _is_granted(request: DataSubjectRequest) -> bool:
    return request.state in ANSWERED and request.decided_at is not None and bool(to_confirm(request))


def _expires_at(request: DataSubjectRequest) -> datetime:
    assert request.decided_at is not None
    return request.decided_at + LINK_LIVES
